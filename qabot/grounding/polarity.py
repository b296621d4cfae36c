"""Negations and opposites: signs that a sentence says the reverse of what it cites."""

from __future__ import annotations

from collections.abc import Iterator

from qabot.grounding.aligned import Pair
from qabot.grounding.denials import denials
from qabot.grounding.opposites import compared, opposites, sided
from qabot.grounding.values import Signal


def polarity(pair: Pair) -> Iterator[Signal]:
    """Negations that one side lacks, and opposite words in the same place."""
    yield from denials(pair)
    yield from opposites(pair)
    yield from compared(pair)
    yield from sided(pair)
