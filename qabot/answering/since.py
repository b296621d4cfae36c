""" "Since the summit": the day of the article that tells of it becomes a filter."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from qabot.domain import Article, Cancel, Chip
from qabot.retrieval.words import stems, terms

if TYPE_CHECKING:
    from qabot.retrieval.search import Retriever
    from qabot.retrieval.understand import Understood

_SINCE = re.compile(
    r"[\s,]*\bsince\s+((?:the|his|her|its|their|that|last)\s+[^,;?.!]{3,80}?)\s*(?=[?.!]*\s*$|,)",
    re.IGNORECASE,
)
_LOOKED_AT = 20
"""Passages among which the event is looked for."""


def since_event(
    retriever: Retriever,
    asked: Understood,
    without: Collection[Chip],
    known: Collection[int],
    cancel: Cancel,
) -> Understood:
    """The question without "since the summit", and a filter from that day on.

    ``known``: articles that the thread has cited. As it is where the question speaks of no event,
    has a date already, or no title has all words of the event; a single word ("the summit") must
    fit one title only, or one of ``known``. Raises ``Cancelled``.
    """
    match = _SINCE.search(asked.searched)
    if match is None or any(chip.kind == "date" for chip in asked.chips):
        return asked
    left = (asked.searched[: match.start()] + asked.searched[match.end() :]).strip(" ,;:")
    if not terms(left) or not terms(match[1]):
        return asked
    found = _article(retriever, match[1], known, cancel)
    if found is None or found.published is None:
        return asked
    day = found.published
    label = f"since {day.day} {day:%B %Y}, “{found.title}”"
    chip = Chip("date", label, f"since {match[1]}", since=day)
    if any((chip.kind, chip.words) == (other.kind, other.words) for other in without):
        return asked
    return replace(asked, searched=left, chips=(*asked.chips, chip))


def _article(
    retriever: Retriever, event: str, known: Collection[int], cancel: Cancel
) -> Article | None:
    """The article whose title names an event."""
    wanted = {stem for term in terms(event) for stem in term.stems}
    listed = retriever.search(event, limit=_LOOKED_AT, reread=0, cancel=cancel).candidates
    named = {c.article.number: c.article for c in listed if wanted <= {*stems(c.article.title)}}
    of_thread = [article for number, article in named.items() if number in known]
    if of_thread:
        return of_thread[0]
    return next(iter(named.values()), None) if len(wanted) > 1 or len(named) == 1 else None
