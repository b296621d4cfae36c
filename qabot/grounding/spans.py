"""How long it is from one cited day to another: ``five weeks`` from 4 June to 9 July."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from qabot.grounding.dates import When, dates, resolved
from qabot.grounding.numbers import Number
from qabot.grounding.steps import AHEAD
from qabot.grounding.units import MINUTES

_PART = re.compile(r"\b(?P<part>end|start|beginning|middle|mid|early|late)[ -](?:of )?(?:the )?$")
_SLACK = {"day": 0.0, "week": 3.0, "month": 8.0, "year": 50.0, "decade": 400.0, "century": 1100.0}
"""Days that a plain number of units may be off."""
_NEAR = 0.15
_FAR = 250
"""Days from an article beyond which a date without a year is that of another year."""
_MOST = 16


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days between two dates: at least, at most. Counted with the last one it is a day more."""

    least: int
    most: int


def stretches(texts: Sequence[str], published: Sequence[date | None]) -> list[Stretch]:
    """The lengths of time between any two days or months of what is cited, and to its articles."""
    spots: set[tuple[date, date, tuple[int, int]]] = set()
    for place, text in enumerate(texts):
        day = published[place] if place < len(published) else None
        if day:
            spots.add((day, day, (place, -1)))
        ahead = AHEAD.search(text) is not None
        for when in dates(text):
            for one in resolved(when, day):
                spot = _spot(one, text, when)
                far = day and spot and not when.year and abs((spot[0] - day).days) > _FAR
                if (
                    spot
                    and not far
                    and (ahead or when.weekday is None or not day or spot[0] <= day)
                ):
                    spots.add((*spot, (place, when.start)))
        seen = {spot[:2] for spot in spots}
        spots |= {(*spot, (place, -2)) for spot in _turned(text, day) if spot not in seen}
    apart = sorted(spots)[:_MOST]
    return [
        Stretch(max(0, (later[0] - first[1]).days), (later[1] - first[0]).days)
        for first, later in combinations(apart, 2)
        if first[2] != later[2]
    ]


def _turned(text: str, day: date | None) -> Iterator[tuple[date, date]]:
    """The second date of ``from 25 February to 15 December`` where that is ahead of the first."""
    for one, other in pairwise(dates(text)):
        if text[one.end : other.start] not in (" to ", " until ", "-", " till "):
            continue
        for first in resolved(one, day):
            near = _spot(first, text, one)
            if not near or (day and not one.year and abs((near[0] - day).days) > _FAR):
                continue
            if first.year and first.month and other.month and not other.year:
                late = other.month >= first.month
                for meant in resolved(When(first.year + (not late), other.month, other.day), day):
                    if spot := _spot(meant, text, other):
                        yield spot


def _spot(one: When, text: str, when: When) -> tuple[date, date] | None:
    """The first and last day that a date may mean; None for years and decades."""
    if not (one.year and one.month):
        return None
    if one.day:
        day = date(one.year, one.month, one.day)
        return day, day
    last = calendar.monthrange(one.year, one.month)[1]
    part = _PART.search(text[: when.start].lower())
    low, high = 1, last
    if part:
        low, high = {"end": (last - 3, last), "late": (20, last), "start": (1, 4)}.get(
            part["part"], (10, 20) if part["part"].startswith("mid") else (1, 10)
        )
    return date(one.year, one.month, low), date(one.year, one.month, high)


def spanned(said: Number, known: Sequence[Stretch]) -> bool:
    """Whether a length of time is one of those between cited days."""
    return any(_fits(said, one) for one in known)


def _fits(said: Number, one: Stretch) -> bool:
    if said.unit not in _SLACK or said.value <= 0:
        return False
    days = said.value * MINUTES[said.unit] / MINUTES["day"]
    unit = MINUTES[said.unit] / MINUTES["day"]
    if said.about == "above":
        return one.most >= days - 1 and one.least <= days + max(unit, 0.3 * days)
    if said.about == "below":
        return one.least <= days + 1 and one.most >= days - max(unit, 0.3 * days)
    slack = min(_SLACK[said.unit], _NEAR * days + 1) + (0.1 * days if said.about else 0.0)
    wide = one.most - one.least
    if wide and said.unit in ("day", "week") and not said.about:
        return False  # months tell of no days
    return one.least - slack <= days <= one.most + slack + (said.unit == "day" and not wide)
