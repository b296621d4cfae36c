"""How many questions were ever kept: so that a ``threads.db`` that went away is missed."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

FILE = "threads.known"


def highest_turn(db: sqlite3.Connection) -> int:
    """The highest number that a question ever had in this file; 0 without tables."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").fetchone():
        return 0
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'turns'").fetchone()
    return int(row[0]) if row else 0


class Known:
    """The number in ``threads.known`` beside the threads."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    @property
    def value(self) -> int:
        """The highest number that was seen; 0 if none was, or it cannot be read."""
        try:
            return int(self._file.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0

    def missing(self, highest: int) -> str:
        """What to say if ``highest`` is less than was seen before; else nothing."""
        if highest >= self.value:
            return ""
        return "The saved threads are not those that were here before. `qabot doctor` says more."

    def keep(self, highest: int, *, lower: bool = False) -> None:
        """Remember the number, if it is higher, or ``lower`` too."""
        if highest > self.value or (lower and highest != self.value):
            # Without it only a loss could not be noticed: no reason to refuse threads.
            with contextlib.suppress(OSError):
                self._file.write_text(f"{highest}\n", encoding="ascii")
