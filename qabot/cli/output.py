"""Writing to the terminal: safe text, links, plain when piped."""

from __future__ import annotations

import json
import os
import re
import sys
from typing import Any, TextIO

from qabot.domain import Citation, outlet_and_day, true_name
from qabot.text import true_link, visible

_NOT_ASCII = re.compile(r"[^\x20-\x7e\n]")


def write(text: str, stream: TextIO | None = None) -> None:
    """Write text as it is, with ``?`` for what the stream's encoding does not have."""
    out = stream or sys.stdout
    encoding = out.encoding or "utf-8"
    try:
        out.write(text.encode(encoding, "replace").decode(encoding))
    except BrokenPipeError:
        raise SystemExit(abandoned()) from None


def abandoned() -> int:
    """The reader of our pipe has gone, as `head` does when it has enough: no error."""
    # What is still buffered must not be written when Python ends, where it would complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def say(text: str = "", stream: TextIO | None = None) -> None:
    """Write a line that cannot act on the terminal."""
    write(visible(text) + "\n", stream)


def say_error(message: str, remedy: str = "") -> None:
    """Write an error and what to do about it to standard error."""
    say(f"qabot: {message}", sys.stderr)
    if remedy:
        say(f"       {remedy}", sys.stderr)


def say_json(value: Any) -> None:
    """Write a value as JSON. What could act on a terminal is escaped, so no value changes."""
    keep = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    out = json.dumps(value, ensure_ascii=not keep, indent=2)
    write(_NOT_ASCII.sub(_json_safe, out) + "\n")


def _json_safe(match: re.Match[str]) -> str:
    character = match.group()
    return character if visible(character) == character else json.dumps(character)[1:-1]


def coloured() -> bool:
    """Whether bold may be used: on a terminal, unless NO_COLOR is set to something."""
    return linking() and not os.environ.get("NO_COLOR")


def linking() -> bool:
    """Whether links (OSC 8) may be used: they are no colour, but need a terminal."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def bold(text: str) -> str:
    """Text, visible and bold where that can be shown."""
    return f"\x1b[1m{visible(text)}\x1b[0m" if coloured() else visible(text)


def linked(text: str, url: str) -> str:
    """Text as a link (OSC 8) where that can be shown. Only web and file addresses."""
    url = true_link(url)
    safe = url.startswith(("https://", "http://", "file://")) and url.isascii()
    if not (safe and url.isprintable() and linking()):
        return visible(text)
    return f"\x1b]8;;{url}\x1b\\{visible(text)}\x1b]8;;\x1b\\"


def where(citation: Citation) -> str:
    """``Title — Gazette · 11 May 2024``."""
    return (
        f"{true_name(citation.title)} — "
        f"{outlet_and_day(citation.source, citation.published, page=citation.page)}"
    )
