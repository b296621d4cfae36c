"""Errors that nobody foresaw: one line for the user, and where it happened in a log."""

from __future__ import annotations

import os
import platform
import sys
import time
import traceback
from pathlib import Path

from qabot import __version__

FILE = "qabot.log"
_LARGEST = 256_000
"""Bytes after which the log begins anew; the one before it is kept."""


def note_fault(error: BaseException) -> Path | None:
    """Append what failed and where; the log, or None if it cannot be written.

    Kinds of errors and places in the program only: their messages may hold words of articles,
    questions and keys, which are in no log.
    """
    import platformdirs

    folder = platformdirs.user_log_path("qabot")
    path = folder / FILE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LARGEST:
            os.replace(path, path.with_name(f"{FILE}.1"))
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with open(handle, "a", encoding="utf-8") as file:
            file.write(_told(error))
    except OSError:
        return None
    return path


def _told(error: BaseException) -> str:
    stamp = time.strftime("%Y-%m-%d %H:%M:%S")
    python = platform.python_version()
    lines = [f"{stamp} qabot {__version__}, Python {python}, {sys.platform}"]
    cause: BaseException | None = error
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(f"  {type(cause).__module__}.{type(cause).__qualname__}")
        for frame in traceback.extract_tb(cause.__traceback__):
            place = "/".join(Path(frame.filename).parts[-3:])
            lines.append(f"    {place}:{frame.lineno} {frame.name}")
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"
