"""The day an article was published, out of the forms in which it is written."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_REST = r"(?![\d/-]).{0,40}"  # a time of day and zone may follow
_FORMS = tuple(
    re.compile(_WEEKDAY + form + _REST, re.IGNORECASE | re.DOTALL)
    for form in (
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)",
        r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日",
        _DAY + r"[\s-]+(?:of\s+)?" + _MONTH + r",?[\s-]+(?P<year>\d{4})",
        _MONTH + r"\s+" + _DAY + r",?\s+(?P<year>\d{4})",
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})",
    )
)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})" + _REST, re.DOTALL)
_SHORT_YEAR = re.compile(
    _WEEKDAY + _DAY + r"\s+" + _MONTH + r"\s+(?P<short>\d{2})\s+\d\d:\d\d.{0,20}", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?:(?:first\s+)?(?:published|updated|posted|date|dated|released)(?:\s+(?:on|at))?\s*:?\s+)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+[|·•–—-]\s+")
_DATELINE = re.compile(
    r"[A-Z][A-Z .,'’-]{2,40}, (?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}) (?:\([A-Za-z ]+\) )?[-–—]"
)
_IN_NAME = re.compile(r"(?P<date>\d{4}(?P<mark>[-_.]?)\d{2}(?P=mark)\d{2})(?!\d)")
_HEADER = re.compile(r"\s*date (\d{4}-\d{2}-\d{2})\s")


def parse_date(value: object) -> date | None:
    """Return the day that ``value`` states in full, or None.

    Taken are dates, ISO 8601, RFC 2822, English and Chinese written forms,
    ``19.06.2023``, slashes where day and month cannot be confused, and Unix time
    in seconds or milliseconds (UTC). A month or year alone is no day.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or value is None:
        return None
    text = " ".join(str(value).split())[:100]
    if re.fullmatch(r"\d{9,10}(\.\d+)?|\d{12,13}", text):
        seconds = float(text) / (1000 if len(text.partition(".")[0]) >= 12 else 1)
        return datetime.fromtimestamp(seconds, UTC).date()
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            return _day(match["year"], match["month"], match["day"])
    if match := _SLASHED.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        # 5/6/2023 is May in one country and June in another: no date beats a wrong one.
        if first > 12 or first == second:
            return _day(match[3], match[2], match[1])
        return _day(match[3], match[1], match[2]) if second > 12 else None
    if match := _SHORT_YEAR.fullmatch(text):  # RFC 822, as old feeds write it
        century = "20" if int(match["short"]) < 70 else "19"
        return _day(century + match["short"], match["month"], match["day"])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        found = date(int(year), number, int(day))
    except ValueError:
        return None
    return found if found.year >= 1500 else None


def take_header(text: str, published: date | None) -> tuple[date | None, str]:
    """Split the raw header `` date 2023-06-19 `` off ``text``: day and remaining text.

    With ``published`` known, a header that says another day is left in the text.
    """
    while match := _HEADER.match(text):
        stated = parse_date(match[1])
        if stated is None or (published is not None and published != stated):
            break
        published, text = stated, text[match.end() :]
    return published, text


def date_in_text(text: str) -> date | None:
    """Return the day that the head of ``text`` states as its own date.

    Only a line, or a part of one between bars or dashes, that is nothing but a date
    counts, or a wire dateline: dates of events stand in sentences.
    """
    for line in text[:1500].split("\n")[:10]:
        if match := _DATELINE.match(line):
            return parse_date(match["date"])
        if len(line) > 120:
            continue
        for part in (line, *_PARTS.split(line)):
            bare = _LABEL.sub("", part.strip(), count=1)
            if found := parse_date(bare):
                return found
    return None


def date_in_name(name: str) -> date | None:
    """Return the day that a file name begins with, or None."""
    match = _IN_NAME.match(name.rpartition("/")[2])
    return parse_date(re.sub("[_.]", "-", match["date"])) if match else None
