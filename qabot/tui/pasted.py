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
_PARAGRAPHS, _SHORTER_TEXT = 3, 400
"""So many paragraphs are an article already where they have so many characters."""
_LIST_LIMIT = 64_000
_URL = re.compile(r"https?://[^\s]+\Z", re.IGNORECASE)
_PATH = re.compile(r"/|~[\w.-]*/|\.\.?[\\/]|[A-Za-z]:[\\/]|file://", re.IGNORECASE)
_LONGEST = 4096
"""Characters of the longest path."""
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
    blocks = [block for block in text.split("\n") if block.strip()]
    shorter = len(blocks) >= _PARAGRAPHS and len(text.strip()) >= _SHORTER_TEXT
    if shorter or len(text.strip()) >= LONG_TEXT:
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


def missing_path(text: str) -> str:
    """The path that a text plainly is though there is no such file; empty if it is to be asked.

    It begins as a path does, and has no blanks or ends as files do that can be read.
    """
    stripped = text.strip()
    words = split_words(stripped) if "\n" not in stripped and len(stripped) < _LONGEST else []
    if _DRIVE.match(stripped):
        words = stripped.split(" ")  # a backslash is no escape in it
    if not words or not _PATH.match(words[0]):
        return ""
    if len(words) > 1 and not all(_PATH.match(word) for word in words):
        from qabot.reading import readable

        if not readable(Path(stripped)):
            return ""
        words = [stripped]
    return next((word for word in words if not _source(word, quoted=True)), "")


def split_words(text: str) -> list[str]:
    """Words as a shell would see them; on Windows backslashes are part of a path."""
    try:
        words = shlex.split(text, posix=os.name != "nt")
    except ValueError:
        return text.split()
    return [word.strip("'\"") for word in words] if os.name == "nt" else words


def meant(argument: str) -> list[str]:
    """The paths and addresses that follow ``/add``. One path with blanks in it needs no quotes."""
    sources = split_words(argument)
    if len(sources) > 1 and Path(argument).expanduser().exists():
        sources = [argument]
    return [s if is_url(s) else str(Path(s).expanduser()) for s in sources]


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
