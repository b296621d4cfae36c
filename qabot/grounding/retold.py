"""Whether a number tells otherwise what is cited: a length of time by two dates, a century by a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

from qabot.grounding.centuries import aged, ages, in_century, jubilees
from qabot.grounding.changes import changes
from qabot.grounding.clocks import RUN
from qabot.grounding.dates import dates
from qabot.grounding.durations import durations
from qabot.grounding.numbers import Number, numbers
from qabot.grounding.reckoned import fits, made, share_said
from qabot.grounding.sameness import same
from qabot.grounding.spans import spanned, stretches
from qabot.grounding.units import MINUTES

_LEFT = re.compile(
    r"\b(?:others?|remain\w*|left(?! the| behind)|but|except|without|not|no|never|still|yet|fail\w*|lack\w*"
    r"|los[te]\w*|spared|escap\w*|fell|fall\w*|drop\w*|cut|wip\w+|below|under|smaller|lower|less|fewer|cheaper)\b|n't\b",
    re.IGNORECASE,
)
_REST = re.compile(r"\b(?:the rest|the remainder|all other|the other)\b", re.IGNORECASE)
_EACH = re.compile(
    r"\b(?:each|apiece|average|every|daily|an? (?:hour|day|week|month|year)|per)\b", re.IGNORECASE
)
_THAN = re.compile(
    r"\b(?:more|less|fewer|longer|older|younger|later|earlier|shorter|higher|lower|extra|another|additional"
    r"|gain|improve\w*|difference|gap|lead|margin|by|than|ahead|behind|over)\b",
    re.IGNORECASE,
)
_RATE = re.compile(r"^(?: [a-z]+){0,3}? (?:a|per|each|every) (?P<unit>day|week|month|year)\b")
_VERSUS = re.compile(r" (?:[a-z]+ ){0,2}?(?:to|against) ")
_AHEAD = re.compile(
    r"(?:\W+\w+){0,6}?\W+(?:ahead of|better than|faster than|in front of|above|before)\b"
)
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand"))
_OF = re.compile(r"^ of (?:the |its |their |his |her )?(?:\w+(?:'s)? ){0,2}?$")
_TO = re.compile(r"^ (?:per ?cent |%|percent )?to (?:about |around |nearly |almost )?$")


def retold(text: str, said: Number, cited: Sequence[str], published: Sequence[date | None]) -> bool:
    """Whether a number of ``text`` that is not cited says what is cited in another way."""
    whole = next((d for d in durations(text) if d.start <= said.start < d.end), said)
    if not whole.ordinal and spanned(whole, stretches(cited, published)):
        return True
    told = [[when.year for when in dates(one) if when.year] for one in cited]
    years = [year for own in told for year in own] + [day.year for day in published if day]
    if in_century(said, [*years, *_reckoned_years(cited, published)]):
        return True
    if aged(text, said) and said.value in ages(cited, told, years):
        return True
    if any(same(whole, one, frozenset(("year",))) for one in jubilees(cited)):
        return True
    if said.ordinal or said.vague:
        return False
    if any(fits(whole, one) for one in changes(cited)):
        return True
    if _before(text, said, cited) or _apart(text, whole, cited) or _rated(text, said, cited):
        return True
    share = share_said(text, said) or whole
    if any(fits(share, one) for one in (*runs(cited), *votes(cited))):
        return True
    return _of_scale(text, said, cited) or _rest(text, share, cited) or _for_each(text, said, cited)


def _before(text: str, said: Number, cited: Sequence[str]) -> bool:
    """``eight finished ahead of her`` where she came ninth."""
    if said.unit or not _AHEAD.match(text, said.end):
        return False
    return any(n.ordinal and n.value == said.value + 1 for one in cited for n in numbers(one))


def _reckoned_years(cited: Sequence[str], published: Sequence[date | None]) -> list[int]:
    """The years that were so many before an article: ``taken 131 years ago``."""
    spans = [int(n.value) for one in cited for n in numbers(one) if n.unit == "year"]
    return [day.year - span for day in published if day for span in spans if span < day.year]


def _of_scale(text: str, said: Number, cited: Sequence[str]) -> bool:
    """``41 of the 86 million dollars``, ``from 30 to 5 per cent``: what is said once is of both."""
    behind = next((n for n in numbers(text) if n.start >= said.end), None)
    if behind is None or said.unit:
        return False
    between = text[said.end : behind.start]
    known = [n for one in cited for n in numbers(one)]
    units = frozenset(n.unit for n in known if n.unit)
    if _OF.match(between):
        for scale, word in _SCALES:
            if word in text[behind.start : behind.end] and behind.value >= scale:
                large = replace(said, value=said.value * scale, unit=behind.unit)
                plain = replace(large, unit="")
                whole = [*known, *made(known, ())]
                if any(
                    same(one, n, units) or fits(one, n) for one in (large, plain) for n in whole
                ):
                    return True
    from_ = re.search(r"\bfrom (?:about |around |some |nearly )?$", text[: said.start])
    turned = any(
        n.value == behind.value and one[: n.start].endswith("from ")
        for one in cited
        for n in numbers(one)
    )
    if behind.unit and from_ and not turned and _TO.match(between):
        return any(same(replace(said, unit=behind.unit), n, units) for n in known)
    return False


def _apart(text: str, said: Number, cited: Sequence[str]) -> bool:
    """``five years longer`` where it was raised from 62 to 67: what is between two numbers."""
    if not _THAN.search(_clause(text, said)):
        return False
    known = [n for one in cited for n in numbers(one) if not n.ordinal and not n.vague]
    for one, other in combinations(known, 2):
        units = {one.unit, other.unit} - {""}
        between = abs(one.value - other.value)
        if len(units) > 1 or not between or said.unit not in ("", "year", *units):
            continue
        if units and not said.unit and not _plain(text, said):
            continue
        if fits(replace(said, unit=""), Number(between, "", 0, 0)):
            return True
    return False


def _plain(text: str, said: Number) -> bool:
    """Whether a number counts nothing that is named behind it: ``seven more``."""
    return (
        re.match(r" (?:more|less|fewer|longer|later|earlier)\b|[.,;]|$", text[said.end :])
        is not None
    )


def _rated(text: str, said: Number, cited: Sequence[str]) -> bool:
    """``50 million a month`` of 600 million a year."""
    here = _RATE.match(text[said.end :])
    if not here:
        return False
    for one in cited:
        for number in numbers(one):
            there = _RATE.match(one[number.end :])
            if there and here["unit"] != there["unit"]:
                share = MINUTES[here["unit"]] / MINUTES[there["unit"]]
                if fits(said, replace(number, value=number.value * share, about="")):
                    return True
    return False


def runs(cited: Sequence[str]) -> Iterator[Number]:
    """The times that somebody took, ``2:09:14``, in hours and minutes."""
    for one in cited:
        for run in RUN.finditer(one):
            yield Number(int(run[1]) + int(run[2]) / 60, "hour", 0, 0)


def votes(cited: Sequence[str]) -> Iterator[Number]:
    """The shares of both sides where it was ``412 votes to 96``."""
    for text in cited:
        for one, other in pairwise(numbers(text)):
            both = one.value + other.value
            if both and _VERSUS.fullmatch(text[one.end : other.start]):
                yield Number(one.value / both, "", 0, 0)
                yield Number(other.value / both, "", 0, 0)


def _rest(text: str, said: Number, cited: Sequence[str]) -> bool:
    """``nine tenths`` of what ``a tenth`` is not: one side tells of those who did not."""
    if said.unit != "%" and said.value >= 1:
        return False
    here = _LEFT.search(_clause(text, said)) is not None
    for one in cited:
        rest = _REST.search(one) is not None
        for number in numbers(one):
            part = number.value / 100 if number.unit == "%" else number.value
            if number.unit not in ("", "%") or number.ordinal or not 0 < part < 1:
                continue
            there = _LEFT.search(_clause(one, number)) is not None
            if here != (there or rest) and fits(said, Number(1 - part, "", 0, 0)):
                return True
    return False


def _clause(text: str, number: Number) -> str:
    """What stands around a number, up to the next comma or the like."""
    before = re.split(r"[,;:(]", text[: number.start])[-1]
    return before + " " + re.split(r"[,;:)]", text[number.end :])[0]


def _for_each(text: str, said: Number, cited: Sequence[str]) -> bool:
    """``150 million dollars each`` of 24 that are worth 3.6 billion."""
    if not _EACH.search(text):
        return False
    known = [n for one in cited for n in numbers(one) if not n.ordinal and not n.vague]
    return any(
        fits(said, replace(total, value=total.value / count.value))
        for total in known
        for count in known
        if count.value > 1 and count.unit not in ("%", total.unit) and total.value > count.value
    )
