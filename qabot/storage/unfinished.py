"""SQLite files with a journal that cannot be finished where they lie."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path

JOURNAL, INDEX = "-wal", "-shm"


class Copy:
    """A copy of such a file and its journal, for its owner only, until it is dropped.

    On a disk that takes no writing, SQLite cannot make the index of the journal, and without
    the journal the last things written are missing.
    """

    def __init__(self, path: Path, error: sqlite3.Error) -> None:
        """Raises ``error`` if the file may be in use, or there is no room for a copy."""
        if path.with_name(path.name + INDEX).is_file():
            raise error
        self._folder = tempfile.TemporaryDirectory(prefix="qabot-", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name) / path.name
        try:
            for part in ("", JOURNAL):
                shutil.copyfile(path.with_name(path.name + part), f"{self.path}{part}")
        except OSError:
            self.drop()
            raise error from None

    def drop(self) -> None:
        """Delete it."""
        self._folder.cleanup()


def has_journal(path: Path) -> bool:
    """Whether a journal holds more than the file itself."""
    journal = path.with_name(path.name + JOURNAL)
    return journal.exists() and journal.stat().st_size > 0
