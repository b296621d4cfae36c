""" "Since the summit": the day of the article that tells of the summit becomes a filter."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from qabot.answering.overview import asks_for_news, is_overview
from qabot.domain import Answer, Article, Cancel, Chip
from qabot.retrieval.understand.names import names
from qabot.retrieval.understand.phrases import asks_until
from qabot.retrieval.words import stems, terms

if TYPE_CHECKING:
    from qabot.retrieval.search import Retriever
    from qabot.retrieval.understand import Understood

_EVENT = re.compile(
    r"[\s,]*\b(?P<side>since|after|before)\s+(?P<event>(?:the|his|her|its|their|that|last)\s+[^,;?.!—]{3,80}?)"
    r"\s*(?=[?.!]*\s*$|,|—)",
    re.IGNORECASE,
)
# "Since the beginning", "since the age of ten": no event.
_NO_EVENT = re.compile(
    r"\W*the\s+(?:age|beginning|day|days|dawn|end|moment|outset|start|time|turn|\d+s?|year|years)\b",
    re.IGNORECASE,
)
# A title of an anniversary is not of the event's own time.
_YEARS_LATER = re.compile(
    r"\banniversary\b|\b(?:years?|months?|decades?)\s+(?:on|since|after|later)\b", re.IGNORECASE
)
_ABOUT = "what about {}?"
_LOOKED_AT = 20
"""Passages among which the event is looked for."""
_APART = 14
"""Days between two articles of which both may tell of one event."""


def since_event(
    retriever: Retriever,
    asked: Understood,
    without: Collection[Chip],
    known: Collection[int],
    cancel: Cancel,
) -> Understood:
    """The question without "since the summit", and a filter from that day on.

    "After" is as "since", but the event stays in the question where nobody is named beside: what
    came of it names it. "Before" is until the day before, where news is asked for. ``known``:
    articles that the thread has cited. As it is where the question speaks of no event, has a date
    already, or no title has all words of the event; a single word ("the summit") must fit titles
    of one time only, or one of ``known``. Raises ``Cancelled``.
    """
    match = _EVENT.search(asked.searched)
    if match is None or any(chip.kind == "date" for chip in asked.chips):
        return asked
    rest = re.sub(r"^(?=—)", " ", asked.searched[match.end() :])
    left = (asked.searched[: match.start()] + rest).strip(" ,;:")
    side, event = match["side"].lower(), match["event"]
    chip = Chip("date", "", f"{side} {event}")
    for_news = is_overview(left, [chip], latest=asked.latest) and asks_for_news(left)
    if not (terms(left) or for_news) or not terms(event):
        return asked
    if side == "before" and not asks_until(left):
        return asked
    found = _article(retriever, event, known, cancel)
    if found is None:
        return asked
    chip = _bounded(chip, side, _day(found), found.title)
    if any((chip.kind, chip.words) == (other.kind, other.words) for other in without):
        return asked
    searched = left
    if side == "after" and not names(left):
        searched = _ABOUT.format(event) if for_news else asked.searched
    follows = searched if asked.follows == asked.searched else asked.follows
    return replace(asked, searched=searched, chips=(*asked.chips, chip), follows=follows)


def after_what(asked: Understood) -> str | None:
    """The event of ``what happened after the summit?``, None of a question that asks for more."""
    chip = next((chip for chip in asked.chips if chip.kind == "date"), None)
    event = chip.words.removeprefix("after ") if chip else ""
    return event if event and asked.searched == _ABOUT.format(event) else None


def said_of_event(asked: Understood, answer: Answer, without: Collection[Chip]) -> tuple[str, ...]:
    """A notice of "since the quake" where no title told when that was."""
    match = _EVENT.search(asked.searched)
    if match is None or match["side"].lower() != "since" or _NO_EVENT.match(match["event"]):
        return ()
    words = f"since {match['event']}"
    dropped = any(words == chip.words for chip in without)
    if dropped or any(chip.kind == "date" for chip in answer.chips):
        return ()
    return (
        f"No title tells plainly when “{match['event']}” was: articles of all times were searched.",
    )


def _bounded(chip: Chip, side: str, day: date, title: str) -> Chip:
    label = f"{'before' if side == 'before' else 'since'} {day.day} {day:%B %Y}, “{title}”"
    if side != "before":
        return replace(chip, label=label, since=day)
    return replace(chip, label=label, until=day - timedelta(days=1) if day > date.min else day)


def _article(
    retriever: Retriever, event: str, known: Collection[int], cancel: Cancel
) -> Article | None:
    """The first of the articles whose titles name an event."""
    wanted = {stem for term in terms(event) for stem in term.stems}
    listed = retriever.search(event, limit=_LOOKED_AT, reread=0, cancel=cancel).candidates
    named = {c.article.number: c.article for c in listed if wanted <= {*stems(c.article.title)}}
    dated = [
        article
        for article in named.values()
        if article.published and not _YEARS_LATER.search(article.title)
    ]
    of_thread = [article for article in dated if article.number in known]
    if not dated:
        return None
    one = _one_time(of_thread[0] if of_thread else dated[0], dated)
    return one[0] if of_thread or len(wanted) > 1 or len(one) == len(dated) else None


def _one_time(article: Article, others: Sequence[Article]) -> list[Article]:
    """The articles before and after one in which no long time goes by, in order of days."""
    ordered = sorted(others, key=_day)
    first = last = ordered.index(article)
    while first and (_day(ordered[first]) - _day(ordered[first - 1])).days <= _APART:
        first -= 1
    while (
        last + 1 < len(ordered) and (_day(ordered[last + 1]) - _day(ordered[last])).days <= _APART
    ):
        last += 1
    return ordered[first : last + 1]


def _day(article: Article) -> date:
    return article.published or date.max
