"""Near-copies: one wire story in several outlets counts once.

Two passages are copies when most runs of five words of the shorter one stand in the other too
(shingling: Broder, "On the resemblance and containment of documents", 1997).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qabot.domain import Article

RUN = 5
"""Words in a row that are compared."""
CONTAINED = 0.6
"""Share of the shorter passage's runs that the other one has."""
FEWEST = 15
"""Runs below which nothing can be said."""


@dataclass(frozen=True, slots=True)
class Text:
    """A passage to compare: its article and words."""

    article: Article
    text: str


def runs(text: str) -> frozenset[int]:
    """Hashes of all runs of ``RUN`` words."""
    words = re.findall(r"\w+", text.lower())
    return frozenset(hash(tuple(words[i : i + RUN])) for i in range(len(words) - RUN + 1))


def copies(listed: Sequence[Text]) -> dict[int, int]:
    """Which passages, by place, copy an earlier one of another article: place -> that place."""
    said = [runs(item.text) for item in listed]
    found: dict[int, int] = {}
    for place, own in enumerate(said):
        for before in range(place):
            other = said[before]
            fewest = min(len(own), len(other))
            if before in found or fewest < FEWEST:
                continue
            if listed[before].article.number == listed[place].article.number:
                continue
            if len(own & other) >= CONTAINED * fewest:
                found[place] = before
                break
    return found
