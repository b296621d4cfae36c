"""Stretches of days, how they are called, and how long after them news still reports them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    "winter": (12, 2),
}
"""First and last month of the northern seasons; a winter is named after the year it begins in."""
GRACE = {"day": 3, "week": 3, "month": 7, "season": 14, "part": 31, "year": 31}
"""Days after a period in which articles about it still come out: the chip reaches so far."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both included; None is open."""

    first: date | None
    last: date | None
    label: str
    unit: str
    """``day``, ``week``, ``month``, ``season``, ``part`` (half or quarter) or ``year``: how exactly
    it was said."""
    dated: bool = True
    """Whether its year was said too."""

    def reported_until(self) -> date | None:
        """The last day with some grace, for what is reported a little later."""
        return None if self.last is None else plus(self.last, GRACE[self.unit])


def plus(day: date, days: int) -> date:
    """A day so many days on, or the first or last day there is."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def day_label(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span_label(first: date, last: date) -> str:
    """``12 to 18 June 2023``, with what both share said once."""
    if first == last:
        return day_label(first)
    if first.year != last.year:
        return f"{day_label(first)} to {day_label(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} to {day_label(last)}"
    return f"{first.day} to {day_label(last)}"


def of_day(year: int, month: int, day: int, *, dated: bool = True) -> Period | None:
    """One day, None if the calendar has no such day."""
    try:
        only = date(year, month, day)
    except ValueError:
        return None
    return Period(only, only, day_label(only), "day", dated)


def of_days(first: date, last: date, unit: str) -> Period:
    return Period(first, last, span_label(first, last), unit)


def month_end(year: int, month: int) -> date:
    return date.max if (year, month) == (9999, 12) else plus(next_month(year, month), -1)


def next_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


def of_month(year: int, month: int, *, dated: bool = True) -> Period:
    label = f"{MONTHS[month - 1]} {year}"
    return Period(date(year, month, 1), month_end(year, month), label, "month", dated)


def of_season(year: int, season: str) -> Period:
    first, last = SEASONS[season]
    ends = month_end(min(9999, year + (last < first)), last)
    return Period(date(year, first, 1), ends, f"{season} {year}", "season")


def of_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), str(year), "year")


def part_of(period: Period, part: str) -> Period:
    """The ``early``, ``mid`` or ``late`` part of a month or year: halves with some overlap."""
    if period.first is None or period.last is None:
        return period
    length = (period.last - period.first).days
    low, high = {"early": (0.0, 0.42), "mid": (0.25, 0.75), "late": (0.58, 1.0)}[part]
    first = plus(period.first, int(length * low))
    last = plus(period.first, int(length * high))
    return Period(first, last, f"{part} {period.label}", period.unit, period.dated)


def share_of(period: Period, which: int, shares: int) -> Period | None:
    """A half or quarter of a year, a half of a month: of whole months, or from the 16th."""
    first, last = period.first, period.last
    if first is None or last is None or not 1 <= which <= shares:
        return None
    if period.unit == "year":
        length = 12 // shares
        ends = month_end(first.year, which * length)
        begins = date(first.year, (which - 1) * length + 1, 1)
        return replace(of_days(begins, ends, "part"), dated=period.dated)
    if period.unit != "month" or shares != 2:
        return None
    begins, ends = (first, first.replace(day=15)) if which == 1 else (first.replace(day=16), last)
    return replace(of_days(begins, ends, "month"), dated=period.dated)


def months_back(day: date, months: int) -> date:
    """The first of the month so many months before a day's month."""
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1) if index >= 12 else date.min
