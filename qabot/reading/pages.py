"""Where pages begin, written into front matter so that it is found again in an edited text."""

from __future__ import annotations

import re

from qabot.domain import Article

FIELD = "page_starts"
WORDED = 1000
"""Pages up to which the first words of each are written too; front matter has a limit."""
_LENGTH = 24
_ENTRY = re.compile(r"(\d{1,9})(?: (.+))?")


def written(article: Article) -> list[str]:
    """One entry a page: the offset at which it begins, and its first letters."""
    worded = len(article.pages) <= WORDED
    entries = []
    for start in article.pages:
        line = article.text[start : start + _LENGTH].partition("\n")[0].strip() if worded else ""
        entries.append(f"{start} {line}".rstrip())
    return entries


def read_again(entries: object, text: str) -> tuple[int, ...]:
    """Where the pages begin in ``text``, which may have been edited; nothing if no page is named.

    A page whose first letters are not there any more is moved as far as the one before it.
    """
    if not isinstance(entries, list):
        return ()
    starts: list[int] = []
    moved = 0
    for entry in entries:
        match = _ENTRY.fullmatch(str(entry))
        if match is None:
            return ()
        least = starts[-1] if starts else 0
        offset, head = int(match[1]), match[2] or ""
        found = _nearest(text, head, offset + moved, least)
        if found is not None:
            moved = found - offset
        starts.append(min(max(offset + moved, least), len(text)))
    return tuple(starts)


def _nearest(text: str, head: str, at: int, least: int) -> int | None:
    at = max(0, at)
    if not head or text.startswith(head, at):
        return at if head else None
    before, after = text.rfind(head, least, at + len(head)), text.find(head, max(at, least))
    places = [place for place in (before, after) if place >= least]
    return min(places, key=lambda place: abs(place - at), default=None)
