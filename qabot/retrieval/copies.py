"""Near-copies: one wire story in several outlets counts once.

Two passages are copies when most runs of five words of the shorter one stand in the other too
(shingling: Broder, "On the resemblance and containment of documents", 1997).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qabot.domain import Article
from qabot.text import in_digits

RUN = 5
"""Words in a row that are compared."""
CONTAINED = 0.6
"""Share of the shorter passage's runs that the other one has."""
FEWEST = 15
"""Runs below which nothing can be said."""
_CHANGED = 3
"""Words in a row that differ, at most, where a fact was changed; more are another wording."""
_DENIALS = frozenset(("no", "not", "none", "nobody", "never"))


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
            if len(own & other) < CONTAINED * fewest:
                continue
            if contradicts(listed[place].text, listed[before].text):
                continue
            found[place] = before
            break
    return found


def contradicts(one: str, other: str) -> bool:
    """Whether one text has another figure, or a denial, where it else says what the other says.

    A wire story that was brought up to date is no copy of the old one: both are to be seen.
    """
    words = [in_digits(re.findall(r"\w+", text.lower())) for text in (one, other)]
    matcher = difflib.SequenceMatcher(None, words[0], words[1], autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal" or max(end - start, stop - begin) > _CHANGED:
            continue
        mine, theirs = set(words[0][start:end]), set(words[1][begin:stop])
        if bool(mine & _DENIALS) != bool(theirs & _DENIALS):
            return True
        told = _figures(mine), _figures(theirs)
        if all(told) and told[0] != told[1]:
            return True
    return False


def _figures(words: set[str]) -> set[str]:
    return {word for word in words if word[0].isdigit()}
