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


_RANKS = (
    (re.compile(r"\bgold\b"), 1.0),
    (re.compile(r"\b(?:silver|runner-up)\b"), 2.0),
    (re.compile(r"\bbronze\b"), 3.0),
)
_TIMES = re.compile(r"(?:doubl|tripl|twice)", re.IGNORECASE)


def _grown(said: Number, known: Number) -> bool:
    """``tripled`` where it grew by 210 percent."""
    return known.unit == "%" and 0.95 <= known.value / (100 * (said.value - 1)) <= 1.5


def check_numbers(sentence: str, cited: Sequence[str]) -> Problem | None:
    """The first number of a bare sentence that no cited sentence has."""
    known: list[Number] = []
    for text in cited:
        own = numbers(text)
        known += own
        for one, other in pairwise(own):
            if other.value > one.value and _OF.fullmatch(text[one.end : other.start]):
                known.append(Number(one.value / other.value, "", one.start, other.end))
        known += [Number(n, "", 0, 0, ordinal=True) for form, n in _RANKS if form.search(text)]
        if _HALF_YEAR.search(text):
            known.append(Number(6.0, "month", 0, 0))
    units = frozenset(number.unit for number in known if number.unit)
    text = blanked(sentence)
    for said in numbers(text):
        if said.free or any(same(said, other, units) for other in known):
            continue
        if _TIMES.match(text, said.start) and any(_grown(said, other) for other in known):
            continue
        return Problem(
            "number", f"\u201c{sentence[said.start : said.end]}\u201d is not in what it cites"
        )
    return None
