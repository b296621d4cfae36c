"""Deeds and speakers that nobody makes up when retelling: ``sued``, ``resigned``, ``the police``."""

from __future__ import annotations

from collections.abc import Iterator

from qabot.grounding.aligned import Pair, bases
from qabot.grounding.lists import alike, deeds, opposed
from qabot.grounding.values import Signal


def untold(pair: Pair) -> Iterator[Signal]:
    """What is claimed to be done, or who by, where nothing that is cited speaks of the like."""
    known = deeds()
    there = bases(pair.theirs)
    for word in pair.mine:
        told = known.get(word.base)
        if not told or (word.text[0].isupper() and word.start) or pair.quoted_here(word):
            continue
        if (told | alike(word.base) | opposed(word.base)) & there:
            continue
        remark = f"\u201c{word.text}\u201d is not told in what it cites"
        yield Signal("untold", 1.0, "meaning", remark)
