"""Runs of text without an end of a sentence, such as machine transcripts, cut where it hurts least."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from qabot.domain import Span

LONGEST = 1000
"""Characters of the longest sentence. Of 206,000 sentences of news one was longer: a list."""
_CLAUSE = re.compile(r"[,;:\u2013\u2014\u060c\u061b](?=\s)|[\u3001\uff0c\uff1b]")
_SPACE = re.compile(r"\s+")
_JOINER = "\u200d"


def cut_long(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield ``text[start:end]`` whole, or in pieces that can be quoted and shown.

    What lies between the pieces is white space.
    """
    while end - start > LONGEST:
        at = _cut(text, start, start + LONGEST)
        yield Span(start, at)
        start = at
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield Span(start, end)


def _cut(text: str, start: int, limit: int) -> int:
    """Where a piece ends: behind a clause, else behind a word, else between two characters."""
    half = start + (limit - start) // 2
    for mark, behind in ((_CLAUSE, True), (_SPACE, False)):
        found = [m.end() if behind else m.start() for m in mark.finditer(text, half, limit)]
        if found:
            return found[-1]
    at = limit
    while at > half and (unicodedata.combining(text[at]) or _JOINER in text[at - 1 : at + 1]):
        at -= 1  # an accent or emoji is not torn from what it belongs to
    return at
