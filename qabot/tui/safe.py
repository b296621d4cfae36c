"""Text of users and articles as Textual content: never parsed as markup, never raw controls."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import pairwise

from textual.content import Content
from textual.style import Style

from qabot.text import visible

Mark = tuple[int, int, "str | Style"]
"""Start, end and style of a run of the *original* text."""


def plain(text: str, style: str | Style = "") -> Content:
    """``text`` as it is, with controls made visible."""
    return Content.styled(visible(text), style)


def one_line(text: str, style: str | Style = "") -> Content:
    """``text`` with every run of white space shown as one blank: for titles and lists."""
    return plain(" ".join(text.split()), style)


def marked(text: str, marks: Iterable[Mark], base: str | Style = "") -> Content:
    """``text`` with styles on some runs. Offsets hold even where ``visible`` changes lengths."""
    kept = [(max(0, a), min(len(text), b), style) for a, b, style in marks]
    kept = [mark for mark in kept if mark[0] < mark[1]]
    cuts = sorted({0, len(text), *(m[0] for m in kept), *(m[1] for m in kept)})
    parts: list[Content] = []
    for start, end in pairwise(cuts):
        piece = plain(text[start:end], base)
        for a, b, style in kept:
            if a <= start and end <= b:
                piece = piece.stylize(style)
        parts.append(piece)
    return join(parts)


def join(parts: Iterable[Content | str], between: str = "") -> Content:
    """Contents one after the other."""
    return Content(between).join(list(parts))


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` characters, cut at a blank where there is one, with ``…`` for the rest."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    cut = flat[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut) + "…"


def first_words(text: str, limit: int) -> str:
    """``shorten`` without reading a text of megabytes to its end."""
    return shorten(text[: limit * 8 + 64], limit)


def limited(text: str, limit: int = 4000) -> str:
    """The start of a text that may be megabytes long, its line ends as they are."""
    return text if len(text) <= limit else text[:limit] + "…"


def short_path(path: str) -> str:
    """A path with ``~`` for the home folder."""
    home = os.path.expanduser("~")
    return "~" + path[len(home) :] if path.startswith(home + os.sep) else path
