"""Whether the numbers of a sentence stand in what it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from qabot.grounding.dates import blanked
from qabot.grounding.numbers import Number, numbers, same
from qabot.grounding.values import Problem

_OF = re.compile(r" (?:in|out of) (?:every )?")
_HALF_YEAR = re.compile(r"\b(?:first|second) half\b", re.IGNORECASE)


def check_numbers(sentence: str, cited: Sequence[str]) -> Problem | None:
    """The first number of a bare sentence that no cited sentence has."""
    known: list[Number] = []
    for text in cited:
        own = numbers(text)
        known += own
        for one, other in pairwise(own):
            if other.value > one.value and _OF.fullmatch(text[one.end : other.start]):
                known.append(Number(one.value / other.value, "", one.start, other.end))
        if _HALF_YEAR.search(text):
            known.append(Number(6.0, "month", 0, 0))
    units = frozenset(number.unit for number in known if number.unit)
    text = blanked(sentence)
    for said in numbers(text):
        if said.free or any(same(said, other, units) for other in known):
            continue
        return Problem(
            "number", f"\u201c{sentence[said.start : said.end]}\u201d is not in what it cites"
        )
    return None
