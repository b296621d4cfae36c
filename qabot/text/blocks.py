"""Stretches of text that no sentence crosses: paragraphs, headings, items of lists."""

from __future__ import annotations

import re
from itertools import pairwise

from qabot.domain import Span

_BREAK = re.compile(r"\n\n+")
_LINE = re.compile(r"\n+")
_BULLET = re.compile(r"\n(?=[*\u2022\u25aa\u25e6\u2023] )")
_DASH_OR_NUMBER = re.compile(r"\n(?=[-\u2013\u2014] |\(?\d{1,3}[.)] )")
_STOPS = ".!?:;\u2026\u3002\uff01\uff1f\"'\u201d\u2019\u00bb)]"
_LONG_LINE = 40
"""Characters from which a line that goes on in lower case was wrapped, not a list's item."""


def blocks(text: str) -> list[Span]:
    """Cut normalised ``text`` at empty lines, and at line ends unless lines were wrapped at a width."""
    borders = _wrapped_borders(text) if _is_wrapped(text) else _line_borders(text)
    result: list[Span] = []
    start = 0
    for border in sorted(borders, key=lambda span: span.start):
        result.append(Span(start, border.start))
        start = max(start, border.end)
    result.append(Span(start, len(text)))
    return [block for block in result if block.end > block.start]


def _wrapped_borders(text: str) -> list[Span]:
    matches = [*_BREAK.finditer(text), *_BULLET.finditer(text)]
    items = list(_DASH_OR_NUMBER.finditer(text))
    if len(items) > 1:  # a single one is rather a dash or a date where the line broke
        matches += items
    # An item after an empty line is found by both patterns, at its second line end.
    return [
        Span(*match.span()) for match in matches if text[match.start() - 1 : match.start()] != "\n"
    ]


def _line_borders(text: str) -> list[Span]:
    borders: list[Span] = []
    line = 0
    for match in _LINE.finditer(text):
        goes_on = (
            match.end() - match.start() == 1
            and match.start() - line >= _LONG_LINE
            and text[match.start() - 1] not in _STOPS
            and text[match.end() : match.end() + 1].islower()
        )
        if not goes_on:
            borders.append(Span(*match.span()))
        line = match.end()
    return borders


def _is_wrapped(text: str) -> bool:
    """Whether most line ends fall inside sentences, at about one width."""
    split = text.split("\n")
    lines = [line for line in split if line]
    followed = [(line, after) for line, after in pairwise(split) if line and after]
    if len(followed) < 2 or len(lines) < 4:
        return False
    widest = max(len(line) for line in lines)
    if widest > 120:
        return False
    inside = sum(
        len(line) > 0.6 * widest and line[-1] not in '.!?\u2026"\u201d:' for line, _ in followed
    )
    return inside > 0.5 * len(followed)
