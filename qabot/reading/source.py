"""What a format reader is given, and how it says that something is wrong."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qabot.domain import Article, Failure

MAX_BYTES = 64 * 1024 * 1024
"""Largest file that is read whole, in bytes. Streamed formats have no such limit."""
TOO_LARGE = "Split it, or put its articles into a .jsonl file, which is read line by line."


class Bad(Exception):
    """Content that cannot become an article: why, and what the user can do."""

    def __init__(self, reason: str, remedy: str = "", *, where: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.where = where
        """Part of the file, for example ``line 17``."""


class NoArticle(Bad):
    """A page of a news site that is no article: the site's others may be."""


Undated = Callable[[str, str], None]
"""Is told the part of a file, such as ``line 3``, and what stands there for a date and is none."""


def _untold(where: str, stated: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read."""

    path: Path
    name: str
    """The file, relative to the corpus folder, with forward slashes."""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Our field name to the file's, for formats with named fields."""
    undated: Undated = _untold

    def failure(self, reason: str, remedy: str = "", where: str = "") -> Failure:
        """Return a failure that names this file, and the part of it, if given."""
        return Failure(f"{self.name}:{where}" if where else self.name, reason, remedy)

    def data(self, limit: int = MAX_BYTES) -> bytes:
        """Return the whole content. Raises ``Bad`` when it is empty or over ``limit`` bytes."""
        with self.path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            # The file may be growing, so its size alone does not do.
            data = file.read(limit + 1) if size <= limit else b""
        if size > limit or len(data) > limit:
            raise Bad(f"larger than {limit // 1024**2} MB", TOO_LARGE)
        if not data.strip(b"\0 \t\r\n"):
            raise Bad("empty", "Put some text into it, or delete it.")
        return data

    def check(self) -> None:
        """Raise ``Bad`` for what is not a regular file: opening a FIFO would wait for ever."""
        mode = self.path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise Bad("a folder, not a file", "Name a file in it, or add the folder.")
        if not stat.S_ISREG(mode):
            raise Bad(
                "not a regular file (a pipe, socket or device)", "Copy its content into a file."
            )


Reader = Callable[[Source], Iterator[Article | Failure]]


def why(error: OSError) -> tuple[str, str]:
    """Return reason and remedy for an error of the operating system."""
    if isinstance(error, FileNotFoundError):
        return "no such file", "Check the name; it may have been moved or deleted."
    if isinstance(error, PermissionError):
        return "no permission to read it", "Change its access rights, or run qabot as its owner."
    if error.errno == errno.ELOOP:
        return "a link in a circle", "Delete the link."
    return (
        error.strerror or str(error) or type(error).__name__
    ).lower(), "Check the disk and the path."
