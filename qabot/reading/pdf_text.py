"""Lines of PDF pages to paragraphs: hyphens joined, page starts kept."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from qabot.reading.pdf_layout import Line
from qabot.text import normalise

_ENDS = re.compile(r"[.!?:…。！？][\"'”’»)\]]*$")
_HYPHEN = re.compile(r"(?P<head>[^\W\d_]+)[-\u2010]$")
_TAIL = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)+")
_BULLET = re.compile(r"[•▪■●◦‣–—-]\s|\(?\d{1,2}[.)]\s")


def join(pages: list[list[Line]]) -> tuple[str, list[int]]:
    """Return the text of all pages, and for each page the offset at which it begins.

    Lines become paragraphs by their distance, indent and length. A word broken by a
    hyphen is joined, unless the document writes it with a hyphen elsewhere. A
    paragraph may go on over a page.
    """
    compounds = {
        word.casefold().replace("\u2010", "-")
        for page in pages
        for line in page
        for word in _COMPOUND.findall(line.text)
    }
    parts: list[str] = []
    length = 0
    starts: list[int] = []
    before: Line | None = None
    for page in pages:
        starts.append(-1)
        pitch = _pitch(page)
        right = _right_edges(page)
        for line in page:
            text = normalise(line.text)
            if not text:
                continue
            if before is not None:
                joint = "\n\n" if _parts(before, line, pitch, right) else " "
                if joint == " " and (broken := _broken(parts[-1], text)):
                    joint = ""
                    if broken not in compounds:
                        parts[-1] = parts[-1][:-1]
                        length -= 1
                parts.append(joint)
                length += len(joint)
            if starts[-1] < 0:
                starts[-1] = length
            parts.append(text)
            length += len(text)
            before = line
    return "".join(parts), _filled(starts, length)


def _broken(line: str, following: str) -> str:
    """Return the word, with its hyphen, that is broken between two lines, or nothing."""
    head, tail = _HYPHEN.search(line), _TAIL.match(following)
    return f"{head['head']}-{tail[0]}".casefold() if head and tail and tail[0][0].islower() else ""


def _parts(before: Line, line: Line, pitch: float, right: dict[int, float]) -> bool:
    """Whether a paragraph ends between two lines."""
    ends = bool(_ENDS.search(before.text))
    short = before.right < right.get(_column(before), 1.0) - 0.06
    if (
        not 0.8 < line.height / max(before.height, 1e-6) < 1.25
        and abs(line.height - before.height) > 0.004
    ):
        return True
    if _BULLET.match(line.text):
        return True
    distance = before.bottom - line.bottom
    if distance <= 0 or abs(line.left - before.left) > 0.3:  # the next column or page
        return ends and (short or line.text[:1].isupper())
    if distance > 1.45 * pitch:
        return True
    indented = line.left - before.left > 0.012
    return ends and (short or indented)


def _pitch(page: list[Line]) -> float:
    steps = [a.bottom - b.bottom for a, b in pairwise(page) if 0 < a.bottom - b.bottom < 0.06]
    return median(steps) if steps else 1.0


def _right_edges(page: list[Line]) -> dict[int, float]:
    edges: dict[int, float] = {}
    for line in page:
        column = _column(line)
        edges[column] = max(edges.get(column, 0.0), line.right)
    return edges


def _column(line: Line) -> int:
    return round(line.left * 10)


def _filled(starts: list[int], length: int) -> list[int]:
    """Give pages without text the start of the next page."""
    following = length
    for index in range(len(starts) - 1, -1, -1):
        following = starts[index] = following if starts[index] < 0 else starts[index]
    return starts
