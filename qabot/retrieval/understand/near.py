"""Which phrases said from today are filters: ``last week`` is, ``used today`` is not."""

from __future__ import annotations

import re
from datetime import date

from qabot.domain import Span
from qabot.retrieval.understand import wording
from qabot.retrieval.understand.periods import Period
from qabot.retrieval.understand.phrases import DatePhrase, asks_until, bounded, is_alone, is_exact
from qabot.retrieval.understand.relative import read_relative, read_weekdays


def near_dates(question: str, today: date) -> list[DatePhrase]:
    """The phrases said from today that ask for a time of reporting, in no order."""
    phrases = []
    found = [*read_relative(question, today), *_weekdays(question, today)]
    for start, end, period in found:
        start = _with_lead(question, start)
        words, before, after = question[start:end].lower(), question[:start], question[end:]
        if side := wording.SIDE.search(before):
            word = wording.SIDES[" ".join(side[1].lower().split())]
            if _bounds(question, word, before[: side.start()], after):
                phrases.append(bounded(word, Span(side.start(), end), period))
            continue
        far = period.unit in ("year", "season") or "ago" in words
        if _describes(words, before, after) or (
            far and _background(question, before, after, period)
        ):
            continue
        preference = _loose(question, words, before, after)
        if preference and far:
            continue
        phrases.append(
            DatePhrase(
                Span(start, end),
                period.first,
                period.reported_until(),
                period.label,
                near=not far,
                preference=preference,
            )
        )
    return phrases


def _weekdays(question: str, today: date) -> list[tuple[int, int, Period]]:
    """Days and weekends named without more ("on Saturday") that are past: not in plans, habits or names."""
    if wording.HABIT.search(question) or is_exact(question):
        return []
    kept = []
    for start, end, period in read_weekdays(question, today):
        before, after = question[:start], question[end:]
        stands = wording.EDGE.match(after) or wording.GOES_ON.match(after)
        side = wording.SIDE.search(before)
        rest = (before[: side.start()] if side else before) + after
        led = re.match(r"(?:on|this|over|during|at)\s", question[start:], re.IGNORECASE)
        told = led or re.search(r"\b[a-z]+\s+$", before)
        past = wording.tells(question) or is_alone(rest)
        if stands and told and past and not wording.is_due(before):
            kept.append((start, end, period))
    return kept


def _bounds(question: str, word: str, before: str, after: str) -> bool:
    """Whether "since last week", "until yesterday" bounds the news that is asked for."""
    if wording.NEXT_WORD.match(after) or wording.RECORD.search(before):
        return False
    if wording.is_due(before) or not (wording.EDGE.match(after) or wording.GOES_ON.match(after)):
        return False
    if wording.HABIT.search(question):
        return False
    return asks_until(before + after) if word == "until" else not wording.STATE.search(question)


def _with_lead(question: str, start: int) -> int:
    """Where a phrase begins with its "from", or with the "of" after "news"."""
    lead = re.search(r"\b(?:(from)|of)\s+(?:the\s+)?$", question[:start], re.IGNORECASE)
    if lead and (lead[1] or wording.REPORT_BEFORE.search(question[: lead.start()])):
        return lead.start()
    return start


def _describes(words: str, before: str, after: str) -> bool:
    """Whether the words are part of something else: "the last week of the campaign"."""
    if wording.NEXT_WORD.match(after) or wording.OF_IT.search(before):
        return True
    if "today" not in words and "tonight" not in words:
        return False
    # "where is it used today": nowadays
    stands = wording.EDGE.match(after) or wording.GOES_ON.match(after) or "s" in words[-1:]
    asks = wording.TODAY_ASKS.search(before + after) and (stands or not before.strip())
    return not asks or bool(wording.NOWADAYS.search(before + after))


def _background(question: str, before: str, after: str, period: Period) -> bool:
    """Whether it dates the background of something newer: "ousted last year, he now …"."""
    if not wording.EDGE.match(after):
        return True
    if before.strip() and re.search(r"[.?!,;]\s+\w", after):
        return True
    about = wording.COUNTED.search(question) or wording.is_ahead(question)
    described = wording.RECORD.search(before) or wording.MADE.search(before)
    return period.unit == "year" and bool(about or described)


def _loose(question: str, words: str, before: str, after: str) -> bool:
    """Whether newer articles should only be preferred: see ``MOST_CONTENT``."""
    if "this" in words and wording.AUXILIARY.search(question) and not wording.PAST.search(question):
        return True  # "who plays this week"
    inside = before.strip() and not wording.EDGE.match(after) and not wording.WHERE.match(after)
    return bool(inside) or is_exact(before + after)
