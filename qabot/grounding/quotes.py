"""Quoted words must be verbatim in what is cited."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qabot.grounding.values import Problem

_QUOTED = re.compile(r"\"([^\"]{2,400})\"|(?<![\w'])'([^']{2,}?(?:'\w[^']*?)*)'(?!\w)")
_LETTERS = re.compile(r"[^\W_]+")


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
    text = re.sub(r"(?<=\d) ?%|\bper cent\b", " percent", text)
    return " ".join(_LETTERS.findall(text.replace("'", "").lower()))
