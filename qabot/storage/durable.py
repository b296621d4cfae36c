"""Names of files and folders brought to disk, so that a power cut does not take them back."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if os.name == "nt" else ()
"""Seconds to wait before each further trial: other programs open files for moments only."""


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make a folder, with ``mode``, and those above it that are missing; their names are on disk.

    Raises ``OSError``.
    """
    missing = []
    place = folder
    while not place.is_dir():
        missing.append(place)
        place = place.parent
    for made in reversed(missing):
        made.mkdir(mode if made == folder else 0o777, exist_ok=True)
        settle(made.parent)


def put_in_place(part: Path, goal: Path) -> None:
    """Rename ``part`` to ``goal``, replacing what was there. Raises ``OSError``.

    Windows refuses it while anybody, a reader or a virus scanner, has either open: then it is
    tried again for a while.
    """
    for pause in _PAUSES:
        try:
            os.replace(part, goal)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    os.replace(part, goal)


def settle(folder: Path) -> None:
    """Bring the names of the files in ``folder`` to disk. Raises ``OSError``."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            to_disk(descriptor)
        finally:
            os.close(descriptor)


def to_disk(descriptor: int) -> None:
    """Bring an open file or folder to disk. Raises ``OSError``."""
    try:
        os.fsync(descriptor)
    except OSError:
        # Windows refuses it for files opened to be read, some network disks for folders.
        if os.name == "posix" and not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise
