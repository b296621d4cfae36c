"""Finding words in a text that may be megabytes long."""

from __future__ import annotations

import re

from qabot.domain import Span

MOST = 10_000
"""More are not looked for."""


def find_all(text: str, words: str) -> list[Span]:
    """Where the words stand in the text, in order: letter case and line ends do not matter."""
    parts = words.split()
    if not parts:
        return []
    pattern = re.compile(r"\s+".join(re.escape(part) for part in parts), re.IGNORECASE)
    found: list[Span] = []
    for match in pattern.finditer(text):
        found.append(Span(*match.span()))
        if len(found) == MOST:
            break
    return found
