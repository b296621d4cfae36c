"""What a pasted text is: paths, web addresses, an article's text, or something to ask."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

LONG_TEXT = 1500
"""Characters from which a pasted text is taken for an article. A question is rarely longer."""
_LIST_LIMIT = 64_000
_URL = re.compile(r"https?://[^\s]+\Z", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be added: ``sources`` for ``Library.add``, or the text itself."""

    kind: Literal["files", "addresses", "both", "text"]
    sources: tuple[str, ...] = ()
    text: str = ""


def recognise(text: str) -> Offer | None:
    """What ``text`` offers to add, or None if it is to be asked.

    Understands what terminals paste when files are dropped on them: quotes, escaped blanks,
    ``file://`` addresses, several in a row or one a line. A path counts only if it exists.
    """
    sources = sources_in(text)
    if sources:
        urls = sum(1 for source in sources if is_url(source))
        kind: Literal["files", "addresses", "both"] = "both"
        if urls in (0, len(sources)):
            kind = "addresses" if urls else "files"
        return Offer(kind, tuple(sources))
    if len(text.strip()) >= LONG_TEXT:
        return Offer("text", text=text)
    return None


def sources_in(text: str) -> list[str]:
    """The paths and addresses that ``text`` consists of; empty if anything else is in it."""
    stripped = text.strip()
    if not stripped or len(stripped) > _LIST_LIMIT:
        return []
    if "\n" in stripped:
        lines = [line.strip() for line in stripped.splitlines() if line.strip()]
        found = [source for line in lines for source in sources_in(line)]
        return found if len(found) >= len(lines) else []
    whole = _source(stripped, quoted=False)
    if whole:
        return [whole]
    words = split_words(stripped)
    if not words:
        return []
    quoted = stripped[0] in "'\""
    sources = [_source(word, quoted=quoted) for word in words]
    return [source for source in sources if source] if all(sources) else []


def split_words(text: str) -> list[str]:
    """Words as a shell would see them; on Windows backslashes are part of a path."""
    try:
        words = shlex.split(text, posix=os.name != "nt")
    except ValueError:
        return text.split()
    return [word.strip("'\"") for word in words] if os.name == "nt" else words


def is_url(word: str) -> bool:
    return bool(_URL.match(word))


def _source(word: str, *, quoted: bool) -> str:
    if is_url(word):
        return word
    if word.lower().startswith("file://"):
        word = unquote(urlsplit(word).path)
    path = os.path.expanduser(word)
    # A bare word may happen to be the name of a folder here; it is still a question.
    looks_like_one = quoted or os.sep in path or "/" in path or bool(_DRIVE.match(path))
    if not looks_like_one and not Path(path).suffix:
        return ""
    try:
        return path if Path(path).exists() else ""
    except (OSError, ValueError):
        return ""
