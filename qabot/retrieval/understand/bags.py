"""Lists of words, written as text."""

from __future__ import annotations


def bag(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())
