"""Files of the corpus are written whole or not at all, and are on disk when it is said."""

from __future__ import annotations

import os
import shutil
import stat
import threading
import time
from collections.abc import Callable
from glob import escape
from pathlib import Path

_LONG = 3600.0
"""Seconds after which an unfinished file is taken for left behind."""


def write_file(goal: Path, content: str | bytes) -> None:
    """Write ``content`` as ``goal``, replacing what was there. Raises ``OSError``."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    _whole(goal, lambda part: part.write_bytes(data))


def copy_file(source: Path, goal: Path) -> None:
    """Copy ``source``, times included, as ``goal``. Raises ``OSError``."""
    _whole(goal, lambda part: shutil.copy2(source, part))


def _whole(goal: Path, fill: Callable[[Path], object]) -> None:
    goal.parent.mkdir(parents=True, exist_ok=True)
    # A hidden name: what a kill leaves behind is never taken for an article.
    stem = f".{goal.name[-100:]}."
    _sweep(goal.parent, stem)
    part = goal.with_name(f"{stem}{os.getpid()}.{threading.get_ident()}.part")
    try:
        fill(part)
        # Only now may the new name stand for it: the catalogue's promise is durable, so is this.
        with open(part, "rb") as file:
            _to_disk(file.fileno())
        os.replace(part, goal)
    finally:
        part.unlink(missing_ok=True)
    if os.name == "posix":
        folder = os.open(goal.parent, os.O_RDONLY)
        try:
            _to_disk(folder)
        finally:
            os.close(folder)


def _sweep(folder: Path, stem: str) -> None:
    """Delete what killed processes have left of the same file."""
    for left in folder.glob(f"{escape(stem)}*.part"):
        pid = left.name[len(stem) :].partition(".")[0]
        if pid.isdecimal() and not _alive(int(pid), left):
            left.unlink(missing_ok=True)


def _alive(pid: int, part: Path) -> bool:
    if os.name != "posix":  # asking for a process there is to end it
        return time.time() - part.stat().st_mtime < _LONG
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _to_disk(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError:
        # Windows refuses it for files opened to be read, some network disks for folders.
        if os.name == "posix" and not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise


def free_name(goal: Path, fits: Callable[[Path], bool]) -> Path:
    """``goal``, or with a number, where nothing lies yet or what lies there ``fits``."""
    suffix = "".join(goal.suffixes[-2:]) if goal.name.endswith(".gz") else goal.suffix
    stem = goal.name.removesuffix(suffix)
    number = 1
    while os.path.lexists(goal) and not fits(goal):
        number += 1
        goal = goal.with_name(f"{stem}-{number}{suffix}")
    return goal
