"""Whether the numbers of a sentence stand in what it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qabot.grounding.dates import blanked
from qabot.grounding.numbers import Number, numbers, same
from qabot.grounding.values import Problem

_HALF_YEAR = re.compile(r"\b(?:first|second) half\b", re.IGNORECASE)


def check_numbers(sentence: str, cited: Sequence[str]) -> Problem | None:
    """The first number of a bare sentence that no cited sentence has."""
    known: list[Number] = []
    for text in cited:
        known += numbers(text)
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
