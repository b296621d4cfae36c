"""Dates of a sentence against those of what it cites: ``Monday`` is a day when the article has one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qabot.grounding.values import Cited, Problem

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?![\d%]|,\d|\.\d)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"\b(?P<year>\d{4})-(?P<number>0\d|1[0-2])-(?P<day>[0-3]\d)\b",
        rf"\b{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?",
        rf"\b{_MONTH} (?:the )?{_DAY}(?:,? {_YEAR})?",
        rf"\b{_MONTH},?(?: of)? {_YEAR}",
        r"\b(?P<decade>1[5-9]\d0|20\d0)s\b",
        rf"(?<![\d.,$\u20ac\u00a3]){_YEAR}(?!-?(?:\w|\s(?:people|euros|dollars|homes|jobs)))",
        r"\b(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b",
        r"\b(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?\b",
        r"\b(?P<near>(?i:yesterday|today|tonight|tomorrow|this (?:morning|afternoon|evening|week|month|year)|(?:last|next) (?:night|week|month|year|spring|summer|autumn|winter)|(?:the )?(?:previous year|year (?:before|earlier))))\b",
    )
)


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
    found: list[When] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if any(match.start() < w.end and w.start < match.end() for w in found):
                continue
            said = match.groupdict()
            month = _MONTHS_BY_START.get((said.get("month") or "")[:3].lower())
            if said.get("number"):
                month = int(said["number"])
            alone = not said.get("day") and not said.get("year")
            if said.get("month") == "May" and alone and not _DATED.search(text[: match.start()]):
                continue  # the verb, at the head of a question
            weekday = said.get("weekday")
            found.append(
                When(
                    int(said["year"]) if said.get("year") else None,
                    month,
                    int(said["day"]) if said.get("day") else None,
                    _DAYS.index(weekday.lower()) if weekday else None,
                    match.start(),
                    match.end(),
                    match[0].lower() if said.get("near") or said.get("decade") else "",
                )
            )
    return sorted(found, key=lambda when: when.start)


_MONTHS_BY_START = {name[:3]: number for number, name in enumerate(_MONTHS, start=1)}


def blanked(text: str) -> str:
    """The text with its dates replaced by as many ``_``, so that no number is read in them."""
    for when in dates(text):
        text = text[: when.start] + "_" * (when.end - when.start) + text[when.end :]
    return text


_SEASON = re.compile(
    r"\b(?:in|this|last|next|by|since|until|before|after)(?: the)? (?:(?:early|late|coming) )?"
    r"(spring|summer|autumn|winter)\b"
)
_SEASONS = {"spring": (3, 4, 5), "summer": (6, 7, 8), "autumn": (9, 10, 11), "winter": (12, 1, 2)}


def _season_problem(sentence: str, texts: Sequence[str], months: set[int]) -> Problem | None:
    """A season that is neither named there nor that of a month there."""
    for match in _SEASON.finditer(sentence):
        if not any(match[1] in text for text in texts) and not months & set(_SEASONS[match[1]]):
            return Problem("date", f"\u201c{match[1]}\u201d is not the time in what it cites")
    return None


def check_dates(sentence: str, cited: Sequence[Cited], texts: Sequence[str]) -> Problem | None:
    """The first date of a bare sentence that its cited sentences do not bear out."""
    months = {when.month for text in texts for when in dates(text) if when.month}
    if problem := _season_problem(sentence, texts, months):
        return problem
    said = dates(sentence)
    if not said:
        return None
    known: list[When] = []
    phrases: set[str] = set()
    for one, text in zip(cited, texts, strict=True):
        own = dates(text)
        phrases |= {when.words for when in own if when.words}
        plain = [when for when in own if not when.words[:4].isdigit()]
        resolved = [more for when in plain for more in _resolved(when, one.published)]
        known += resolved + [day for step in _steps(text) for day in _moved(resolved, step)]
        if one.published:
            # Without a date of its own, a sentence is of the day of its article.
            full = When(one.published.year, one.published.month, one.published.day)
            if not any(when.year or when.words[:4].isdigit() for when in own):
                known.append(When(one.published.year) if own else full)
    for when in said:
        if when.words and when.words in phrases:
            continue
        days = [published for one in cited if (published := one.published)]
        meant = [w for d in days for w in _resolved(when, d)] if when.words else [when]
        if when.words and not meant:
            continue
        if not any(_borne_out(one, other) for one in meant for other in known):
            words = sentence[when.start : when.end]
            return Problem("date", f"\u201c{words}\u201d is not the date in what it cites")
    return None


def _plus(day: date, days: int) -> date:
    """A day later; the calendar's first or last day where it ends."""
    number = min(max(1, day.toordinal() + days), date.max.toordinal())
    return date.fromordinal(number)


def _steps(text: str) -> list[int]:
    """Days between a date of a text and another: ``a day after the vote``, ``the next day``."""
    steps = (
        [-1, 1] if re.search(r"\b(?:a|one|the) day (?:after|before|earlier|later)\b", text) else []
    )
    return [*steps, 1] if re.search(r"\bthe (?:next|following) day\b", text) else steps


def _moved(whens: Sequence[When], step: int) -> list[When]:
    days = [date(w.year, w.month, w.day) for w in whens if w.year and w.month and w.day]
    return [When(d.year, d.month, d.day) for d in (_plus(day, step) for day in days)]


def _resolved(when: When, published: date | None) -> list[When]:
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
        around = [_plus(published, -back), _plus(published, (7 - back) % 7 or 7)]
        return [When(d.year, d.month, d.day) for d in around]
    if when.year is None and when.month is not None:
        years = (published.year - 1, published.year, published.year + 1)
        here = published.year * 12 + published.month
        close = [y for y in years if abs(y * 12 + when.month - here) <= 8]
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
    if words.endswith(tuple(_SEASONS)):
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
        monday = _plus(published, shift - published.weekday())
        days = [_plus(monday, n) for n in range(7)]
    else:
        shift = -1 if words in ("yesterday", "last night") else 1 if words == "tomorrow" else 0
        days = [_plus(published, shift)]
    return [When(d.year, d.month, d.day) for d in days]


def _borne_out(said: When, known: When) -> bool:
    if said.weekday is not None:
        if known.weekday is not None:
            return said.weekday == known.weekday
        if known.year and known.month and known.day:
            return date(known.year, known.month, known.day).weekday() == said.weekday
        return False
    pairs = ((said.year, known.year), (said.month, known.month), (said.day, known.day))
    if any(one is not None and other is not None and one != other for one, other in pairs):
        return False
    # What the sentence adds to a day or month without year is the year alone.
    return all(one is None or other is not None for one, other in pairs[1:]) and (
        said.year is None or known.year is not None or known.month is not None
    )
