"""What the reader says of a sentence and what it cites, read together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from qabot.grounding.values import Cited, Signal
from qabot.grounding.words import bare

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LOWEST, _HIGHEST = -6.0, 6.0
"""The reader's logits lie between these, but for a few."""

UNREAD = Signal("unread", 0.5)
"""Where nothing is read."""


class Reader(Protocol):
    """Scores how far texts bear a sentence out: ``embedding.cross_reader.CrossReader``."""

    def supports(self, written: str, texts: Sequence[str]) -> NDArray[np.float32]: ...


def reading(said: str, cited: Sequence[Cited], reader: Reader) -> Iterator[Signal]:
    """How little the cited sentences bear out a bare one: 1 not at all, 0 wholly."""
    logit = float(reader.supports(said, [readable(cited)])[0])
    value = (_HIGHEST - logit) / (_HIGHEST - _LOWEST)
    yield Signal("unread", min(1.0, max(0.0, value)))


def readable(cited: Sequence[Cited]) -> str:
    """Cited sentences as they are read: those of an article behind its title."""
    parts: list[str] = []
    for title, own in groupby(cited, key=lambda one: one.title):
        parts += [f"{bare(title).rstrip('.')}."] if title else []
        parts += [bare(one.text) for one in own]
    return " ".join(parts)
