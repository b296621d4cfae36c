"""The file ``threads.db``: its tables, its one connection, and its errors in users' words."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from qabot.domain import QabotError
from qabot.storage.database import make_private, transaction
from qabot.storage.threads_known import Known, highest_turn
from qabot.storage.threads_place import FILE, finish_saving, in_memory
from qabot.storage.threads_use import ThreadsUse

VERSION = 1
_PATIENCE = 10.0
_UNDO = 24 * 3600.0
"""Seconds after which what was deleted is gone for good."""
_TABLES = """
CREATE TABLE threads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    named INTEGER NOT NULL DEFAULT 0,
    created REAL NOT NULL,
    changed REAL NOT NULL,
    deleted REAL
);
CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    thread INTEGER NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    asked REAL NOT NULL,
    seconds REAL NOT NULL DEFAULT 0,
    answer TEXT,
    failure TEXT NOT NULL DEFAULT '',
    remedy TEXT NOT NULL DEFAULT ''
);
CREATE INDEX turns_thread ON turns (thread, id);
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = "unicode61 remove_diacritics 2");
CREATE TABLE draft (one INTEGER PRIMARY KEY CHECK (one = 1), text TEXT NOT NULL);
"""


_RIGHTS = "Check the rights of the file, and the space on the disk."
_SHUT = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
)


class ThreadsUnusable(QabotError):
    """The file of the threads cannot be read or written."""

    def __init__(self, message: str, remedy: str = "", *, shut: bool = False) -> None:
        super().__init__(message, remedy)
        self.shut = shut
        """Whether the disk, or the rights on it, take no writing."""


class ThreadsFile:
    """One connection that all threads of the process share, one at a time."""

    def __init__(self, folder: Path, *, kept: bool = True) -> None:
        """Open or make ``folder/threads.db``. Raises ``QabotError``.

        Without ``kept`` nothing is written to the disk: what is there can be read, and what comes
        is forgotten at the end.
        """
        self.path = folder / FILE
        self.kept = kept
        self.notice = ""
        """What a user should know about how the threads were found."""
        self._lock = threading.RLock()
        self._known_before = Known(folder)
        self._use: ThreadsUse | None = None
        with self._explained():
            if not kept:
                self.notice = f"What is asked now is not kept: {folder} cannot be written."
                self._db = in_memory(self.path)
                self._prepare()
                return
            make_private(folder)
            self.notice = finish_saving(folder)
            self._use = ThreadsUse(folder)
            try:
                self._open()
            except BaseException:
                self._use.end()
                raise
        self.notice = self.notice or self._known_before.missing(self._highest())
        self._known_before.keep(self._highest())

    def _open(self) -> None:
        self._db = sqlite3.connect(
            self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            self._prepare()
            self._place = _place(self.path)
        except BaseException:
            self._db.close()
            raise

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA fullfsync = ON")
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.execute("PRAGMA secure_delete = ON")  # what was deleted is not to be found again
        with transaction(self._db):
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                raise ThreadsUnusable(
                    f"The threads in {self.path} were written by a newer qabot.",
                    "Update qabot to read them.",
                )
            if version == 0:
                for statement in _TABLES.split(";\n"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {VERSION}")
            self._purge(self._db, time.time() - _UNDO)

    def _current(self) -> sqlite3.Connection:
        """The connection to the file that has the name now: somebody may have moved ours away."""
        if self.kept and _place(self.path) != self._place:
            self._db.close()
            folder = self.path.parent
            folder.parent.stat()  # a disk that was taken out is not to be made anew
            make_private(folder)
            if self._use is not None:
                self._use.end()
            self._use = ThreadsUse(folder)
            self._open()
        return self._db

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
            damaged = code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
            remedy = _RIGHTS
            if damaged:
                remedy = (
                    "Run `qabot doctor --fix`: it saves what can be read. "
                    "Move the file away to begin anew."
                )
            raise ThreadsUnusable(
                f"The saved threads in {self.path} cannot be read or written ({error}).",
                remedy,
                shut=code in _SHUT,
            ) from error
        except OSError as error:
            raise ThreadsUnusable(
                f"The saved threads in {self.path} cannot be read or written "
                f"({(error.strerror or str(error)).lower()}).",
                _RIGHTS,
                shut=True,
            ) from error

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: durable when the block ends, undone when it raises."""
        with self._lock, self._explained():
            db = self._current()
            with transaction(db):
                yield db

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._explained():
            yield self._current()

    def _purge(self, db: sqlite3.Connection, before: float) -> None:
        old = "SELECT id FROM threads WHERE deleted < ?"
        db.execute(
            f"DELETE FROM words WHERE rowid IN (SELECT id FROM turns WHERE thread IN ({old}))",
            (before,),
        )
        db.execute("DELETE FROM threads WHERE deleted < ?", (before,))

    def _remember(self, turn: int) -> None:
        """So many questions there were: they are missed if the file goes."""
        if self.kept:
            self._known_before.keep(turn)

    def _highest(self) -> int:
        return highest_turn(self._db)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._use is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._known_before.keep(self._highest())
                self._use.end()
            self._db.close()


def _place(path: Path) -> tuple[int, int] | None:
    """Which file has this name now."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
