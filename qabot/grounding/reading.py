"""What the reader says of a sentence and what it cites, read together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from qabot.grounding.outlets import told_apart
from qabot.grounding.reworded import reworded
from qabot.grounding.values import Cited, Problem, Signal
from qabot.grounding.words import bare

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LOWEST, _HIGHEST = -6.0, 6.0
"""The reader's logits lie between these, but for a few."""
_TEXTS = r"(?:the|this|these|one|an|your)(?: \w+)? (?:article|report|stor(?:y|ie)|source|text|passage|excerpt)s?"
_AS_TOLD = re.compile(
    rf"^(?:(?:yes|no)[,:] |(?:according to|based on|per|as (?:stated|reported|described) (?:in|by)|in) {_TEXTS}(?: provided)?, "
    rf"|{_TEXTS} (?:stat|say|report|not|mention|explain|indicat|describ)\w* that )",
    re.IGNORECASE,
)
"""How models begin: no article speaks of itself so."""
_MOSTLY = 0.9
"""Share of a sentence's words that one has which copies it."""

UNREAD = Signal("unread", 0.5)
"""Where nothing is read."""


class Reader(Protocol):
    """Scores how far texts bear a sentence out: ``embedding.cross_reader.CrossReader``."""

    def supports(self, written: str, texts: Sequence[str]) -> NDArray[np.float32]: ...


def reading(said: str, cited: Sequence[Cited], reader: Reader) -> Iterator[Signal]:
    """How little the cited sentences bear out a bare one: 1 not at all, 0 wholly.

    One that is copied needs no reading; the reader has learnt from what is said in other words.
    """
    said = _AS_TOLD.sub("", said)
    if any(_copies(reworded(said, one.text), bare(one.text)) for one in cited):
        yield Signal("unread", 0.0)
        return
    if (apart := told_apart(said, cited)) is not None:
        values = [_unread(told, own, reader) for told, own in apart]
        yield Signal("unread", max(values, default=0.0))
        return
    named = {one.source for one in cited if one.source and one.source.lower() in said.lower()}
    yield Signal("unread", _unread(said, cited, reader, named))


def _unread(
    said: str, cited: Sequence[Cited], reader: Reader, named: Set[str] = frozenset()
) -> float:
    read = readable(cited, named)
    logit = float(reader.supports(reworded(said, read), [read])[0])
    return min(1.0, max(0.0, (_HIGHEST - logit) / (_HIGHEST - _LOWEST)))


def unreadable(said: str, cited: Sequence[Cited]) -> Problem | None:
    """A sentence in a script of which the reader knows hardly a word, unless it is copied."""
    letters = [mark for mark in said if mark.isalpha()]
    latin = sum("LATIN" in unicodedata.name(mark, "") for mark in letters)
    if latin >= len(letters) / 2 or any(bare(one.text).find(said) >= 0 for one in cited):
        return None
    return Problem("language", "it cannot be checked in this language")


def _copies(said: str, text: str) -> bool:
    """Whether a sentence has the words of another, all or nearly all, in their order.

    Not a part of it: what is behind "denied that" is something else alone.
    """
    mine, theirs = (re.findall(r"\w+", one.lower()) for one in (said, text))
    if len(mine) < _MOSTLY * len(theirs):
        return False
    return f" {' '.join(mine)} " in f" {' '.join(theirs)} "


def readable(cited: Sequence[Cited], named: Set[str] = frozenset()) -> str:
    """Cited sentences as they are read: those of an article behind its title.

    ``named``: outlets that are said to report it. The reader knows of who speaks within a text only.
    """
    parts: list[str] = []
    for (title, source), own in groupby(cited, key=lambda one: (one.title, one.source)):
        parts += [f"{bare(title).rstrip('.')}."] if title else []
        parts += [bare(one.text) for one in own]
        parts += [f"{bare(source)} reported this."] if source in named else []
    return " ".join(parts)
