"""A date, month, season or year at a place in a text: ``19 June 2023``, ``June``, ``2022``."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from qabot.retrieval.understand.periods import (
    MONTHS,
    Period,
    months_back,
    of_day,
    of_days,
    of_month,
    of_season,
    of_year,
    part_of,
    plus,
    share_of,
    span_label,
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
        r"(?P<year>(?:19|20)\d\d)-(?P<number>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?![\w-])",
        r"(?P<year>(?:19|20)\d\d)-(?P<number>0[1-9]|1[0-2])(?![\w%-]|[.,:]\d)",
        rf"(?:the\s+)?{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?",
        rf"{_MONTH}\s+(?:the\s+)?{_DAY}(?!\s*(?:%|percent|people))(?:,?\s+{_YEAR})?",
        rf"{_PART}{_MONTH},?\s+(?:of\s+)?{_YEAR}",
        rf"(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)\b(?:\s+(?:of\s+)?{_YEAR})?",
        rf"{_PART}{_YEAR}",
        rf"{_PART}{_MONTH}",
    )
)
_PARTS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"(?:{'|'.join(WEEKDAYS)})(?:,\s*|\s+)(?:the\s+)?", re.IGNORECASE)
_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 0,
}  # fmt: skip
_WEEK = re.compile(
    rf"(?:the\s+)?(?P<which>{'|'.join(_ORDINALS)})[\s-]+(?P<unit>week|half|quarter|days|few\s+days)\s+(?:of|in)\s+(?:the\s+month\s+of\s+)?",
    re.IGNORECASE,
)
_SHARES = {"half": 2, "quarter": 4}
_SHORT_SHARE = re.compile(
    r"(?:the\s+)?(?:Q(?P<quarter>[1-4])|H(?P<half>[12]))(?:,?\s+(?:of\s+)?|/)(?=(?:19|20)\d\d)",
    re.IGNORECASE,
)
_WEEK_OF = re.compile(r"(?:the\s+)?week\s+(?:of|around|beginning|starting)\s+", re.IGNORECASE)


def read_point(text: str, at: int, today: date) -> tuple[Period, int] | None:
    """The period that is written at a place, and where it ends.

    Without a year, the last such day or month that has begun by ``today``.
    """
    if part := _WEEK.match(text, at):
        return _part_at(part, _single(text, part.end(), today))
    if short := _SHORT_SHARE.match(text, at):
        found = _single(text, short.end(), today)
        name, which = ("half", short["half"]) if short["half"] else ("quarter", short["quarter"])
        share = share_of(found[0], int(which), _SHARES[name]) if found else None
        return (share, found[1]) if found and share else None
    if week := _WEEK_OF.match(text, at):
        found = _single(text, week.end(), today)
        if found is None or found[0].unit != "day" or found[0].first is None:
            return None
        monday = plus(found[0].first, -found[0].first.weekday())
        return replace(of_days(monday, plus(monday, 6), "week"), dated=found[0].dated), found[1]
    if named := _WEEKDAY.match(text, at):
        found = _single(text, named.end(), today)
        return found if found and found[0].unit == "day" else None
    return _single(text, at, today)


def _single(text: str, at: int, today: date) -> tuple[Period, int] | None:
    for form in _POINTS:
        match = form.match(text, at)
        if match and (period := _period(match, today)):
            return period, match.end()
    return None


def _part_at(said: re.Match[str], whole: tuple[Period, int] | None) -> tuple[Period, int] | None:
    """``the first week of`` a month, ``the second half of`` a month or year, ``last quarter of``."""
    if whole is None:
        return None
    period, end = whole
    which, first, last = _ORDINALS[said["which"].lower()], period.first, period.last
    if shares := _SHARES.get(said["unit"].lower()):
        share = share_of(period, which or shares, shares)
        return (share, end) if share else None
    if first is None or last is None or period.unit != "month":
        return None
    if "day" in said["unit"].lower() and which > 1:
        return None
    if which:
        first, last = plus(first, 7 * which - 7), plus(first, 7 * which - 1)
    else:
        first = plus(last, -6)
    return Period(first, last, span_label(first, last), "week", period.dated), end


def _period(match: re.Match[str], today: date) -> Period | None:
    said = match.groupdict()
    year = int(said["year"]) if said.get("year") else None
    if said.get("season"):
        return _season(year, said["season"].lower(), today)
    name = said.get("month")
    if name is None and not said.get("number"):
        return _partly(of_year(year or today.year), said)
    if name and not said.get("day") and year is None and not _is_month(name):
        return None
    month = int(said["number"]) if not name else month_number(name)
    if not name and not said.get("day") and year is not None and month == (year + 1) % 100:
        return None  # "2011-12": a season that spans two years
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


def _season(year: int | None, name: str, today: date) -> Period:
    if year is not None:
        return of_season(year, name)
    found = of_season(today.year, name)
    if found.first is not None and found.first > today:
        found = of_season(max(1, today.year - 1), name)
    return replace(found, dated=False)


def _partly(period: Period, said: dict[str, str | None]) -> Period:
    part = (said.get("part") or "").lower()
    return part_of(period, _PARTS.get(part, part)) if part else period


def _is_month(name: str) -> bool:
    """Whether a word without day and year is a month: short forms are too often other words."""
    return name.lower() in {month.lower() for month in MONTHS}


def month_number(name: str) -> int:
    """1 to 12 for a month's name or its beginning."""
    return [month[:3].lower() for month in MONTHS].index(name[:3].lower()) + 1
