"""Numbers of several words: ``half a century``, ``half a million``, ``two hours and 27 minutes``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from qabot.grounding.numbers import Number, numbers
from qabot.grounding.units import MINUTES, UNITS

_PART = re.compile(
    r"\b(?P<about>(?:[a-z]+ )?[a-z]+ )?(?:(?P<number>a|one|two|three) )?(?P<part>half|quarters?|thirds?)"
    r"(?: of)? (?:a|an) (?P<unit>century|decade|year|month|hour|minute|day|metre|kilometre|tonne|dozen|million|billion)\b",
    re.IGNORECASE,
)
_AND_HALF = re.compile(
    r"\b(?P<about>(?:[a-z]+ )?[a-z]+ )?(?:an?|one|another) (?P<unit>month|year|week|day|hour|minute|decade|century)"
    r" and a half\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?P<about>(?:[a-z]+ )?[a-z]+ )?(?:(?P<number>a|one|three)[ -])?(?P<part>half|quarters?)[ -](?:of )?(?:a )?"
    r"(?:percentage[ -])?points?\b",
    re.IGNORECASE,
)
"""``a quarter-point cut``, ``half a percentage point``: 0.25 and 0.5 percent."""
_BASIS = re.compile(r"\b(?P<number>\d+)[ -]basis[ -]points?\b", re.IGNORECASE)
_PARTS = {"half": 1 / 2, "quarter": 1 / 4, "third": 1 / 3}
_PLAIN = {"dozen": 12.0, "million": 1e6, "billion": 1e9}
_VALUES = {"a": 1, "one": 1, "two": 2, "three": 3}
_ABOUT = re.compile(r"(?:about|around|roughly|some|approximately|nearly|almost)$")
_ABOVE = re.compile(r"(?:more than|over|just over|well over)$")
_BELOW = re.compile(r"(?:less than|under|just under|within|not yet)$")


def durations(text: str) -> list[Number]:
    """What is said of time in parts, each as one number, beside what ``numbers`` reads."""
    found: list[Number] = []
    for match in _PART.finditer(text):
        part = _PARTS[match["part"].lower().rstrip("s")]
        value = part * _VALUES[(match["number"] or "a").lower()]
        found.append(_number(match, value))
    found += [_number(match, 1.5) for match in _AND_HALF.finditer(text)]
    found += _points(text)
    for one, other in pairwise(numbers(text)):
        joined = text[one.end : other.start].strip() in ("", "and", ",")
        larger, smaller = in_minutes(one), in_minutes(other)
        if joined and smaller and larger > smaller and one.unit != other.unit:
            total = (larger + smaller) / in_minutes(Number(1.0, one.unit, 0, 0))
            found.append(Number(total, one.unit, one.start, other.end, one.about))
    return found


def _points(text: str) -> Iterator[Number]:
    """Points of a rate, as percent."""
    for match in _POINTS.finditer(text):
        count = _VALUES[(match["number"] or "a").lower()]
        value = count * _PARTS[match["part"].lower().rstrip("s")]
        yield Number(value, "%", match.start("part"), match.end(), _about(match))
    for match in _BASIS.finditer(text):
        yield Number(int(match["number"]) / 100, "%", match.start(), match.end())


def _about(match: re.Match[str]) -> str:
    before = (match["about"] or "").strip().lower()
    kinds = ((_ABOVE, "above"), (_BELOW, "below"), (_ABOUT, "about"))
    return next((kind for form, kind in kinds if form.search(before)), "")


def _number(match: re.Match[str], value: float) -> Number:
    about = _about(match)
    unit = match["unit"].lower()
    if unit in _PLAIN:
        counted = re.match(r" (\w+)", match.string[match.end() :])
        money = UNITS.get(counted[1].lower(), "") if counted else ""
        return Number(value * _PLAIN[unit], money, match.start(), match.end(), about)
    return Number(value, "km" if unit == "kilometre" else unit, match.start(), match.end(), about)


def in_minutes(number: Number) -> float:
    """A length of time in minutes; 0 for any other number."""
    return number.value * MINUTES.get(number.unit, 0.0)
