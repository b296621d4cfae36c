"""Figures in a text, in digits or spelled out."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: value for value, word in enumerate(_SMALL)}
_VALUES |= {word: 10 * value for value, word in enumerate(_TENS, 2)}
_NOTHING_COUNTED = frozenset(("one", "zero"))
"""Words that, alone, mostly count nothing."""


def figures_of(text: str) -> set[str]:
    """The figures of a text as digits: "seven" and "7" are one, "1,200" and "1200" too.

    "Twenty-three" is 23; "two million" has the figure of "2 million".
    """
    digits = {found.replace(",", "") for found in _FIGURE.findall(text)}
    words = re.findall(r"[a-z]+|[^\sa-z-]", text.lower())
    return digits | {
        str(value)
        for value, start, end in _spelled(words)
        if end - start > 1 or words[start] not in _NOTHING_COUNTED
    }


def in_digits(words: Sequence[str]) -> list[str]:
    """Words in small letters, those that spell a figure put in digits: one word for each figure."""
    written: list[str] = []
    at = 0
    for value, start, end in _spelled(words):
        written += [*words[at:start], str(value)]
        at = end
    return [*written, *words[at:]]


def _spelled(words: Sequence[str]) -> list[tuple[int, int, int]]:
    """Each figure that words spell: its value, the place of its first word, and behind its last."""
    found: list[tuple[int, int, int]] = []
    at = 0
    while at < len(words):
        value, end = _thousands(words, at)
        if end > at:
            found.append((value, at, end))
        at = max(end, at + 1)
    return found


def _thousands(words: Sequence[str], at: int) -> tuple[int, int]:
    """ "Twelve thousand five hundred": the value and where it ends, ``at`` if there is none."""
    value, end = _hundreds(words, at)
    if end > at and _word(words, end) == "thousand":
        rest, stop = _hundreds(words, _behind_and(words, end + 1))
        return (
            (1000 * value + rest, stop)
            if _joined(words, end + 1, stop)
            else (1000 * value, end + 1)
        )
    return value, end


def _hundreds(words: Sequence[str], at: int) -> tuple[int, int]:
    value, end = _below_hundred(words, at)
    if 0 < value < 20 and _word(words, end) == "hundred":
        rest, stop = _below_hundred(words, _behind_and(words, end + 1))
        return (
            (100 * value + rest, stop) if _joined(words, end + 1, stop) else (100 * value, end + 1)
        )
    return value, end


def _below_hundred(words: Sequence[str], at: int) -> tuple[int, int]:
    first = _VALUES.get(_word(words, at))
    if first is None:
        return 0, at
    second = _VALUES.get(_word(words, at + 1), 0)
    if first >= 20 and 0 < second < 10:
        return first + second, at + 2
    return first, at + 1


def _behind_and(words: Sequence[str], at: int) -> int:
    return at + 1 if _word(words, at) == "and" else at


def _joined(words: Sequence[str], at: int, stop: int) -> bool:
    """Whether a figure goes on behind its hundreds: no "and" alone."""
    return stop > _behind_and(words, at)


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""
