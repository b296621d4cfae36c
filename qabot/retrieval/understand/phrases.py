"""A date phrase of a question, and whether the question needs it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from qabot.domain import Span
from qabot.retrieval.understand import wording
from qabot.retrieval.understand.anaphora import LEAD, content
from qabot.retrieval.understand.periods import Period, day_label, plus

MOST_CONTENT = 4
"""With more content words than this a question names its event so exactly that a filter for a time
said loosely ("this week", "in 2022") loses more than it finds: then it is only a preference.
Measured on 541 news questions, where "this week" filtered away every right article in 28 of 100."""


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A date phrase that is a filter."""

    span: Span
    since: date | None
    until: date | None
    label: str
    content: bool = False
    """Whether its words are worth searching for all the same."""
    near: bool = False
    """Whether it was said from today: ``this week`` outranks a date beside it."""
    preference: bool = False
    """Whether it only asks for newer articles rather than for those alone."""


def bounded(word: str, span: Span, period: Period) -> DatePhrase:
    """``since``, ``after``, ``before`` or ``until`` a period: open on one side."""
    first, last = period.first, period.last
    relative = period.unit in ("day", "week") and first is not None and last is not None
    if word == "since":
        label = day_label(first) if relative and first else period.label
        return DatePhrase(span, first, None, f"since {label}")
    if word == "after":
        label = day_label(last) if relative and last else period.label
        return DatePhrase(span, None if last is None else plus(last, 1), None, f"after {label}")
    if word == "until":
        label = day_label(last) if relative and last else period.label
        return DatePhrase(span, None, period.reported_until(), f"until {label}")
    label = day_label(first) if relative and first else period.label
    return DatePhrase(span, None, None if first is None else plus(first, -1), f"before {label}")


def is_exact(question: str) -> bool:
    """Whether a question names its event so exactly that it needs no date."""
    return _named(question) > MOST_CONTENT


def names_more(rest: str) -> bool:
    """Whether a question names something beside its time, by what is left without that."""
    return _named(rest) > 0


def _named(question: str) -> int:
    return sum(word.lower() not in wording.GENERIC for word in content(question))


def is_alone(rest: str) -> bool:
    """Whether a question is nothing but a phrase, by what is left without it: "and in May?"."""
    lead = LEAD.match(rest)
    left = rest[lead.end() :] if lead else rest
    return not re.search(
        r"\w", re.sub(r"^\W*(?:what|how)\s+about\b", "", left, flags=re.IGNORECASE)
    )


def asks_until(question: str) -> bool:
    """Whether "until May" bounds the news asked for, and not how long something lasted."""
    news = wording.WHAT.search(question) and not wording.LASTING.search(question)
    return bool(news) and not wording.STATE.search(question)
