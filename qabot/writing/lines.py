"""Markdown of a reply as lines of plain sentences: no headings, fences, tables and lists of sources."""

from __future__ import annotations

import re

from qabot.writing.citing import is_footer

_FENCE = re.compile(r"\s*(?:```|~~~)\s*(?:[\w+-]+\s*)?")
_RULE = re.compile(r"[\s|:=_*+-]*")
_DIVIDES = re.compile(r"\s*(?:\|\s*)?:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+(?:\|\s*)?")
"""The line between a table's head and its rows."""
_HASHES = re.compile(r"\s*#{1,6}\s+")
_ITEM = r"\s*(?:(?:\d{1,2}[.)]|[-*\u2022])\s+)?"
_WORDS = r"[^.!?\u2026\u3002\[\u3010*_]{1,120}"
_HEADING = re.compile(
    rf"{_ITEM}(?:#{{1,6}}\s+(?:\d{{1,2}}[.)]\s+)?{_WORDS}\??|(\*\*|__){_WORDS}\1[:?]?)\s*"
)
_NOTE = re.compile(r"\s*(\[\d{1,4}\]):\s")
_LABEL = re.compile(r"[\s*_#>]*(?:final |short )?answer[*_]*\s*:[*_]*\s*(?=\S)", re.IGNORECASE)


def plain_lines(text: str) -> list[str]:
    """The lines that say something, in order.

    A heading says nothing where a line follows it, nor does what stands below "Sources:", nor
    what tells what a citation above means: "[3]: Gazette". A row of a table is said cell by cell.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    divided = (at for at, line in enumerate(lines) if at and _DIVIDES.fullmatch(line))
    heads = {at - 1 for at in divided if "[" not in lines[at - 1]}
    kept = [
        line
        for at, line in enumerate(lines)
        if at not in heads and not _FENCE.fullmatch(line) and not _RULE.fullmatch(line)
    ]
    kept = [line for at, line in enumerate(kept) if not _is_note(line, kept[:at])]
    closing = (at for at, line in enumerate(kept) if at and is_footer(line))
    kept = kept[: next(closing, len(kept)) + 1]
    *before, last = kept or [""]
    said = [*(line for line in before if not _HEADING.fullmatch(line)), last]
    said[0] = _LABEL.sub("", said[0], count=1) if _LABEL.match(said[0]) else said[0]
    return [_bare(line) for line in said]


def _is_note(line: str, above: list[str]) -> bool:
    match = _NOTE.match(line)
    return match is not None and any(match[1] in one for one in above)


def _bare(line: str) -> str:
    line = line[match.end() :] if (match := _HASHES.match(line)) else line
    if not line.lstrip().startswith("|"):
        return line
    return ", ".join(cell.strip() for cell in line.split("|") if cell.strip())
