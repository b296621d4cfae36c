"""Quoted words must be verbatim in what is cited, but for ``don't`` and ``do not``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qabot.grounding.values import Problem

_QUOTED = re.compile(
    r"\"([^\"]{2,400})\"|(?<![\w'])'([^']{2,400}?(?:'\w[^']{0,400}?){0,12})'(?!\w)"
)
_LETTERS = re.compile(r"[^\W_]+")
_SHORT = (
    (r"\bcan't\b|\bcannot\b", "can not"),
    (r"\bwon't\b", "will not"),
    (r"\bshan't\b", "shall not"),
    (r"(?<=[a-z])n't\b", " not"),
    (r"(?<=\w)'re\b", " are"),
    (r"(?<=\w)'ll\b", " will"),
    (r"(?<=\w)'ve\b", " have"),
    (r"\bi'm\b", "i am"),
    (r"\blet's\b", "let us"),
    (r"\b(it|he|she|that|there|what|who|here|where)'s\b", r"\1 is"),
)
"""What is said in short. "'d" is "had" or "would": left as it is."""


def check_quotes(sentence: str, cited: Sequence[str]) -> Problem | None:
    """The first quotation of a bare sentence that no cited sentence has word for word.

    Marks and case do not count; an ellipsis or bracketed words may stand for what is left out.
    """
    known = " / ".join(_plain(text) for one in cited for text in (one, _joined(one)))
    for match in _QUOTED.finditer(sentence):
        said = re.sub(r"\[(\w)\](?=\w)", r"\1", match[1] or match[2])  # "[t]he"
        parts = [_plain(part) for part in re.split(r"\.\.\.|\u2026|\[[^\]]*\]", said)]
        at = 0
        for part in parts:
            at = f" {known} ".find(f" {part} ", at) if part else at
            if at < 0:
                short = said if len(said) < 60 else said[:57] + "\u2026"
                return Problem("quote", f"\u201c{short}\u201d is not said in what it cites")
    return None


def _joined(text: str) -> str:
    """``"The plan is lost"`` of ``"The plan," he said, "is lost"``."""
    return " ".join(match[1] or match[2] for match in _QUOTED.finditer(text))


def _plain(text: str) -> str:
    text = re.sub(r"(?<=\d) ?%|\bper cent\b", " percent", text).lower()
    for short, whole in _SHORT:
        text = re.sub(short, whole, text)
    return " ".join(_LETTERS.findall(text.replace("'", "")))
