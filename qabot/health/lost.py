"""Threads that went away with their file, and the copies that may hold them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from qabot.health.findings import LOST, Finding, count
from qabot.health.look import Look
from qabot.health.salvage import Row, read_threads
from qabot.storage.answers import load_answer
from qabot.storage.database import transaction
from qabot.storage.threads import FILE, Threads, storable
from qabot.storage.threads_known import Known, highest_turn
from qabot.storage.threads_merge import SavedThread, merge_thread
from qabot.storage.threads_place import SAVED, read_only


def check_lost(look: Look) -> Iterator[Finding]:
    """Whether the threads are those that were here before."""
    path = look.hidden / FILE
    if (look.hidden / SAVED / FILE).exists():
        return  # it is only not in place yet
    there = path.exists() and path.stat().st_size > 0
    copies = list(copies_of(look.hidden))
    known = Known(look.hidden).value
    with closing(read_only(path) if there else sqlite3.connect(":memory:")) as db:
        highest = highest_turn(db)
    if highest >= known and (there or not copies):
        return
    told = f"{path} is {'another than was' if highest else 'empty' if there else 'gone, and was'}"
    told += f" here: {count(known, 'question')} had been kept" if known else " here"
    remedy = "Put it back from a backup, or import an exported corpus."
    if copies:
        remedy = "Run `qabot doctor --fix`: what the copies hold is brought back."
    yield Finding("threads", "error", f"{told}.", remedy, LOST, tuple(p.name for p in copies))


def copies_of(hidden: Path) -> Iterator[Path]:
    """Files of threads that were set aside, the oldest first."""
    yield from sorted(
        [*hidden.glob(f"damaged-*-{FILE}"), *hidden.glob(f"replaced-*-{FILE}")],
        key=lambda path: path.name.split("-", 1)[1],
    )


def bring_back(hidden: Path) -> tuple[int, int]:
    """Add what copies hold and the threads lack: how many questions, of how many copies.

    From then on the threads are taken for whole.
    """
    copies = list(copies_of(hidden))
    with closing(Threads(hidden)) as store, closing(_written(store)) as db:
        before = _turns(db)
        with transaction(db):
            for copy in copies:
                for thread in _saved(copy):
                    merge_thread(db, thread)
        added, highest = _turns(db) - before, highest_turn(db)
    Known(hidden).keep(highest, lower=True)
    return added, len(copies)


def _written(store: Threads) -> sqlite3.Connection:
    return sqlite3.connect(store.path, isolation_level=None, timeout=10.0)


def _turns(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM turns").fetchone()[0])


def _saved(copy: Path) -> Iterator[SavedThread]:
    threads, turns, _ = read_threads(copy)
    for id_, title, named, created, changed, deleted in threads:
        own = [_turn(row) for row in turns if row[1] == id_]
        if own and deleted is None:
            yield {
                "title": storable(str(title)),
                "named": int(bool(named)),
                "created": created,
                "changed": changed,
                "turns": own,
            }


def _turn(row: Row) -> dict[str, object]:
    answer = None if row[5] is None else str(row[5])
    try:
        if answer is not None:
            load_answer(answer)
    except ValueError:
        answer = None
    return {
        "question": storable(str(row[2])),
        "asked": row[3],
        "seconds": row[4] or 0,
        "answer": answer,
        "failure": storable(str(row[6] or "")),
        "remedy": storable(str(row[7] or "")),
    }
