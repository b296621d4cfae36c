"""Whether the numbers of a sentence stand in what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from qabot.grounding.between import between
from qabot.grounding.dates import blanked, dates, may_count
from qabot.grounding.durations import durations
from qabot.grounding.known import COUNTED, known_numbers
from qabot.grounding.numbers import Number, numbers
from qabot.grounding.ranges import sharing, sides
from qabot.grounding.reckoned import OF, reckoned
from qabot.grounding.retold import retold
from qabot.grounding.sameness import same
from qabot.grounding.singles import single
from qabot.grounding.units import METRIC
from qabot.grounding.values import Problem, Signal
from qabot.grounding.words import base

_DAY = re.compile(r"\b(?:on|by|until|till|before|after|since|from|to) the $", re.IGNORECASE)
_NAMED = re.compile(r"(?:^|(?<=[^\w.-]))[A-Z]\w*-$")
"""``COVID-19``, ``F-16``: looked for as names."""
_BELOW_ZERO = re.compile(r"\bbelow zero$", re.IGNORECASE)
_MINUS = re.compile(r"\bminus \w|(?<![\w-])[-\u2212]\d", re.IGNORECASE)
_TIMES = re.compile(r"(?:doubl|tripl|trebl|quadrupl|twice)", re.IGNORECASE)


def _grown(said: Number, known: Number) -> bool:
    """``tripled`` where it grew by 210 percent."""
    return known.unit == "%" and 0.95 <= known.value / (100 * (said.value - 1)) <= 1.5


def _ratios(text: str, known: Sequence[Number]) -> set[int]:
    """Where the numbers of ``nine in ten`` stand that say a share which is known."""
    found: set[int] = set()
    for one, other in pairwise(numbers(text)):
        if other.value > one.value and OF.fullmatch(text[one.end : other.start]):
            share = replace(one, value=100 * one.value / other.value, unit="%")
            most = 3.0 if one.about else 1.5
            percent = [n.value for n in known if n.unit == "%"]
            percent += [100 * n.value for n in known if n.value < 1 and not n.unit]
            if any(abs(value - share.value) <= most for value in percent):
                found |= {one.start, other.start}
    return found


_COUNT = r"(?:\d+|none|nil|one|two|three|four|five|six|seven|eight|nine|ten)"
_TALLY_BEHIND = re.compile(rf" (?:votes? |goals? |games? |sets? )?to {_COUNT}\b(?! \w+s\b)")
_TALLY_BEFORE = re.compile(rf"\b{_COUNT} (?:votes? |goals? |games? |sets? )?to $", re.IGNORECASE)
"""``by two votes to one``."""


def check_numbers(
    sentence: str, cited: Sequence[str], published: Sequence[date | None] = ()
) -> Problem | None:
    """The first number of a bare sentence that no cited sentence has.

    Small counts of what is not counted there are left out: see ``loose_counts``.
    """
    known, text = known_numbers(cited, published), blanked(sentence)
    units = frozenset(number.unit for number in known if number.unit)
    years = _years(cited, published)
    for said in _unknown(text, known):
        if _ago(text, said, cited, published) or _dated(text, said, cited):
            continue
        first = _first_of_others(text, said, cited)
        if (said.free and not first) or _is_loose(text, said, cited):
            continue
        if _made(said, known, apart=_apart(text, said)) or reckoned(text, said, known, years):
            continue
        if _metres(text, said, known, units) or retold(text, said, cited, published):
            continue
        if between(said, cited) or _freezing(text, said, cited):
            continue
        words = sentence[said.start : said.end]
        return Problem("number", f"\u201c{words}\u201d is not in what it cites")
    return None


def _years(cited: Sequence[str], published: Sequence[date | None]) -> list[int]:
    told = [when.year for text in cited for when in dates(text) if when.year]
    return told + [day.year for day in published if day]


def loose_counts(sentence: str, cited: Sequence[str]) -> Iterator[Signal]:
    """Small counts that may be made of what is told: ``two sons`` for ``Eric and Donald``."""
    known, text = known_numbers(cited, ()), blanked(sentence)
    for said in _unknown(text, known):
        if not said.free and (
            _is_loose(text, said, cited)
            or _made(said, known, apart=_apart(text, said))
            or reckoned(text, said, known, _years(cited, ()))
        ):
            words = sentence[said.start : said.end]
            remark = f"\u201c{words}\u201d is not in what it cites"
            yield Signal("count", 1.0, "number", remark)


def _dated(text: str, said: Number, cited: Sequence[str]) -> bool:
    """``on the 14th`` where it was on 14 May; ``2,024 tickets`` where 2024 is read as a year."""
    if said.ordinal:
        told = [when for one in cited for when in dates(one)]
        alone = _DAY.search(text[: said.start]) and not re.match(r" [^\W\d]", text[said.end :])
        return bool(alone) and any(when.day == said.value for when in told)
    years = {when.year for one in cited for when in dates(one) if may_count(one, when)}
    return not said.unit and said.value in years


def _ago(text: str, said: Number, cited: Sequence[str], published: Sequence[date | None]) -> bool:
    """``two months earlier`` where a month is named that was two before the article's."""
    if said.unit != "month" or not re.match(
        r" (?:ago|earlier|before|previously|later|after)\b", text[said.end :]
    ):
        return False
    days = [day for day in published if day]
    months = {when.month for one in cited for when in dates(one) if when.month and not when.day}
    return any((day.month - month) % 12 == said.value for day in days for month in months)


