"""Saving what can be read of a damaged ``threads.db``."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from qabot.storage.answers import load_answer
from qabot.storage.threads import FILE, Threads
from qabot.storage.threads_known import FILE as KNOWN
from qabot.storage.threads_known import Known, highest_turn
from qabot.storage.threads_place import begin_making, end_making, finish_saving
from qabot.storage.threads_use import FILE as USE
from qabot.storage.threads_use import threads_alone

_THREAD = "id, title, named, created, changed, deleted"
_TURN = "id, thread, question, asked, seconds, answer, failure, remedy"
Row = Sequence[Any]


def salvage_threads(hidden: Path) -> tuple[int, Path]:
    """Set the file aside and write what can be read of it into a new one.

    How many questions were saved, and where the old file is now. A kill at any moment leaves the
    old file in place, or is made good by whoever opens the threads next. Raises ``QabotError`` if
    another process has them open.
    """
    finish_saving(hidden)
    with threads_alone(hidden):
        threads, turns, draft = read_threads(hidden / FILE)
        making = begin_making(hidden)
        _fill(making, threads, turns, draft)
        with closing(sqlite3.connect(making / FILE)) as db:
            highest = highest_turn(db)
        for ours in (making / USE, making / KNOWN):
            ours.unlink(missing_ok=True)
        old = end_making(hidden)
        Known(hidden).keep(highest, lower=True)
    return len(turns), old


def _fill(making: Path, threads: list[Row], turns: list[Row], draft: str) -> None:
    fresh = Threads(making)
    try:
        _write(making / FILE, threads, turns)
        for row in turns:
            if row[5] is not None:
                try:
                    answer = load_answer(str(row[5]))
                except ValueError:
                    continue  # it is shown as one that cannot be read
                fresh.finish(int(row[0]), answer, float(row[4]))  # its words can be found again
        if draft:
            fresh.keep_draft(draft)
    finally:
        fresh.close()


def read_threads(path: Path) -> tuple[list[Row], list[Row], str]:
    """Threads, turns and the draft, as far as they can be read."""
    try:
        db = sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, timeout=5.0)
    except sqlite3.Error:
        return [], [], ""
    db.text_factory = lambda raw: raw.decode("utf-8", "replace")
    try:
        # Else SQLite reads nothing at all of a file that is shorter than it says.
        # Source: lockBtree() in https://sqlite.org/src/file/src/btree.c
        db.execute("PRAGMA writable_schema = ON")
        threads = [row for row in _rows(db, "threads", _THREAD) if _numbers(row[0], row[3], row[4])]
        turns = [row for row in _rows(db, "turns", _TURN) if _numbers(row[0], row[1], row[3])]
        try:
            draft = db.execute("SELECT text FROM draft").fetchone()
        except sqlite3.Error:
            draft = None
        return threads, turns, str(draft[0]) if draft else ""
    finally:
        db.close()


def _numbers(*values: object) -> bool:
    return all(isinstance(value, int | float) for value in values)


def _rows(db: sqlite3.Connection, table: str, columns: str) -> list[Row]:
    """What can be read from the beginning and from the end, up to what is broken."""
    found: dict[object, Row] = {}
    for order in ("ASC", "DESC"):
        try:
            for row in db.execute(f"SELECT {columns} FROM {table} ORDER BY rowid {order}"):
                if row[0] in found:
                    break
                found[row[0]] = row
        except sqlite3.Error:
            continue  # what lies behind it is tried from the other side
    return sorted(found.values(), key=lambda row: str(row[0]).zfill(20))


def _write(path: Path, threads: list[Row], turns: list[Row]) -> None:
    kept = {row[0] for row in threads}
    # A thread that is lost gives its questions a name from the first of them.
    lost = {row[1]: row for row in reversed(turns) if row[1] not in kept}
    named = [(id_, str(row[2])[:80], 0, row[3], row[3], None) for id_, row in lost.items()]
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("BEGIN IMMEDIATE")
        db.executemany(
            f"INSERT INTO threads ({_THREAD}) VALUES (?, ?, ?, ?, ?, ?)", [*threads, *named]
        )
        db.executemany(
            f"INSERT INTO turns ({_TURN}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(*row[:4], row[4] or 0, row[5], row[6] or "", row[7] or "") for row in turns],
        )
        db.executemany(
            "INSERT INTO words (rowid, text) VALUES (?, ?)",
            [(row[0], str(row[2])) for row in turns],
        )
        db.execute("COMMIT")
    finally:
        db.close()
