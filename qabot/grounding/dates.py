"""Dates of a text, and what they mean in an article of a day: ``Monday`` is one then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from qabot.grounding.steps import moved

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?\b(?![,.]\d)"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?![\d%]|,\d|\.\d)"
_UNTIL = r" ?(?:-|\u2013|to|and|until|or|through) ?(?:the )?"
_FIRST_DAY = re.compile(
    rf"(?<![\d.,:$\u20ac\u00a3/-])\b(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?{_UNTIL}$"
)
"""``3 to`` of ``3 to 5 May``."""
_LAST_DAY = re.compile(
    rf"{_UNTIL}(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?\b"
    r"(?=[.,;:)](?!\d)|$| (?:in|at|for|on|was|were|as|with|after|but|when|by)\b)"
)
"""``-5`` of ``May 3-5``."""
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"\b(?P<year>\d{4})-(?P<number>0\d|1[0-2])-(?P<day>[0-3]\d)\b",
        rf"\b{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?",
        rf"\b{_MONTH} (?:the )?{_DAY}(?:,? {_YEAR})?",
        rf"\b{_MONTH},?(?: of)? {_YEAR}",
        r"\b(?P<decade>1[5-9]\d0|20\d0)s\b",
        r"(?<![\d.,$\u20ac\u00a3-])(?P<year>1[5-9]\d\d|20\d\d)[-/\u2013](?P<last>\d\d|\d{4})\b(?!-?\w|[,.%]\d|%|\s(?:people|euros|dollars|homes|jobs))",
        rf"(?<![\d.,$\u20ac\u00a3]){_YEAR}(?!-?(?:\w|\s(?:people|euros|dollars|homes|jobs)))",
        r"\b(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b",
        r"\b(?P<weekday>Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?(?=,? \d)",
        r"\b(?P<feast>(?:New Year's|Christmas) (?:Eve|Day)|Boxing Day|(?<=at )Christmas|(?<=by )Christmas|(?<=since )Christmas|(?<=before )Christmas|(?<=until )Christmas|(?<=after )Christmas)\b(?! [a-z])",
        r"\b(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?\b",
        r"\b(?P<near>(?i:yesterday|today|tonight|tomorrow|this (?:morning|afternoon|evening|week|month|year)|(?:last|next) (?:night|week|month|year|spring|summer|autumn|winter)|(?:the )?(?:previous year|(?<!half a )(?<!half of a )(?<!quarter of a )(?<!third of a )(?<!thirds of a )year (?:before|earlier))))\b",
    )
)


_FEASTS = {"New Year's Eve": (12, "31"), "New Year's Day": (1, "1"), "Boxing Day": (12, "26")}
_FEASTS |= {"Christmas Eve": (12, "24"), "Christmas Day": (12, "25"), "Christmas": (12, "25")}
_BACK, _AHEAD = 11, 8
"""Months back and ahead that a month without a year may be."""
_DATED = re.compile(r"\b(?:in|since|of|from|until|by|last|next|mid|early|late)[ -]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """What is known of a date; None where it is not said."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    start: int = 0
    end: int = 0
    words: str = ""


def dates(text: str) -> list[When]:
    """The dates written in a text; each character belongs to one at most."""
    return list(_dates(text))


@lru_cache(maxsize=512)
def _dates(text: str) -> tuple[When, ...]:
    found: list[When] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if any(match.start() < w.end and w.start < match.end() for w in found):
                continue
            said = match.groupdict()
            month = _MONTHS_BY_START.get((said.get("month") or "")[:3].lower())
            if said.get("number"):
                month = int(said["number"])
            if feast := said.get("feast"):
                month, said["day"] = _FEASTS[feast]
            alone = not said.get("day") and not said.get("year")
            if said.get("month") == "May" and alone and not _DATED.search(text[: match.start()]):
                continue  # the verb, at the head of a question
            if said.get("last"):
                if len(said["last"]) == 2:
                    said["last"] = said["year"][:2] + said["last"]
                if not said["year"] < said["last"] < "2100":
                    continue
                last = match.start("last")
                found.append(When(int(said["year"]), start=match.start(), end=last))
                found.append(When(int(said["last"]), start=last, end=match.end()))
                continue
            weekday = said.get("weekday")
            found.append(
                When(
                    int(said["year"]) if said.get("year") else None,
                    month,
                    int(said["day"]) if said.get("day") else None,
                    _weekday(weekday) if weekday else None,
                    match.start(),
                    match.end(),
                    match[0].lower() if said.get("near") or said.get("decade") else "",
                )
            )
    found += [more for when in found if (more := _other_day(text, when, found))]
    return tuple(sorted(found, key=lambda when: when.start))