_APART = re.compile(
    r"^\W*(?:\w+ ){0,3}(?:to go|left|remaining|remained|apart|difference|margin|more|fewer|less|lower|higher|below|above|ahead|behind|short)\b"
)
_MARGIN = re.compile(
    r"\b(?:margin|difference|majority|gap|lead|by|remaining|another|other) (?:of )?(?:just |only )?$"
)


def _apart(text: str, said: Number) -> bool:
    """Whether a number is said to be what is between two others: ``a margin of three``."""
    return bool(_APART.match(text[said.end :]) or _MARGIN.search(text[: said.start]))


def _made(said: Number, known: Sequence[Number], *, apart: bool = False) -> bool:
    """Whether it can be reckoned from two known numbers: a sum, a difference, or a rough share."""
    if said.unit == "%" and any(n.unit == "%" and n.value == 100 - said.value for n in known):
        return True  # those who did not
    share = said.about and (said.value < 1 or said.unit == "%")
    for at, one in enumerate(known):
        for other in known[at + 1 :]:
            if (
                one.ordinal
                or other.ordinal
                or one.unit != other.unit
                or not one.value * other.value
            ):
                continue
            low, high = sorted((one.value, other.value))
            if share:
                wanted = said.value / 100 if said.unit == "%" else said.value
                if abs(low / high - wanted) <= 0.08 * wanted:
                    return True
            elif (
                one.unit == said.unit
                and (said.value >= 10 or apart)
                and low > 2
                and said.value in (low + high, high - low)
            ):
                return True
    return False


def _parts(text: str, known: Sequence[Number], units: frozenset[str]) -> set[int]:
    """Where the numbers of lengths of time stand that are known as a whole."""
    whole = [d for d in durations(text) if any(same(d, other, units) for other in known)]
    return {n.start for n in numbers(text) for d in whole if d.start <= n.start < d.end}


def _unknown(text: str, known: Sequence[Number]) -> Iterator[Number]:
    """The numbers of a text without dates that are not among the known ones."""
    units = frozenset(number.unit for number in known if number.unit)
    parts = _ratios(text, known) | _parts(text, known, units) | sides(text, known)
    shared = {n.start: n for n in sharing(text, turned=False)}
    for said in numbers(text):
        ways = [said, shared[said.start]] if said.start in shared else [said]
        stands = said.start in parts or _NAMED.search(text[: said.start]) is not None
        stands = stands or any(same(way, other, units) for way in ways for other in known)
        if stands and not (said.ordinal and said.value == 1):
            continue
        if _TIMES.match(text, said.start) and any(_grown(said, other) for other in known):
            continue
        yield said


def _first_of_others(text: str, said: Number, cited: Sequence[str]) -> bool:
    """``the first woman`` where it is the third one."""
    if not (said.ordinal and said.value == 1):
        return False
    noun = _word_behind(text, said)
    there = [
        n.value for one in cited for n in numbers(one) if n.ordinal and _word_behind(one, n) == noun
    ]
    return bool(noun and there) and 1.0 not in there


def _is_loose(text: str, said: Number, cited: Sequence[str]) -> bool:
    """Whether it is a small count of what no other number counts in what is cited."""
    if said.value == 1 and text[: said.start].endswith("in ") and said.unit in COUNTED:
        return True  # "in one year": the same
    if re.search(r"\d[-\u2013]$", text[: said.start]) or re.match(r"[-\u2013]\d", text[said.end :]):
        return False
    if said.unit or said.ordinal or said.vague or said.value not in (2.0, 3.0, 4.0):
        return False
    if single(text[said.end :], cited):
        return False
    if _TALLY_BEHIND.match(text, said.end) or _TALLY_BEFORE.search(text[: said.start]):
        return False
    noun = _word_behind(text, said)
    counted = {
        _word_behind(one, n) for one in cited for n in numbers(blanked(one)) if not n.ordinal
    }
    return noun not in counted


def _word_behind(text: str, number: Number) -> str:
    """The word behind a number, be it a noun or not: "have" of "two have"."""
    match = re.match(r"(?: of (?:the|his|her|its|their))? ([^\W\d_]+)", text[number.end :])
    return base(match[1]) if match else ""


def _freezing(text: str, said: Number, cited: Sequence[str]) -> bool:
    """``22 degrees below zero`` where it is minus 22."""
    if said.value or not _BELOW_ZERO.search(text[: said.end]):
        return False
    return any(_MINUS.search(one) for one in cited)


def _metres(text: str, said: Number, known: Sequence[Number], units: frozenset[str]) -> bool:
    """``100 m``: no million."""
    lengths = any(unit in METRIC and METRIC[unit][0] == METRIC["metre"][0] for unit in units)
    if not lengths or not re.search(r"\d ?m$", text[said.start : said.end]):
        return False
    metres = replace(said, value=said.value / 1e6, unit="metre")
    return any(same(metres, other, units) for other in known)
