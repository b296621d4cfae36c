"""Passages: runs of whole sentences of about one size."""

from __future__ import annotations

from collections.abc import Sequence

from qabot.domain import Span

WORDS = 150
"""Words a passage aims at: DESIGN section 7 measured 150-word passages."""
LETTERS = 20
"""Characters that count as a word where none is seen: some scripts have no spaces."""
OVERLAP = 1
"""Sentences that a passage shares with the one before it."""
SPLITTER = f"sentences-3/words-{WORDS}/overlap-{OVERLAP}"
"""Recorded in the catalogue: another value asks for a rebuild."""


def passages(text: str, spans: Sequence[Span]) -> list[Span]:
    """Group sentence spans of ``text`` into passages of about ``WORDS`` words.

    Each passage but the first begins with the last sentence of the one before
    it, if that is short. The text is shared out evenly, so that no small rest is left.
    A sentence of more than twice the size is a passage of its own, but for the shared one.
    """
    counts = [_words(text[span.start : span.end]) for span in spans]
    total = sum(counts)
    if not spans:
        return []
    parts = max(1, round(total / WORDS))
    target = total / parts
    groups: list[Span] = []
    first = 0
    size = 0
    for index, count in enumerate(counts):
        if size and size + count / 2 > target:
            groups.append(Span(spans[first].start, spans[index - 1].end))
            carry = index - OVERLAP
            overlaps = carry > first and counts[carry] <= WORDS // 3
            first = carry if overlaps else index
            size = counts[carry] // 2 if overlaps else 0
        size += count
    groups.append(Span(spans[first].start, spans[-1].end))
    return groups


def _words(sentence: str) -> int:
    return max(1, len(sentence.split()), len(sentence) // LETTERS)
