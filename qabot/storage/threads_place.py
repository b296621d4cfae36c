"""Putting another file in the place of ``threads.db`` so that a kill at any moment loses nothing."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import time
from pathlib import Path
from urllib.parse import quote

from qabot.storage.database import NO_ROOM
from qabot.storage.durable import put_in_place, settle
from qabot.storage.threads_use import threads_alone
from qabot.storage.unfinished import Copy, has_journal

FILE = "threads.db"
MAKING = "threads-making"
"""A folder in which the new file is made. What a kill left of it is worth nothing."""
SAVED = "threads-saved"
"""The same folder once the new file is whole: from then on it takes the old one's place."""
_PARTS = ("-wal", "-shm", "")
"""The log first: a kill between two renames must not leave it to a new file, which deletes it."""
_PATIENCE = 10.0


def begin_making(folder: Path) -> Path:
    """An empty folder for the new file."""
    making = folder / MAKING
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700)
    return making


def end_making(folder: Path) -> Path:
    """Put the file that was made in place; where the old one is now. Nobody has either open."""
    settle(folder / MAKING)
    shutil.rmtree(folder / SAVED, ignore_errors=True)
    put_in_place(folder / MAKING, folder / SAVED)
    settle(folder)
    return _put(folder)


def _put(folder: Path) -> Path:
    mark = f"damaged-{time.strftime('%Y%m%d-%H%M%S')}-"
    for part in _PARTS:
        old = folder / (FILE + part)
        if old.exists():
            old.rename(folder / (mark + old.name))
    put_in_place(folder / SAVED / FILE, folder / FILE)
    shutil.rmtree(folder / SAVED, ignore_errors=True)
    settle(folder)
    return folder / (mark + FILE)


def finish_saving(folder: Path) -> str:
    """End what was broken off after the new file was whole; what was done, in words.

    Raises ``QabotError`` if another process has the threads open.
    """
    if not (folder / SAVED).exists():
        return ""
    with threads_alone(folder, _PATIENCE):
        if not (folder / SAVED / FILE).exists():
            shutil.rmtree(folder / SAVED, ignore_errors=True)
            return ""  # it was in place already, or another process has just done it
        old = _put(folder)
    kept = f"; the damaged file is {old.name}" if old.exists() else ""
    return f"Saving the damaged threads was broken off, and has been finished{kept}."


def read_only(path: Path) -> sqlite3.Connection:
    """The threads, to be read, also where SQLite cannot make its files beside them.

    Raises ``sqlite3.Error``.
    """
    uri = f"file:{quote(str(path))}?mode=ro"
    db = sqlite3.connect(uri, uri=True, timeout=_PATIENCE, isolation_level=None)
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        db.close()
        if error.sqlite_errorcode & 0xFF not in NO_ROOM:
            raise
        if has_journal(path):
            return _finished(Copy(path, error))
        # Without a log the file itself is the whole truth.
        db = sqlite3.connect(uri + "&immutable=1", uri=True, isolation_level=None)
    except BaseException:
        db.close()
        raise
    return db


def _finished(copy: Copy) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with contextlib.closing(sqlite3.connect(copy.path)) as source:
            source.backup(db)
    except BaseException:
        db.close()
        raise
    finally:
        copy.drop()
    return db


def in_memory(path: Path) -> sqlite3.Connection:
    """A copy of the threads that lasts as long as this process. Raises ``sqlite3.Error``."""
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        if path.exists():
            with contextlib.closing(read_only(path)) as db:
                db.backup(copy)
    except BaseException:
        copy.close()
        raise
    return copy
