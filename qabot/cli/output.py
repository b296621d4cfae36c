"""Writing to the terminal: safe text, links, plain when piped."""

from __future__ import annotations

import json
import os
import sys
from typing import Any, TextIO

from qabot.domain import Citation, outlet_and_day
from qabot.text import visible


def say(text: str = "", stream: TextIO | None = None) -> None:
    """Write a line that cannot act on the terminal."""
    out = stream or sys.stdout
    line = visible(text) + "\n"
    encoding = out.encoding or "utf-8"
    out.write(line.encode(encoding, "replace").decode(encoding))


def say_error(message: str, remedy: str = "") -> None:
    """Write an error and what to do about it to standard error."""
    say(f"qabot: {message}", sys.stderr)
    if remedy:
        say(f"       {remedy}", sys.stderr)


def say_json(value: Any) -> None:
    """Write a value as JSON. Escapes keep control characters out of the terminal."""
    out = json.dumps(value, ensure_ascii=not _is_utf8(), indent=2)
    sys.stdout.write(visible(out) + "\n")


def coloured() -> bool:
    """Whether bold and links may be used."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def bold(text: str) -> str:
    """Text, visible and bold where that can be shown."""
    return f"\x1b[1m{visible(text)}\x1b[0m" if coloured() else visible(text)


def linked(text: str, url: str) -> str:
    """Text as a link (OSC 8) where that can be shown. Only web and file addresses."""
    safe = url.startswith(("https://", "http://", "file://")) and url.isprintable()
    if not (safe and coloured()):
        return visible(text)
    return f"\x1b]8;;{url}\x1b\\{visible(text)}\x1b]8;;\x1b\\"


def where(citation: Citation) -> str:
    """``[1] Title — Gazette · 11 May 2024``."""
    return (
        f"[{citation.number}] {citation.title} — "
        f"{outlet_and_day(citation.source, citation.published)}"
    )


def _is_utf8() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
