"""Files of the corpus are written whole or not at all, and are on disk when it is said."""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from qabot.storage.durable import make_folder, put_in_place, settle, to_disk

__all__ = [
    "copy_file",
    "free_name",
    "make_folder",
    "part_of",
    "put_in_place",
    "settle",
    "sweep",
    "write_file",
]
_PART = re.compile(r"\..+\.(\d{1,10})\.\d+\.part")
_LONG = 3600.0
"""Seconds after which an unfinished file is taken for left behind."""


def write_file(goal: Path, content: str | bytes) -> None:
    """Write ``content`` as ``goal``, replacing what was there. Raises ``OSError``."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    _whole(goal, lambda part: part.write_bytes(data))


def copy_file(source: Path, goal: Path) -> None:
    """Copy ``source``, times included, as ``goal``. Raises ``OSError``.

    Its name is sure to be on disk only after ``settle`` of its folder.
    """
    _whole(goal, lambda part: shutil.copy2(source, part), settled=False)


def _whole(goal: Path, fill: Callable[[Path], object], *, settled: bool = True) -> None:
    make_folder(goal.parent)
    part = part_of(goal)
    sweep(goal.parent)
    try:
        fill(part)
        # Only now may the new name stand for it: the catalogue's promise is durable, so is this.
        with open(part, "rb") as file:
            to_disk(file.fileno())
        put_in_place(part, goal)
    finally:
        part.unlink(missing_ok=True)
    if settled:
        settle(goal.parent)


def part_of(goal: Path) -> Path:
    """Where ``goal`` is written first: a hidden name, never taken for an article; see ``sweep``."""
    return goal.with_name(f".{goal.name[-100:]}.{os.getpid()}.{threading.get_ident()}.part")


@cache  # once in a process is enough, and listing a large folder for each file is not
def sweep(folder: Path) -> None:
    """Delete what killed processes have left in a folder."""
    for left in folder.glob(".*.part"):
        name = _PART.fullmatch(left.name)
        if name and not _alive(int(name[1]), left):
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


def free_name(goal: Path, fits: Callable[[Path], bool]) -> Path:
    """``goal``, or with a number, where nothing lies yet or what lies there ``fits``."""
    suffix = "".join(goal.suffixes[-2:]) if goal.name.endswith(".gz") else goal.suffix
    stem = goal.name.removesuffix(suffix)
    number = 1
    while os.path.lexists(goal) and not fits(goal):
        number += 1
        goal = goal.with_name(f"{stem}-{number}{suffix}")
    return goal
