"""A date, month, season or year at a place in a text: ``19 June 2023``, ``June``, ``2022``."""

from __future__ import annotations

import re
from datetime import date

from qabot.retrieval.understand.periods import (
    MONTHS,
    Period,
    months_back,
    of_day,
    of_month,
    of_season,
    of_year,
    part_of,
)

MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
# Not 1990s, 2004-2014, 2013/14, 2,000 or 2020%.
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\w%]|[-–/]\w|[.,:]\d)"
_MONTH = rf"(?P<month>{MONTH})"
_DAY = r"(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?\b"
_PART = r"(?:(?:the\s+)?(?P<part>early|mid|late|beginning|start|middle|end)(?:\s+of|\s+in)?[\s-]+)?"
_POINTS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>(?:19|20)\d\d)-(?P<number>0\d|1[0-2])-(?P<day>[0-3]\d)(?![\w-])",
        rf"(?:the\s+)?{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?",
        rf"{_MONTH}\s+(?:the\s+)?{_DAY}(?!\s*(?:%|percent|people))(?:,?\s+{_YEAR})?",
        rf"{_PART}{_MONTH},?\s+(?:of\s+)?{_YEAR}",
        rf"(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?{_YEAR}",
        rf"{_PART}{_YEAR}",
        rf"{_PART}{_MONTH}",
    )
)
_PARTS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}


def read_point(text: str, at: int, today: date) -> tuple[Period, int] | None:
    """The period that is written at a place, and where it ends.

    Without a year, the last such day or month that has begun by ``today``.
    """
    for form in _POINTS:
        match = form.match(text, at)
        if match and (period := _period(match, today)):
            return period, match.end()
    return None


def _period(match: re.Match[str], today: date) -> Period | None:
    said = match.groupdict()
    year = int(said["year"]) if said.get("year") else None
    if said.get("season"):
        return of_season(year or today.year, said["season"].lower())
    name = said.get("month")
    if name is None and not said.get("number"):
        return _partly(of_year(year or today.year), said)
    if name and not said.get("day") and year is None and not _is_month(name):
        return None
    month = int(said["number"]) if not name else month_number(name)
    if said.get("day"):
        day = int(said["day"])
        if year is not None:
            return of_day(year, month, day)
        found = of_day(today.year, month, day, dated=False)
        if found and found.first and found.first > today:
            found = of_day(max(1, today.year - 1), month, day, dated=False)
        return found
    dated = year is not None
    if year is None:
        year = months_back(today, (today.month - month) % 12).year
    return _partly(of_month(year, month, dated=dated), said)


def _partly(period: Period, said: dict[str, str | None]) -> Period:
    part = (said.get("part") or "").lower()
    return part_of(period, _PARTS.get(part, part)) if part else period


def _is_month(name: str) -> bool:
    """Whether a word without day and year is a month: short forms are too often other words."""
    return name.lower() in {month.lower() for month in MONTHS}


def month_number(name: str) -> int:
    """1 to 12 for a month's name or its beginning."""
    return [month[:3].lower() for month in MONTHS].index(name[:3].lower()) + 1
