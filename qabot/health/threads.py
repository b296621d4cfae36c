"""The saved threads: nothing can make them anew."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from qabot.health.findings import THREADS, Finding, count
from qabot.health.look import Look
from qabot.health.lost import check_lost
from qabot.storage.answers import load_answer
from qabot.storage.threads import FILE, VERSION
from qabot.storage.threads_place import SAVED, read_only

CHECK = "threads"
_SAVE = "Run `qabot doctor --fix`: what can be read is saved; the old file is kept."


def check_threads(look: Look) -> Iterator[Finding]:
    """Whether ``threads.db`` is there, whole, and every answer in it can be read."""
    found = list(_check(look))
    if any(finding.severity == "error" for finding in found):
        yield from found
        return
    lost = list(check_lost(look))
    yield from lost or found


def _check(look: Look) -> Iterator[Finding]:
    path = look.hidden / FILE
    if (look.hidden / SAVED / FILE).exists():
        told = "Saving the damaged threads was broken off."
        yield Finding(CHECK, "error", told, "Run `qabot doctor --fix`: it is finished.", THREADS)
        return
    if not path.exists():
        return
    try:
        written = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        db = _opened(path) if written else read_only(path)
        try:
            yield from _examine(db, path, written=written)
        finally:
            db.close()
    except sqlite3.Error as error:
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            yield Finding(CHECK, "warning", f"{path} is being written.", "Try again later.")
        elif code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
            told = f"{path} cannot be opened ({error})."
            yield Finding(CHECK, "error", told, "Check its rights and those of its folder.")
        else:
            yield Finding(CHECK, "error", f"{path} is damaged ({error}).", _SAVE, THREADS)


def _opened(path: Path) -> sqlite3.Connection:
    uri = f"file:{quote(str(path))}?mode=rw"
    return sqlite3.connect(uri, uri=True, timeout=5.0, isolation_level=None)


def _examine(db: sqlite3.Connection, path: Path, *, written: bool) -> Iterator[Finding]:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        told = f"{path} was written by a newer qabot."
        yield Finding(CHECK, "error", told, "Update qabot to read the threads.")
        return
    if version == 0 and not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        yield Finding(CHECK, "ok", "No threads yet.")
        return
    said = [str(row[0]) for row in db.execute("PRAGMA integrity_check(20)")]
    said = [line for line in said if line != "ok" and "FTS5" not in line]
    said += [f"turn {row[1]} has no thread" for row in db.execute("PRAGMA foreign_key_check")]
    if said:
        yield Finding(CHECK, "error", f"{path} is damaged: {said[0]}.", _SAVE, THREADS, tuple(said))
        return
    if written and not _searchable(db):
        told = "Threads cannot be searched by their words."
        yield Finding(CHECK, "error", told, _SAVE, THREADS)
        return
    unreadable: list[str] = []
    turns = 0
    for id_, answer in db.execute("SELECT id, answer FROM turns"):
        turns += 1
        try:
            if answer is not None:
                load_answer(answer)
        except ValueError as error:
            unreadable.append(f"turn {id_}: {error}")
    (threads,) = db.execute("SELECT count(*) FROM threads WHERE deleted IS NULL").fetchone()
    if unreadable:
        told = f"{count(len(unreadable), 'saved answer')}: cannot be read."
        yield Finding(CHECK, "warning", told, "Ask again.", details=tuple(unreadable))
    else:
        yield Finding(CHECK, "ok", f"{count(threads, 'thread')}, {count(turns, 'question')}.")


def _searchable(db: sqlite3.Connection) -> bool:
    db.execute("BEGIN IMMEDIATE")
    try:
        db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        (missing,) = db.execute(
            "SELECT count(*) FROM turns WHERE id NOT IN (SELECT rowid FROM words)"
        ).fetchone()
        return int(missing) == 0
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT:
            return False
        raise
    finally:
        db.execute("ROLLBACK")