_COUNTING = re.compile(r" (?:(?!(?:this|says|does|thus)\b)[a-z]{3,}s|people|men|women|children)\b")


_IN_TIME = re.compile(r"\b(?:in|since|during|until|till) $", re.IGNORECASE)


def may_count(text: str, when: When) -> bool:
    """Whether a date of a text may be a number of things instead: ``2000 workers``."""
    plain = when.year and not (when.month or when.words)
    plain = plain and not _IN_TIME.search(text[: when.start])
    return bool(plain) and _COUNTING.match(text, when.end) is not None


def _weekday(name: str) -> int:
    return next(n for n, day in enumerate(_DAYS) if day.startswith(name[:3].lower()))


def _other_day(text: str, when: When, found: Sequence[When]) -> When | None:
    """The first day of ``3 to 5 May``, the last of ``May 3-5``."""
    if not (when.day and when.month):
        return None
    if text[when.start].isdigit():
        match = _FIRST_DAY.search(text[: when.start])
        start, end = match.span() if match else (0, 0)
        ahead = match is not None and int(match["day"]) < when.day
    else:
        match = _LAST_DAY.match(text, when.end)
        start, end = match.span() if match else (0, 0)
        ahead = match is not None and int(match["day"]) > when.day
    if match is None or not ahead or any(start < w.end and w.start < end for w in found):
        return None
    return replace(when, day=int(match["day"]), start=match.start("day"), end=match.end("day"))


_MONTHS_BY_START = {name[:3]: number for number, name in enumerate(_MONTHS, start=1)}


def blanked(text: str) -> str:
    """The text with its dates replaced by as many ``_``, so that no number is read in them."""
    for when in dates(text):
        text = text[: when.start] + "_" * (when.end - when.start) + text[when.end :]
    return text


SEASONS = {"spring": (3, 4, 5), "summer": (6, 7, 8), "autumn": (9, 10, 11), "winter": (12, 1, 2)}


def resolved(when: When, published: date | None) -> list[When]:
    """The days, months or years that a date may mean in an article of a day."""
    if when.words.endswith("0s"):
        decade = int(when.words[:4])
        return [When(decade + n) for n in range(10)]
    if published is None:
        return [when] if _real(when) else []
    if when.words:
        return _near(when.words, published)
    if when.weekday is not None:
        back = (published.weekday() - when.weekday) % 7
        around = [moved(published, -back), moved(published, (7 - back) % 7 or 7)]
        return [When(d.year, d.month, d.day) for d in around]
    if when.year is None and when.month is not None:
        years = (published.year - 1, published.year, published.year + 1)
        here = published.year * 12 + published.month
        close = [y for y in years if -_BACK <= y * 12 + when.month - here <= _AHEAD]
        return [w for y in close if _real(w := When(y, when.month, when.day))]
    return [when] if _real(when) else []


def _real(when: When) -> bool:
    """Whether the calendar has it, as far as it is known."""
    if not (when.year and when.month and when.day):
        return True
    try:
        date(when.year, when.month, when.day)
    except ValueError:
        return False
    return True


def _near(words: str, published: date) -> list[When]:
    if words.endswith(tuple(SEASONS)):
        # "Next spring" may be that of this year or of the next.
        step = 1 if "next" in words else -1
        return [When(published.year), When(published.year + step)]
    if "year" in words:
        step = -1 if re.search(r"last|previous|before|earlier", words) else 0
        years = [published.year + (1 if "next" in words else step)]
        return [
            When(year)
            for year in (years if "last" in words or not step else [*years, years[0] - 1])
        ]
    if "month" in words:
        shift = {"last": -1, "next": 1}.get(words.split()[0], 0)
        total = published.year * 12 + published.month - 1 + shift
        return [When(total // 12, total % 12 + 1)]
    if "week" in words:
        shift = {"last": -7, "next": 7}.get(words.split()[0], 0)
        monday = moved(published, shift - published.weekday())
        days = [moved(monday, n) for n in range(7)]
    else:
        shift = -1 if words in ("yesterday", "last night") else 1 if words == "tomorrow" else 0
        days = [moved(published, shift)]
    return [When(d.year, d.month, d.day) for d in days]
