"""Who has ``threads.db`` open: a damaged one is set aside only while nobody has.

A process that holds the old file could go on writing there what nobody finds again.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from qabot.domain import QabotError

FILE = "threads.use"
"""An empty SQLite file: its locks are shared or exclusive on every platform, and end with their
holder, however that ends."""
_PATIENCE = 10.0


class ThreadsUse:
    """This process's share in the threads, until ``end``."""

    def __init__(self, folder: Path) -> None:
        """Raises ``sqlite3.Error``: somebody puts another file in place, or the disk is shut."""
        self._db = _connect(folder, _PATIENCE)
        try:
            self._db.execute("BEGIN")
            self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            self._db.close()
            raise
        self._note = folder / f"{FILE}.{os.getpid()}.{id(self)}"
        with contextlib.suppress(OSError):  # the lock works without saying whose it is
            self._note.touch()

    def end(self) -> None:
        """Let others put another file in place."""
        with contextlib.suppress(OSError):
            self._note.unlink()
        self._db.close()


@contextlib.contextmanager
def threads_alone(folder: Path, patience: float = 0.0) -> Iterator[None]:
    """While this lasts nobody has the threads open.

    Raises ``QabotError`` if somebody has, and ``sqlite3.Error``.
    """
    db = _connect(folder, patience)
    try:
        try:
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            who = ", ".join(f"pid {pid}" for pid in _users(folder))
            raise QabotError(
                f"Another qabot has the threads open{f' ({who})' if who else ''}.",
                "Close it, in browsers too, and run it again.",
            ) from error
        for note in folder.glob(f"{FILE}.*"):
            note.unlink(missing_ok=True)  # of those that were killed
        yield
    finally:
        db.close()


def _users(folder: Path) -> list[int]:
    pids = {int(note.name.split(".")[2]) for note in folder.glob(f"{FILE}.*.*")}
    return sorted(pid for pid in pids if _alive(pid))


def _alive(pid: int) -> bool:
    if os.name != "posix":  # asking for a process there is to end it
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _connect(folder: Path, patience: float) -> sqlite3.Connection:
    return sqlite3.connect(
        folder / FILE, timeout=patience, isolation_level=None, check_same_thread=False
    )
