"""Figures in a text, in digits or spelled out."""

from __future__ import annotations

import re

_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_SPELLED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: str(value) for value, word in enumerate(_SPELLED)}
_VALUES |= {word: str(10 * value) for value, word in enumerate(_TENS, 2)}
_PRONOUNS = frozenset(("one", "zero"))
"""Words that mostly count nothing."""


def figures_of(text: str) -> set[str]:
    """The figures of a text as digits: "seven" and "7" are one, "1,200" and "1200" too."""
    digits = {found.replace(",", "") for found in _FIGURE.findall(text)}
    return digits | spelled(set(re.findall(r"[a-z]+", text.lower())) - _PRONOUNS)


def spelled(words: set[str]) -> set[str]:
    """Those of the words that are figures, in small letters, as digits."""
    return {_VALUES[word] for word in words & _VALUES.keys()}
