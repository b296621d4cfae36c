"""Numbers that are not cited but come of those that are: ``over a third`` of 640 and 2,100 jobs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from qabot.grounding.durations import durations
from qabot.grounding.numbers import Number, numbers
from qabot.grounding.sameness import within_unit
from qabot.grounding.units import METRIC, MINUTES, MONEY

OF = re.compile(r"(?: [^\W\d_]+){0,2} (?:in|out of) (?:every )?")
"""Between the numbers of ``four in five``, ``nine houses out of ten``."""
_EXACT, _ROUGH, _FAR = 0.005, 0.08, 0.4
"""How far a number may be from what comes of the cited ones: said plainly, as ``about``, and as
``more than`` or ``less than``."""
_LARGE = 1e4
_LESS = re.compile(
    r"\b(?:less|fewer|lower|cheaper|smaller|shorter|below|under|down|off|f[ae]ll\w*|drop\w*|cut\w*|reduc\w*|los[ste]\w*"
    r"|shr[aiu]nk\w*|declin\w*|dwindl\w*|slump\w*|slash\w*|sav\w+|not|no|never|without|others?|rest|remain\w*|left|still"
    r"|yet|but|only|fail\w*|halv\w*|plung\w*|gone|decreas\w*|discount\w*|short\w*|by|un\w+|wip\w+|disappear\w*|empty|missing|despite|spite|free|able|surviv\w*|stay\w*|escap\w*|spared)\b|n't\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r" points?\b")
"""Of two shares apart: 16 points between 47 and 63 percent."""
_ROUGHLY = re.compile(
    r"\b(?:about|around|roughly|some|approximately|circa) (?:an? |one |two |three )?$",
    re.IGNORECASE,
)
_MOST = 14
"""Numbers that are put together; of more, anything can be made."""


def reckoned(text: str, said: Number, known: Sequence[Number], years: Sequence[int]) -> bool:
    """Whether a number of ``text`` is a sum, difference, product or share of cited ones, or
    roughly one of them.

    ``years``: those that are cited, and those of the articles.
    """
    if said.ordinal or said.vague or not said.value:
        return False
    whole = (d for d in durations(text) if d.start <= said.start < d.end)
    said = share_said(text, said) or next(whole, said)
    if said.about and any(fits(said, one) for one in known if not one.ordinal):
        return True
    if _ROUGHLY.search(text[: said.start]) and any(_to_a_tenth(said, one) for one in known):
        return True
    less = _LESS.search(text) is not None
    ways = [said]
    if not said.unit and _POINTS.match(text, said.end):
        ways.append(replace(said, unit="%"))
    return any(fits(way, one) for one in made(known, years, less=less) for way in ways)


def made(known: Sequence[Number], years: Sequence[int], *, less: bool = True) -> Iterator[Number]:
    """What comes of cited numbers; ``less``: also by what share one is less than another."""
    plain = [n for n in known if n.value > 0 and not n.vague and not n.ordinal]
    apart = list({(n.value, n.unit): n for n in plain}.values())[:_MOST]
    for one in apart:
        if one.unit in MONEY and one.value < 10:
            yield replace(one, value=one.value * 100, unit="")  # cents
    for one, other in combinations(apart, 2):
        yield from _of_two(one, other, less)
    for first, second in combinations(sorted(set(years)), 2):
        yield Number(float(second - first), "year", 0, 0)


def _of_two(one: Number, other: Number, less: bool) -> Iterator[Number]:
    for share, whole in ((one, other), (other, one)):
        part = _part(share)
        if part and not _part(whole):
            yield replace(whole, value=whole.value * part)
            yield replace(whole, value=whole.value * (1 - part))
            yield replace(whole, value=whole.value / part)
        if not share.unit and share.value in (2.0, 3.0, 4.0) and whole.value != share.value:
            yield replace(whole, value=whole.value / share.value)
            yield replace(whole, value=whole.value * share.value)
    for count, price in ((one, other), (other, one)):
        if not count.unit and price.unit in MONEY and count.value > 1:
            yield replace(price, value=count.value * price.value)
    if one.unit != other.unit:
        # "up to 5.4 billion francs from 4.1 billion"
        large = min(one.value, other.value) >= _LARGE
        if not large or "" not in (one.unit, other.unit) or "%" in (one.unit, other.unit):
            return
        one = one if one.unit else replace(one, unit=other.unit)
    low, high = sorted((one.value, other.value))
    if low == high:
        return
    yield replace(one, value=low + high)
    yield replace(one, value=high - low)
    for ratio in (low / high, high / low - 1, low / (low + high), *([1 - low / high] * less)):
        yield Number(ratio, "", 0, 0)
    yield Number(high / low, "", 0, 0)


def _part(number: Number) -> float:
    """Below one: the share that a number says; 0 for any other number."""
    if number.unit == "%":
        return number.value / 100 if number.value < 100 else 0.0
    return number.value if number.value < 1 and not number.unit else 0.0


def _to_a_tenth(said: Number, known: Number) -> bool:
    """Whether 8 to 12 percent are told as ``about a tenth``, 18 to 22 as a fifth: the nearest five."""
    tenths, share = 10 * _part(said), 100 * _part(known)
    return tenths >= 1 and abs(tenths - round(tenths)) < 1e-6 and abs(share - 10 * tenths) < 2.5


def share_said(text: str, said: Number) -> Number | None:
    """``four in five`` as a share, where ``said`` is one of the two."""
    for one, other in pairwise(numbers(text)):
        mine = said.start in (one.start, other.start) and other.value > one.value
        if mine and OF.fullmatch(text[one.end : other.start]):
            return replace(one, value=one.value / other.value, unit="")
    return None


def fits(said: Number, made: Number) -> bool:
    """Whether a number said is one that comes of cited ones, as exactly as it is said."""
    wanted, value = said.value, made.value
    if said.unit in MINUTES and made.unit in MINUTES:
        wanted, value = wanted * MINUTES[said.unit], value * MINUTES[made.unit]
    elif said.unit in METRIC and made.unit in METRIC:
        if METRIC[said.unit][0] != METRIC[made.unit][0]:
            return False
        wanted, value = wanted * METRIC[said.unit][1], value * METRIC[made.unit][1]
    elif said.unit == "%" and made.unit != "%":
        wanted = wanted / 100
        if made.unit or value >= 1:
            return False
    elif made.unit == "%" and not said.unit and wanted < 1:
        value = value / 100
    elif not said.unit and made.unit in MONEY and wanted >= _LARGE:
        pass  # "below its budget of 83 million"
    elif said.unit != made.unit and {said.unit, made.unit} != {"", "second"}:
        return False
    if said.unit in MINUTES and made.unit in MINUTES and within_unit(said, wanted, value):
        return True
    if said.about == "above":
        return wanted * (1 - _EXACT) <= value <= wanted * (1 + _FAR)
    if said.about == "below":
        return wanted * (1 - _FAR) <= value <= wanted * (1 + _EXACT)
    rough = 2 * _ROUGH if said.unit in MINUTES else _ROUGH
    return abs(value - wanted) <= (rough if said.about else _EXACT) * wanted
