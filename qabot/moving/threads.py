"""Saved threads as lines of JSON, and back, with their times."""

from __future__ import annotations

import json
import math
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qabot.adding.atomic import put_in_place, settle
from qabot.domain import QabotError
from qabot.storage.answers import load_answer
from qabot.storage.database import transaction
from qabot.storage.threads import FILE, Threads
from qabot.storage.threads_merge import TURN, SavedThread, merge_thread
from qabot.storage.threads_place import read_only


def dump_threads(hidden: Path) -> Iterator[str]:
    """Every thread that is not deleted, as a line; see ``shape.THREADS``. Raises ``QabotError``."""
    path = hidden / FILE
    if not path.is_file():
        return
    try:
        with closing(read_only(path)) as db:
            db.execute("BEGIN")  # one moment for all of them
            for id_, title, named, created, changed in db.execute(
                """SELECT id, title, named, created, changed FROM threads
                WHERE deleted IS NULL ORDER BY id"""
            ):
                rows = db.execute(
                    f"SELECT {', '.join(TURN)} FROM turns WHERE thread = ? ORDER BY asked, id",
                    (id_,),
                )
                turns = [dict(zip(TURN, row, strict=True)) for row in rows]
                thread = {"title": title, "named": named, "created": created, "changed": changed}
                yield json.dumps({**thread, "turns": turns}, ensure_ascii=False)
    except sqlite3.Error as error:
        raise QabotError(
            f"The threads in {path} cannot be read ({error}).", "Run `qabot doctor --fix` first."
        ) from error


def read_threads(lines: Iterable[str]) -> list[SavedThread]:
    """Threads from their lines, each checked. Raises ``QabotError``."""
    return [_thread(line) for line in lines]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What threads of an archive brought."""

    threads: int
    """New ones."""
    turns: int
    """New questions in threads that were there."""
    aside: Path | None = None
    """Where the threads are that they took the place of."""


def thread_ids(hidden: Path) -> list[int]:
    """All threads that there are, deleted ones too. Raises ``QabotError``."""
    if not (hidden / FILE).exists():
        return []
    with closing(Threads(hidden)) as store, _written(store) as db:
        return [int(id_) for (id_,) in db.execute("SELECT id FROM threads ORDER BY id")]


def load_threads(
    hidden: Path, wanted: list[SavedThread], *, instead_of: list[int] | None = None
) -> Loaded:
    """Add threads, and questions of known threads, that are not there yet: all or none.

    ``instead_of``: these threads go, after a copy of the file was made. A chat that has the file
    open goes on writing into it. Raises ``QabotError``.
    """
    with closing(Threads(hidden)) as store, _written(store) as db:
        aside = _copied(store.path, db, instead_of) if instead_of else None
        for id_ in instead_of or ():
            turns = "SELECT id FROM turns WHERE thread = ?"
            db.execute(f"DELETE FROM words WHERE rowid IN ({turns})", (id_,))
            db.execute("DELETE FROM turns WHERE thread = ?", (id_,))
            db.execute("DELETE FROM threads WHERE id = ?", (id_,))
        counts = [merge_thread(db, thread) for thread in wanted]
    new = sum(number is None for number in counts)
    return Loaded(new, sum(number or 0 for number in counts), aside)


@contextmanager
def _written(store: Threads) -> Iterator[sqlite3.Connection]:
    try:
        file = sqlite3.connect(store.path, isolation_level=None, timeout=10.0)
        with closing(file) as db, transaction(db):
            yield db
    except sqlite3.Error as error:
        raise QabotError(
            f"The threads in {store.path} cannot be written ({error}).",
            "Check the space on the disk, and run it again.",
        ) from error


def _copied(path: Path, db: sqlite3.Connection, ids: list[int]) -> Path | None:
    """A copy of the whole file, while nobody else can write; None if these threads are gone."""
    there = {id_ for (id_,) in db.execute("SELECT id FROM threads")}
    if there.isdisjoint(ids):
        return None
    goal = path.with_name(f"replaced-{time.strftime('%Y%m%d-%H%M%S')}-{path.name}")
    part = goal.with_name(f".{goal.name}.part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None, timeout=10.0)) as other:
        other.execute("VACUUM INTO ?", (str(part),))
    with open(part, "r+b") as file:
        os.fsync(file.fileno())
    put_in_place(part, goal)
    settle(goal.parent)
    return goal


def _thread(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
        turns = [
            {
                "question": _text(turn["question"]),
                "asked": _number(turn["asked"]),
                "seconds": _number(turn["seconds"]),
                "answer": _answer(turn["answer"]),
                "failure": _text(turn["failure"]),
                "remedy": _text(turn["remedy"]),
            }
            for turn in value["turns"]
        ]
        return {
            "title": _text(value["title"]),
            "named": int(bool(value["named"])),
            "created": _number(value["created"]),
            "changed": _number(value["changed"]),
            "turns": turns,
        }
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise QabotError(
            f"The archive holds a thread that cannot be read ({error}).",
            "Export it again with this qabot.",
        ) from error


def _number(value: object) -> float:
    """JSON as Python reads it knows NaN and Infinity, which no time is."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{value!r} is no time")
    return float(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is missing")
    return value.encode("utf-8", "replace").decode().replace("\0", "\u2400")


def _answer(value: object) -> str | None:
    if value is None:
        return None
    text = _text(value)
    load_answer(text)
    return text
