"""Which written dates are filters: ``in June 2023`` is, ``founded in 2021`` is not."""

from __future__ import annotations

import re
from datetime import date

from qabot.domain import Span
from qabot.retrieval.understand import wording
from qabot.retrieval.understand.periods import Period, of_day, plus, span_label
from qabot.retrieval.understand.phrases import (
    DatePhrase,
    asks_until,
    bounded,
    is_alone,
    is_exact,
    names_more,
)
from qabot.retrieval.understand.points import read_point
from qabot.retrieval.words import STOP_WORDS

COUNTED_GRACE = 45
"""Days after a month in which its figures still come out."""
LONGEST_RANGE = 2 * 366
"""Days of the longest range ("between … and …") that is a time of reporting."""
_JOINTS = {
    "between": r"\s+and\s+",
    "from": r"\s+(?:to|until|till|through)\s+|\s*[–-]\s*",
    "in": r"\s+(?:and|or)\s+",
}
HORIZON_DAYS = 5 * 366
"""How old a period may be to be a filter where the age of the corpus is not known."""


def written_dates(
    question: str, today: date, oldest: date | None, *, begun: date | None = None
) -> list[DatePhrase]:
    """The dates after a preposition, or that end a keyword query, that are filters, in no order.

    ``oldest``: see ``understand``. ``begun``: the day by which a time without its year has begun,
    if not today.
    """
    begun = begun or today
    phrases = []
    for cue in wording.CUE.finditer(question):
        phrase = _after_cue(question, cue, today, oldest, begun)
        if phrase:
            phrases.append(phrase)
    for bare in wording.BARE.finditer(question):
        read = read_point(question, bare.start(), begun)
        before = question[: bare.start()].rstrip().lower()
        last = before.rpartition(" ")[2]
        # A keyword query: "port strike June 2023".
        if (
            read
            and read[0].dated
            and _recent(read[0], today, oldest)
            and re.fullmatch(r"[\s?!.]*", question[read[1] :])
            and (last not in STOP_WORDS or last in wording.GENERIC)
            and last[-1:] not in (",", "–", "-")
            and not wording.is_due(question[: bare.start()])
        ):
            phrases.append(_phrase(Span(bare.start(), read[1]), read[0], question))
    return phrases


def _after_cue(
    question: str, cue: re.Match[str], today: date, oldest: date | None, begun: date
) -> DatePhrase | None:
    word = " ".join(cue[1].lower().split())
    before = question[: cue.start()]
    days = _days(question, word, cue.end(), begun)
    read = days or read_point(question, cue.end(), begun)
    if read is None or (not read[0].dated and re.match(r",?\s+\d", question[read[1] :])):
        return None
    period, end = read
    side = wording.SIDES.get(word)
    explicit = bool(wording.REPORT_BEFORE.search(before))
    if word in _JOINTS and (other := _second(question, word, end, begun)):
        period, end = _joined(period, other[0]), other[1]
        if period.first and period.last and (period.last - period.first).days > LONGEST_RANGE:
            return None
    elif (word == "between" and not days) or (
        word in ("from", "of", "for") and not (days or explicit)
    ):
        return None
    if not (explicit or _recent(period, today, oldest)) or _begins_later(period, today):
        return None
    edge, goes_on = wording.EDGE.match(question, end), wording.GOES_ON.match(question, end)
    if not edge and not goes_on:
        return None
    span = Span(cue.start(), end)
    if _other_sense(question, word, span, period):
        return None
    if side == "since":
        if wording.RECORD.search(before) or (not period.dated and wording.HABIT.search(question)):
            return None
        return bounded(side, span, period)
    if explicit and side is None:
        return DatePhrase(span, period.first, period.last, period.label)
    if _content_date(question, before, span, period, bool(edge)):
        return None
    rest = before + question[end:]
    alone = word == "by" and is_alone(rest)
    if side == "until" and not (explicit or alone or asks_until(rest)):
        return None
    if side is not None:
        return bounded(side, span, period) if edge or explicit or side == "after" else None
    return None if word == "on" and period.unit != "day" else _phrase(span, period, question)


def _other_sense(question: str, word: str, span: Span, period: Period) -> bool:
    """Whether the words may mean no time ("hurt in the fall", "said by May"), or a deadline."""
    rest = question[: span.start] + question[span.end :]
    if word == "by":
        return not period.dated or bool(wording.DEADLINE.search(rest))
    fell = not period.dated and re.search(r"\bfall$", question[: span.end], re.IGNORECASE)
    return bool(fell) and names_more(rest)


def _content_date(question: str, before: str, span: Span, period: Period, edge: bool) -> bool:
    """Whether a date after a preposition rather describes what is asked for."""
    if wording.is_due(before):
        return True
    if is_alone(before + question[span.end :]) and period.unit != "year":
        return False
    if period.dated and period.unit not in ("year", "part"):
        return False
    if wording.MADE.search(before) or is_exact(question[: span.start] + question[span.end :]):
        return True
    if not period.dated:
        asked = wording.tells(question) and not wording.HABIT.search(question)
        return not (asked and (edge or not before.strip()))
    told = wording.COUNTED.search(question) or wording.STATE.search(question)
    return bool(told or wording.is_ahead(question) or wording.RECORD.search(before))


def _phrase(span: Span, period: Period, question: str) -> DatePhrase:
    since, until = period.first, period.reported_until()
    if since is not None and period.unit == "day":
        since = plus(since, -1)  # a day begins earlier elsewhere
    if period.last is not None and period.unit == "month" and wording.FIGURES.search(question):
        until = plus(period.last, COUNTED_GRACE)
    return DatePhrase(span, since, until, period.label, content=period.unit == "year")


def _second(question: str, word: str, at: int, today: date) -> tuple[Period, int] | None:
    match = re.compile(_JOINTS[word], re.IGNORECASE).match(question, at)
    return read_point(question, match.end(), today) if match else None


def _days(question: str, word: str, at: int, today: date) -> tuple[Period, int] | None:
    """``between 3 and 10 May 2024``, where the month is said once."""
    first = re.compile(r"(?:the\s+)?([12]?\d|3[01])(?:st|nd|rd|th)?\b").match(question, at)
    other = _second(question, word, first.end(), today) if first and word in _JOINTS else None
    if not first or not other or other[0].unit != "day" or other[0].last is None:
        return None
    last = other[0].last
    begun = of_day(last.year, last.month, int(first[1]))
    if begun is None or begun.first is None or begun.first > last:
        return None
    label = span_label(begun.first, last)
    return Period(begun.first, last, label, "day", other[0].dated), other[1]


def _joined(one: Period, other: Period) -> Period:
    first, last = one.first, other.last
    label = f"{one.label} to {other.label}"
    if first and last and not one.dated and other.dated:
        # "between May and July 2023": the year is said once.
        first = first.replace(year=last.year, day=min(first.day, 28))
        label = f"{one.label.rsplit(' ', 1)[0]} to {other.label}"
    if first and last and first > last:
        first = first.replace(year=max(1, last.year - 1), day=min(first.day, 28))
    return Period(first, last, label, other.unit, one.dated or other.dated)


def _recent(period: Period, today: date, oldest: date | None) -> bool:
    limit = oldest or plus(today, -HORIZON_DAYS)
    return period.last is None or period.last >= limit


def _begins_later(period: Period, today: date) -> bool:
    return period.first is not None and period.first > today
