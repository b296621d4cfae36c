"""The SQLite file under the catalogue: connections, transactions, safety settings."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from qabot.storage import schema
from qabot.storage.durable import make_folder
from qabot.storage.errors import CLOSED, CatalogueUnusable, explain
from qabot.storage.unfinished import Copy, has_journal

if TYPE_CHECKING:
    from qabot.storage.earlier import Earlier

FILE = "catalogue.db"
_PATIENCE_MS = 30_000
NO_ROOM = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY)
"""What SQLite says where it cannot make its files beside the one that is read."""


class _Connection(sqlite3.Connection):
    """A connection that can be referred to weakly."""


def make_private(folder: Path) -> None:
    """Make the folder, for its owner only, and keep it out of a user's git repository.

    Raises ``CatalogueUnusable`` when it cannot be made.
    """
    try:
        make_folder(folder, 0o700)
        if os.name == "posix" and folder.stat().st_mode & 0o077:
            # Some file systems know no rights; the articles beside it are as open there.
            with contextlib.suppress(PermissionError):
                folder.chmod(0o700)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            with contextlib.suppress(OSError):
                ignore.write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise CatalogueUnusable(
            f"The folder {folder} cannot be made ({error.strerror}).",
            "Check the rights of the corpus folder and the space on the disk.",
        ) from error


@contextlib.contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Durable when the block ends, undone when it raises."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


class Database:
    """One SQLite file, used from many threads: each thread has a connection of its own."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        """Open, make or migrate ``folder/catalogue.db``.

        With ``read_only`` nothing is written and the file must be there.
        Raises ``CatalogueDamaged``, ``CatalogueTooNew``, ``CatalogueUnusable``.
        """
        self.folder = folder
        self.path = folder / FILE
        self.read_only = read_only
        self.earlier: Earlier | None = None
        """The catalogue that this one is to take the place of, if it is being made anew."""
        self._mine = threading.local()
        self._all: weakref.WeakSet[_Connection] = weakref.WeakSet()
        self._closed = False
        self._copy: Copy | None = None
        # How many statements run now: SQLite crashes when its connection is closed under one.
        self._using = 0
        self._idle = threading.Condition()
        # Threads of one process queue here, not in SQLite's busy loop, which sleeps.
        self._write_lock = threading.RLock()
        self._watch_lock = threading.Lock()
        if read_only:
            if not self.path.exists():
                raise CatalogueUnusable(f"There is no catalogue {self.path}.", "Run `qabot sync`.")
        else:
            make_private(folder)
        with self._explained():
            db = self._connection()
            if read_only:
                self.paged = schema.check_known(db, self.path) >= schema.PAGED
            else:
                schema.migrate(db, self.path)
                self.paged = True
            self._watch = self._open()

    def _open(self) -> _Connection:
        uri = f"file:{quote(str(self.path))}?mode={'ro' if self.read_only else 'rwc'}"
        db = self._connect(uri)
        try:
            self._prepare(db)
        except sqlite3.OperationalError as error:
            db.close()
            if not (self.read_only and error.sqlite_errorcode & 0xFF in NO_ROOM):
                raise
            # On a disk that cannot be written, or is full, SQLite cannot make the index of its
            # journal.
            # Without a journal the file itself is the whole truth.
            if has_journal(self.path):
                self._copy = self._copy or Copy(self.path, error)
                db = self._connect(f"file:{quote(str(self._copy.path))}?mode=rw")
            else:
                db = self._connect(uri + "&immutable=1")
            self._prepare(db)
        except BaseException:
            db.close()
            raise
        self._all.add(db)
        return db

    def _connect(self, uri: str) -> _Connection:
        return sqlite3.connect(
            uri,
            timeout=_PATIENCE_MS / 1000,
            isolation_level=None,
            check_same_thread=False,  # so that close() may close all; each is used by one thread
            factory=_Connection,
            uri=True,
        )

    def _prepare(self, db: sqlite3.Connection) -> None:
        db.execute("PRAGMA foreign_keys = ON")
        if self.read_only:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return
        self._wal(db)
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA fullfsync = ON")  # macOS: fsync alone does not reach the disk
        db.execute("PRAGMA temp_store = MEMORY")

    def _wal(self, db: sqlite3.Connection) -> None:
        # Changing to WAL needs the file alone, and SQLite does not wait for it.
        deadline = time.monotonic() + _PATIENCE_MS / 1000
        while True:
            try:
                db.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)

    def _connection(self) -> _Connection:
        if self._closed:
            raise CatalogueUnusable(f"The catalogue {self.path} has been closed.", CLOSED)
        db: _Connection | None = getattr(self._mine, "db", None)
        if db is None:
            db = self._mine.db = self._open()
        return db

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explain(error, self.path) from error

    @contextlib.contextmanager
    def _used(self) -> Iterator[None]:
        """While this lasts, ``close`` waits."""
        with self._idle:
            if self._closed:
                raise CatalogueUnusable(f"The catalogue {self.path} has been closed.", CLOSED)
            self._using += 1
        try:
            yield
        finally:
            with self._idle:
                self._using -= 1
                self._idle.notify_all()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection; each statement sees its own snapshot."""
        with self._used(), self._explained():
            yield self._connection()

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection, in one snapshot for all statements. Keep it short."""
        with self._used(), self._explained():
            db = self._connection()
            if db.in_transaction:
                yield db
                return
            db.execute("BEGIN")
            try:
                yield db
            finally:
                if db.in_transaction:
                    db.execute("COMMIT")

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: durable when the block ends, undone when it raises."""
        with self._used(), self._write_lock, self._explained():
            db = self._connection()
            with transaction(db):
                yield db

    @contextlib.contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own, while no other thread of this process writes."""
        with self._used(), self._write_lock, self._explained():
            db = self._open()
            try:
                yield db
            finally:
                db.close()

    def data_version(self) -> int:
        """A number that moves whenever anybody, in this process or another, has committed."""
        # PRAGMA data_version sees the commits of all *other* connections: so this one never writes.
        with self._watch_lock, self._explained():
            if self._closed:
                raise CatalogueUnusable(f"The catalogue {self.path} has been closed.", CLOSED)
            (version,) = self._watch.execute("PRAGMA data_version").fetchone()
            return int(version)

    def close(self) -> None:
        """Close the connections of all threads. The catalogue cannot be used after that.

        Waits for statements that run. Not to be called inside one.
        """
        with self._idle:
            self._closed = True
            self._idle.wait_for(lambda: self._using == 0)
        with self._watch_lock:
            for db in list(self._all):
                db.close()
        if self._copy is not None:
            self._copy.drop()
