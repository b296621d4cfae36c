"""Days that are told by others: ``23 days after``, ``a week earlier``, ``two years later``."""

from __future__ import annotations

import re
from datetime import date

from qabot.grounding.number_words import ONES, SMALL, TENS

_TENS = "|".join(TENS)
_COUNT = rf"\d{{1,3}}|(?:{_TENS})(?:-[a-z]+)?|an?|the|" + "|".join(reversed(ONES[1:]))
_STEP = re.compile(
    rf"\b(?P<count>{_COUNT})[ -](?P<unit>day|week|fortnight|month|year|decade)s?"
    r"(?: (?P<way>after|before|earlier|later|ago|previously|late|early|behind|ahead|sooner|since|old)\b)?",
    re.IGNORECASE,
)
_COMING = re.compile(
    rf"\b(?:in|within) (?P<count>{_COUNT}) (?P<unit>day|week|fortnight)s?\b", re.IGNORECASE
)
AHEAD = re.compile(
    r"\b(?:will|would|(?:is|are|was|were) to|until|till|next|due|shall|expect\w*|plan\w*|hop(?:e|es|ed) to"
    r"|by (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
"""Where a text tells of what is to come."""
_NEXT = re.compile(r"\bthe (?:next|following) day\b", re.IGNORECASE)
_EVE = re.compile(r"\b(?:the (?:previous day|day before|eve)|overnight)\b", re.IGNORECASE)
_DAYS = {"day": 1, "week": 7, "fortnight": 14}


def _value(count: str) -> int:
    lower = count.lower()
    if lower.isdigit():
        return int(lower)
    tens, _, ones = lower.partition("-")
    return int(SMALL.get(tens, 1) + SMALL.get(ones, 0))  # 1 of "a", "the"


def day_steps(text: str) -> list[int]:
    """Days between a date of a text and another that it tells of, both ways."""
    found = {1} if _NEXT.search(text) else set[int]()
    found |= {-1} if _EVE.search(text) else set()
    for match in _STEP.finditer(text):
        unit = match["unit"].lower()
        if match["way"] and unit in _DAYS:
            days = _value(match["count"]) * _DAYS[unit]
            found |= {days, -days}
    if AHEAD.search(text):
        found |= {_value(m["count"]) * _DAYS[m["unit"].lower()] for m in _COMING.finditer(text)}
    return sorted(found)


def year_steps(text: str) -> list[int]:
    """Years that a text counts, however: ``two years later``, ``lasted seventeen years``."""
    found: set[int] = set()
    for match in _STEP.finditer(text):
        years = {"year": 1, "decade": 10}.get(match["unit"].lower(), 0)
        counted = match["count"].lower() not in ("a", "an", "the") or match["way"]
        if years and counted:
            found.add(_value(match["count"]) * years)
    return sorted(found - {0})


def moved(day: date, days: int) -> date:
    """A day later; the calendar's first or last day where it ends."""
    number = min(max(1, day.toordinal() + days), date.max.toordinal())
    return date.fromordinal(number)
