"""Breaking long texts into screen lines, as offsets into the text. Fast for megabytes."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import lru_cache

from rich.cells import cell_len

from qabot.text import visible
from qabot.text.visible import MOST_MARKS

TAB = "    "
# Latin, Greek, Cyrillic and usual punctuation: one cell each, nothing that combines.
_SIMPLE = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20ac]*"
)
# Chinese, Japanese kana, Korean syllables: two cells each, and a line may end anywhere.
_WIDE = re.compile("[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+")
_WORDS = re.compile(r"[ \t]+|[^ \t]+")
_SLICE = 4_000
"""Characters of a paragraph that are looked at together: one rare character makes only its
own slice slow."""


class Lines:
    """Screen lines of a text: line ``y`` shows ``text[starts[y]:ends[y]]``."""

    def __init__(self) -> None:
        self.starts = array("q")
        self.ends = array("q")

    def __len__(self) -> int:
        return len(self.starts)

    def add(self, start: int, end: int) -> None:
        self.starts.append(start)
        self.ends.append(end)

    def take_back(self) -> int:
        """Drop the last line and return where it started."""
        self.ends.pop()
        return self.starts.pop()

    def at(self, offset: int) -> int:
        """The line that shows the character at ``offset``."""
        return max(0, bisect_right(self.starts, offset) - 1)


def shown(piece: str) -> str:
    """A piece of text as it stands on the screen."""
    return visible(piece).replace("\t", TAB).replace("\n", " ")


def wrap(text: str, width: int, start: int = 0, end: int | None = None) -> Lines:
    """Break ``text[start:end]`` at blanks into lines of at most ``width`` cells.

    Paragraphs end at line ends. Words longer than a line are cut. Blanks at a break belong to
    no line; all else does.
    """
    lines = Lines()
    stop = len(text) if end is None else end
    width = max(2, width)
    at = start
    while at <= stop:
        newline = text.find("\n", at, stop)
        paragraph_end = stop if newline < 0 else newline
        while at <= paragraph_end:
            slice_end = min(paragraph_end, at + max(_SLICE, 8 * width))
            before = len(lines)
            if _SIMPLE.fullmatch(text, at, slice_end):
                _wrap_simple(text, width, at, slice_end, lines)
            else:
                _wrap_cells(text, width, at, slice_end, lines)
            if slice_end == paragraph_end or len(lines) - before < 2:
                at = slice_end if slice_end < paragraph_end else paragraph_end + 1
                continue
            # The last line of a slice may have more to come: it is made again with the next.
            at = lines.take_back()
        at = paragraph_end + 1
    return lines


@lru_cache(maxsize=8)
def _breaks(width: int) -> re.Pattern[str]:
    # As much as fits before a blank or the end, else a hard cut of a long word.
    return re.compile(f"(.{{1,{width}}})(?: +|$)|(.{{{width}}})")


def _wrap_simple(text: str, width: int, start: int, end: int, lines: Lines) -> None:
    if end - start <= width:
        lines.add(start, end)
        return
    for match in _breaks(width).finditer(text, start, end):
        lines.add(*match.span(1 if match[1] is not None else 2))


def _wrap_cells(text: str, width: int, start: int, end: int, lines: Lines) -> None:
    """The same for any script: counts cells of what is shown."""
    line_start = at = start
    used = 0
    for match in _WORDS.finditer(text, start, end):
        word = match[0]
        cells = cell_len(shown(word))
        if used + cells <= width:
            used, at = used + cells, match.end()
            continue
        if word[0] in " \t":
            # Blanks that do not fit end the line and are not shown.
            lines.add(line_start, at)
            line_start = at = match.end()
            used = 0
            continue
        if line_start < at:
            lines.add(line_start, _without_blanks(text, line_start, at))
        line_start, used = match.start(), 0
        if _WIDE.fullmatch(word):
            for cut in range(match.start(), match.end() - 1, width // 2):
                at = min(match.end(), cut + width // 2)
                lines.add(cut, at)
            line_start, used = match.end(), 0
            at = match.end()
            if lines.starts[-1] < at:
                line_start = lines.take_back()
                used = 2 * (at - line_start)
            continue
        for cluster_start, cluster_end, cluster in _clusters(text, match.start(), match.end()):
            # Of many marks on a letter some are told as a number.
            many = cluster_end - cluster_start > MOST_MARKS
            wide = cell_len(shown(text[cluster_start:cluster_end]) if many else cluster)
            if used + wide > width and cluster_start > line_start:
                lines.add(line_start, cluster_start)
                line_start, used = cluster_start, 0
            used += wide
            at = cluster_end
    if line_start < at or line_start == start == end:
        lines.add(line_start, at)
    elif line_start == start:
        lines.add(start, start)


def _without_blanks(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \t":
        end -= 1
    return end


def _clusters(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Runs that must not be cut: a character with the zero-width ones that follow it, and
    what a joiner holds together."""
    runs: list[tuple[int, int, str]] = []
    for index in range(start, end):
        piece = shown(text[index])
        joined = runs and (cell_len(piece) == 0 or runs[-1][2].endswith("\u200d"))
        if joined:
            first, _, before = runs[-1]
            runs[-1] = (first, index + 1, before + piece)
        else:
            runs.append((index, index + 1, piece))
    return runs
