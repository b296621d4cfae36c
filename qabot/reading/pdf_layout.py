"""Lines of a PDF page, in the order in which a person reads them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean

GUTTER = 0.01
"""Least distance of two columns, in page widths."""
MARGIN = 0.09
"""Share of the page's height, above and below, where running heads stand."""
PROSE = 18
"""Letters of a line, on average, from which columns are prose, not a table or list."""


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text in one line. Edges are shares of the page, 0 to 1, from left and below."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def level_with(self, other: Line) -> bool:
        """Whether both stand in one row."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared > 0.5 * min(self.height, other.height)


def in_reading_order(runs: list[Line]) -> list[Line]:
    """Join the runs of each line, and read columns one after the other.

    Runs come in the order in which they were drawn. That is nearly always the
    reading order; where neighbours stand in one row with a gap between them, the
    page was drawn across its columns, and they are put in order by position.
    """
    lines = _joined(runs)
    across = [pair for pair in pairwise(lines) if pair[0].level_with(pair[1])]
    sides = [mean(len(line.text) for line in side) for side in zip(*across, strict=True)]
    if len(across) >= 3 and min(sides) >= PROSE:
        return _by_column(lines)
    return _rows(lines)


def without_furniture(pages: list[list[Line]]) -> list[list[Line]]:
    """Leave out page numbers and the heads and feet that several pages repeat."""
    seen = Counter(
        mark for page in pages for mark in {_mark(line) for line in page if _at_edge(line)}
    )
    often = 2 if len(pages) < 8 else 3

    def is_furniture(line: Line) -> bool:
        if not _at_edge(line):
            return False
        return seen[_mark(line)] >= often or bool(
            re.fullmatch(r"\W*(?:page )?\d{1,4}\W*", line.text, re.IGNORECASE)
        )

    return [[line for line in page if not is_furniture(line)] for page in pages]


def _mark(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())


def _at_edge(line: Line) -> bool:
    return line.bottom > 1 - MARGIN or line.top < MARGIN


def _joined(runs: list[Line]) -> list[Line]:
    lines: list[Line] = []
    for run in runs:
        last = lines[-1] if lines else None
        # Letter heights are shares of the page's height, gaps of its width: near enough.
        if (
            last
            and last.level_with(run)
            and -0.5 * run.height < run.left - last.right < max(GUTTER, 0.6 * run.height)
        ):
            apart = run.left - last.right > 0.12 * run.height
            text = f"{last.text} {run.text}" if apart else last.text + run.text
            lines[-1] = _merged(last, run, text)
        else:
            lines.append(run)
    return lines


def _merged(first: Line, second: Line, text: str) -> Line:
    return replace(
        first,
        text=text,
        right=max(first.right, second.right),
        bottom=min(first.bottom, second.bottom),
        top=max(first.top, second.top),
    )


def _rows(lines: list[Line]) -> list[Line]:
    """Join what stands in one row, of a table or behind a bullet."""
    rows: list[Line] = []
    for line in lines:
        if rows and rows[-1].level_with(line) and line.left > rows[-1].right:
            rows[-1] = _merged(rows[-1], line, f"{rows[-1].text} {line.text}")
        else:
            rows.append(line)
    return rows


def _by_column(lines: list[Line]) -> list[Line]:
    """Read from the top: lines across all columns as they come, between them column by column."""
    gutter = _gutter(lines)
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []

    def flush() -> None:
        for column in (left, right):
            ordered.extend(_by_column(column) if gutter is not None else column)
            column.clear()

    for line in sorted(lines, key=lambda line: (-round(line.top, 3), line.left)):
        if gutter is None or line.right <= gutter:
            left.append(line)
        elif line.left >= gutter:
            right.append(line)
        else:
            flush()
            ordered.append(line)
    flush()
    return ordered


def _gutter(lines: list[Line]) -> float | None:
    """Return the position that parts the most rows of lines, or None."""
    best, most = None, 1
    for place in sorted({round(line.left - GUTTER / 2, 3) for line in lines}):
        left = sum(line.right <= place for line in lines)
        right = sum(line.left >= place for line in lines)
        crossing = len(lines) - left - right
        parted = min(left, right) - crossing
        if parted > most:
            best, most = place, parted
    return best
