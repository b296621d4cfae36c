"""Names of files and folders brought to disk, so that a power cut does not take them back."""

from __future__ import annotations

import os
import stat
from pathlib import Path


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
