""" "Since the summit": the day of the article that tells of it becomes a filter."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from qabot.domain import Cancel, Chip
from qabot.retrieval.words import stems, terms

if TYPE_CHECKING:
    from qabot.retrieval.search import Candidate, Retriever
    from qabot.retrieval.understand import Understood

_SINCE = re.compile(
    r"[\s,]*\bsince\s+((?:the|his|her|its|their|that|last)\s+[^,;?.!]{3,80}?)\s*(?=[?.!]*\s*$|,)",
    re.IGNORECASE,
)
_LOOKED_AT = 5
"""Passages among which the event is looked for."""


def since_event(
    retriever: Retriever, asked: Understood, without: Collection[Chip], cancel: Cancel
) -> Understood:
    """The question without "since the summit", and a filter from that day on.

    As it is where it speaks of no event, has a date already, or no dated article has all words
    of the event. Raises ``Cancelled``.
    """
    match = _SINCE.search(asked.searched)
    if match is None or any(chip.kind == "date" for chip in asked.chips):
        return asked
    left = (asked.searched[: match.start()] + asked.searched[match.end() :]).strip()
    if not terms(left) or not terms(match[1]):
        return asked
    found = _article(retriever, match[1], cancel)
    if found is None or found.article.published is None:
        return asked
    day = found.article.published
    label = f"since {day.day} {day:%B %Y}, {match[1]}"
    chip = Chip("date", label, f"since {match[1]}", since=day)
    if any((chip.kind, chip.words) == (other.kind, other.words) for other in without):
        return asked
    return replace(asked, searched=left, chips=(*asked.chips, chip))


def _article(retriever: Retriever, event: str, cancel: Cancel) -> Candidate | None:
    """The best passage that has, with its title, all words of an event."""
    wanted = {stem for term in terms(event) for stem in term.stems}
    listed = retriever.search(event, limit=_LOOKED_AT, reread=0, cancel=cancel).candidates
    return next(
        (
            found
            for found in listed
            if wanted <= {*stems(found.article.title), *stems(found.hit.text)}
        ),
        None,
    )
