"""Two figures that have changed places: seat and berth prices, the dead and the hurt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from qabot.grounding.numbers import Number
from qabot.grounding.sameness import same
from qabot.grounding.segments import Segment, alone, segments
from qabot.grounding.units import MONEY

_ONE = re.compile(
    r"[-\u2013/]|(?: [\w']+){0,3}? (?:of|to|in|out of|against|instead of) (?:[\w'-]+ ){0,3}?"
)
_BUT = re.compile(r"\b(?:all but|except)\b", re.IGNORECASE)
_DULL = frozenset(
    "year month week day hour minut percent cent million billion peopl person".split()
)


def swapped(sentence: str, cited: Sequence[str]) -> Number | None:
    """The first of two numbers of a bare sentence that stand for each other in what is cited."""
    mine = alone(list(segments(sentence)))
    theirs = alone([part for text in cited for part in segments(text)])
    units = frozenset(part.number.unit for part in theirs if part.number.unit)
    for one, other in combinations(mine, 2):
        left, right = (_known(part, theirs, units) for part in (one, other))
        if left is None or right is None or left is right or _of_one_kind(sentence, one, other):
            continue
        if any(_of_one_kind(text, left, right) for text in cited) or _BUT.search(sentence):
            continue
        if _crossed(one, other, left, right) or _other_unit(one, other, left, right):
            return one.number
    return None


def _known(part: Segment, theirs: Sequence[Segment], units: frozenset[str]) -> Segment | None:
    exact = [t for t in theirs if t.number.value == part.number.value and not t.number.ordinal]
    found = exact or [t for t in theirs if same(part.number, t.number, units)]
    return found[0] if len(found) == 1 and not part.number.ordinal else None


def _of_one_kind(sentence: str, one: Segment, other: Segment) -> bool:
    """``46 of the 90``, ``19 to 6``, ``3-1``: two numbers of one figure."""
    between = sentence[
        min(one.number.end, other.number.end) : max(one.number.start, other.number.start)
    ]
    return _ONE.fullmatch(between) is not None


def _crossed(one: Segment, other: Segment, left: Segment, right: Segment) -> bool:
    """Whether each number has a word with it that the other one has in what is cited."""
    four = (one, other, left, right)
    if one.number.unit != other.number.unit or left.number.unit != right.number.unit:
        return False
    # "cost" of "a berth costs 69 euros and a seat 29" is of both
    first = one if one.number.start < other.number.start else other
    sides = ([p.bases for p in four], [p.after for p in four], [p.before for p in four])
    if any(_cross(*side) for side in sides):
        return True
    lead = first.before & (left if first is one else right).before
    return bool(lead) and _cross(*(p.before - lead for p in four))


def _cross(
    one: frozenset[str], other: frozenset[str], left: frozenset[str], right: frozenset[str]
) -> bool:
    mine, second = one - other - _DULL, other - one - _DULL
    theirs, fourth = left - right - _DULL, right - left - _DULL
    return bool(mine & fourth and second & theirs and not mine & theirs and not second & fourth)


def _other_unit(one: Segment, other: Segment, left: Segment, right: Segment) -> bool:
    """``11,000 permits at 478 dollars`` for ``478 permits at 11,000 dollars``."""
    if not all(p.after for p in (one, other, left, right) if not p.number.unit):
        return False
    said, known = (one.number.unit, other.number.unit), (left.number.unit, right.number.unit)
    return said == known[::-1] and said[0] != said[1] and bool({*said} & MONEY)


_FATES = {
    "dead": r"kill\w*|dead|died?|dying|deaths?|lives|fatalit\w+|drown\w*|perish\w*|toll",
    "hurt": r"injur\w+|hurt|wound\w+|burns?",
    "lost": r"missing|unaccounted",
    "ill": r"infect\w+|sicken\w*|ill|contract\w+",
    "held": r"arrest\w*|detain\w*|custody",
    "gone": r"evacuat\w+|displac\w+|fled|homeless|flee\w*",
    "saved": r"rescu\w+|surviv\w+|saved?|alive",
}
_FATE = {name: re.compile(rf"\b(?:{form})\b", re.IGNORECASE) for name, form in _FATES.items()}
_NOT = re.compile(r"\b(?:no|not|none|nobody|never|without|alive)\b|n't\b", re.IGNORECASE)


def fated(sentence: str, cited: Sequence[str]) -> Number | None:
    """A number of people who fared otherwise in what is cited, where it has another for that."""
    theirs = [part for text in cited for part in segments(text)]
    units = frozenset(part.number.unit for part in theirs if part.number.unit)
    for part in segments(sentence):
        number = part.number
        fate = _only(part)
        if not fate or number.unit or number.ordinal or number.value < 3 or _NOT.search(part.text):
            continue
        known = [t for t in theirs if same(number, t.number, units)]
        fates = [set(_told(t)) for t in known]
        if not known or any(fate in told for told in fates) or not all(fates):
            continue
        if any(_only(t) == fate and t.number.value != number.value for t in theirs):
            return number
    return None


def _told(part: Segment) -> Iterator[str]:
    return (name for name, form in _FATE.items() if form.search(part.text))


def _only(part: Segment) -> str:
    """What became of those who are counted, where one thing only is told."""
    told = list(_told(part))
    return told[0] if len(told) == 1 else ""
