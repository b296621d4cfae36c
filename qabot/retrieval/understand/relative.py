"""Periods said from today: ``last week``, ``yesterday``, ``past three days``, ``two weeks ago``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from qabot.retrieval.understand.periods import (
    SEASONS,
    Period,
    day_label,
    months_back,
    of_days,
    of_month,
    of_season,
    of_year,
    plus,
)
from qabot.retrieval.understand.points import MONTH, WEEKDAYS, month_number

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "three": 3, "few": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "several": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})(?:\s+of)?"
_UNIT = r"(?P<unit>hour|day|week|month|year)s?\b"
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_MOST_YEARS = 5

_Read = Callable[[re.Match[str], date], Period | None]


def _yesterday(match: re.Match[str], today: date) -> Period:
    day = plus(today, -2 if match[0].lower().startswith("the") else -1)
    return of_days(day, day, "day")


def _today(match: re.Match[str], today: date) -> Period:
    return of_days(today, today, "day")


def _this(match: re.Match[str], today: date) -> Period:
    unit = match["unit"].lower()
    if unit == "month":
        return of_month(today.year, today.month)
    if unit == "year":
        return of_year(today.year)
    # On a Monday, "this week" is hardly that one day.
    return of_days(plus(today, -7), today, "week")


def _last(match: re.Match[str], today: date) -> Period:
    unit = match["unit"].lower()
    if unit == "month":
        month = months_back(today, 1)
        return of_month(month.year, month.month)
    if unit == "year":
        return of_year(max(1, today.year - 1))
    monday = plus(today, -today.weekday() - 7)
    return of_days(monday, plus(monday, 6), "week")


def _weekend(match: re.Match[str], today: date) -> Period:
    saturday = plus(today, -((today.weekday() - 5) % 7 or 7))
    return of_days(saturday, plus(saturday, 1), "day")


def _this_weekend(match: re.Match[str], today: date) -> Period:
    saturday = plus(today, -((today.weekday() - 5) % 7))
    return of_days(saturday, min(today, plus(saturday, 1)), "day")


def _past(match: re.Match[str], today: date) -> Period | None:
    count, unit = _counted(match)
    if unit == "hour":
        count, unit = (count + 23) // 24, "day"
    if not count or (unit == "year" and count > _MOST_YEARS):
        return None
    return of_days(plus(today, -count * _DAYS[unit]), today, unit)


def _ago(match: re.Match[str], today: date) -> Period | None:
    count, unit = _counted(match)
    if not count or unit == "hour" or (unit == "year" and count > _MOST_YEARS):
        return None
    if unit == "year":
        return of_year(max(1, today.year - count))
    if unit == "month":
        month = months_back(today, count)
        return of_month(month.year, month.month)
    day = plus(today, -count * _DAYS[unit])
    around = 0 if unit == "day" and match["count"].lower() not in ("few", "couple") else 1
    around = 3 if unit == "week" else around
    return of_days(plus(day, -around), plus(day, around), unit)


def _counted(match: re.Match[str]) -> tuple[int, str]:
    said = (match["count"] or "1").lower()
    return int(said) if said.isdigit() else _NUMBERS[said], match["unit"].lower()


def _last_named(match: re.Match[str], today: date) -> Period:
    name = match["name"].lower().rstrip(".")
    if name in WEEKDAYS:
        day = plus(today, -((today.weekday() - WEEKDAYS.index(name)) % 7 or 7))
        return Period(day, day, day_label(day), "day")
    if name in SEASONS:
        years = (today.year, max(1, today.year - 1))
        found = of_season(years[0], name)
        ended = found.last is not None and found.last < today
        return found if ended else of_season(years[1], name)
    month = months_back(today, (today.month - month_number(name)) % 12 or 12)
    return of_month(month.year, month.month)


def _this_season(match: re.Match[str], today: date) -> Period | None:
    found = of_season(today.year, match["name"].lower())
    return found if found.first is not None and found.first <= today else None


_MORE = r"(?:(?:earlier|later|late|early|during|in|over|within|for|from)\s+)?"
_FORMS: tuple[tuple[str, _Read], ...] = (
    (r"(?:the\s+day\s+before\s+)?yesterday\b(?:['’]s)?", _yesterday),
    (r"(?:earlier\s+)?(?<!usa )(?:today\b(?:['’]s)?|tonight|this\s+(?:morning|afternoon|evening))\b", _today),
    (r"last\s+night\b", _yesterday),
    (_MORE + r"this\s+past\s+(?P<count>)(?P<unit>week|month)\b(?!['’])", _past),
    (_MORE + r"this\s+(?P<unit>week)\b(?:['’]s)?", _this),
    (_MORE + r"this\s+(?P<unit>month|year)\b(?!['’])", _this),
    (r"(?:(?:over|during|on|at)\s+)?(?:last|this\s+past|the\s+past)\s+weekend\b(?!['’])", _weekend),
    (rf"(?:in\s+)?this\s+(?:past\s+)?(?P<name>{'|'.join(SEASONS)})\b(?!['’])", _this_season),
    (_MORE + r"last\s+(?P<unit>week|month|year)\b(?!['’])", _last),
    (_MORE + r"the\s+(?:last|past|previous)\s+(?P<count>)(?P<unit>week|month|year)\b(?!['’])", _past),
    (_MORE + rf"(?:the\s+|these\s+)?(?:last|past|previous)\s+{_COUNT}\s+{_UNIT}", _past),
    (_MORE + r"past\s+(?P<count>)(?P<unit>week|month)\b(?!['’])", _past),
    (rf"(?:(?:only|just|about|around|some)\s+)?(?:a\s+)?{_COUNT}\s+{_UNIT}\s+ago\b", _ago),
    (
        rf"(?:(?:in|on|during)\s+)?last\s+(?P<name>{'|'.join(WEEKDAYS)}|{'|'.join(SEASONS)}|{MONTH})(?![\w'’])(?!\s+\d)",
        _last_named,
    ),
)  # fmt: skip
_WEEKDAY = re.compile(
    rf"\b(?:on\s+|this\s+(?:past\s+)?)?(?P<name>{'|'.join(WEEKDAYS)})(?:\s+(?:morning|afternoon|evening|night))?"
    r"(?![\w'’-])(?!,?\s+(?:the\s+)?\d)",
    re.IGNORECASE,
)
# "Good Friday": a day of its own name.
_NAMED_DAY = re.compile(
    r"\b(?:good|black|ash|maundy|holy|shrove|pancake|fat|super|palm|easter|whit|mothering|cyber|giving|bloody|rose|"
    r"clean|low|spy|plough|bright)\s+$",
    re.IGNORECASE,
)
_WEEKEND = re.compile(
    r"\b(?:(?:over|during|on|at)\s+the|(?:over\s+|during\s+)?this)\s+weekend\b(?!['’-]|\s+of\b)",
    re.IGNORECASE,
)
_COMPILED = tuple((re.compile(r"\b" + form, re.IGNORECASE), read) for form, read in _FORMS)


def read_relative(text: str, today: date) -> list[tuple[int, int, Period]]:
    """Start, end and period of each phrase, in no order; they may overlap."""
    found = []
    for form, read in _COMPILED:
        for match in form.finditer(text):
            if period := read(match, today):
                found.append((match.start(), match.end(), period))
    return found


def read_weekdays(text: str, today: date) -> list[tuple[int, int, Period]]:
    """Start, end and period of each day or weekend named without more: the last such days."""
    return [
        *(
            (m.start(), m.end(), _last_named(m, today))
            for m in _WEEKDAY.finditer(text)
            if not _NAMED_DAY.search(text[: m.start()])
        ),
        *((m.start(), m.end(), _this_weekend(m, today)) for m in _WEEKEND.finditer(text)),
    ]
