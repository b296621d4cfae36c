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

FILE = "threads.db"
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


class ThreadsUnusable(QabotError):
    """The file of the threads cannot be read or written."""


class ThreadsFile:
    """One connection that all threads of the process share, one at a time."""

    def __init__(self, folder: Path) -> None:
        """Open or make ``folder/threads.db``. Raises ``QabotError``."""
        make_private(folder)
        self.path = folder / FILE
        self._lock = threading.RLock()
        with self._explained():
            self._db = sqlite3.connect(
                self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA fullfsync = ON")
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.execute("PRAGMA secure_delete = ON")  # what was deleted is not to be found again
        with self._writing() as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                raise ThreadsUnusable(
                    f"The threads in {self.path} were written by a newer qabot.",
                    "Update qabot to read them.",
                )
            if version == 0:
                for statement in _TABLES.split(";\n"):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {VERSION}")
            self._purge(db, time.time() - _UNDO)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
            damaged = code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
            remedy = "Check the rights of the file, and the space on the disk."
            if damaged:
                remedy = (
                    "Run `qabot doctor --fix`: it saves what can be read. "
                    "Move the file away to begin anew."
                )
            raise ThreadsUnusable(
                f"The saved threads in {self.path} cannot be read or written ({error}).", remedy
            ) from error

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: durable when the block ends, undone when it raises."""
        with self._lock, self._explained(), transaction(self._db):
            yield self._db

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._explained():
            yield self._db

    def _purge(self, db: sqlite3.Connection, before: float) -> None:
        old = "SELECT id FROM threads WHERE deleted < ?"
        db.execute(
            f"DELETE FROM words WHERE rowid IN (SELECT id FROM turns WHERE thread IN ({old}))",
            (before,),
        )
        db.execute("DELETE FROM threads WHERE deleted < ?", (before,))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()
