"""Putting a catalogue that was made anew in the place of the one that serves.

Its pages are copied over the old ones in one transaction of the old file (SQLite's backup API):
other processes keep their connections, and see the old until its commit and the new afterwards.
A kill or a full disk before the commit leaves the old one, untouched.
Source: https://www.sqlite.org/c3ref/backup_finish.html
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable

from qabot.storage.catalogue import Catalogue
from qabot.storage.earlier import COUNTERS, Earlier, highest, lift
from qabot.storage.errors import CatalogueBusy
from qabot.storage.outbox import put_outbox

_PAGES = 8
"""Pages a step. Fewer than an empty catalogue has: the first step must not be the last."""
_LATER = "Wait until it is done, and run it again; the index is as it was."


def begin(fresh: Catalogue, live: Catalogue, *, vectors: bool) -> Earlier:
    """Let ``fresh`` use the numbers of ``live``, and else only ones that were never given out.

    ``vectors``: whether it will use the vectors of ``live`` too.
    """
    earlier = Earlier(live, vectors=vectors)
    with fresh.writing() as db:
        lift(db, "articles", earlier.state.top)
        for table, base in earlier.base.items():
            lift(db, table, base)
    fresh.earlier = earlier
    return earlier


def swap(fresh: Catalogue, live: Catalogue, earlier: Earlier, last: Callable[[], object]) -> None:
    """Let ``live`` hold what ``fresh`` holds, and the vector store be told what that changes.

    ``last`` is called when nobody can write to ``live`` any more, to bring what was written to it
    meanwhile into ``fresh``. Raises ``QabotError``: then ``live`` is as it was.
    """
    locked = False

    def step(status: int, left: int, total: int) -> None:
        nonlocal locked
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):  # it has waited long
            raise CatalogueBusy(
                f"Another qabot has been writing to {live.path} for a long time.", _LATER
            )
        if not locked:
            locked = True
            last()
            _tell_vector_store(fresh, live, earlier)

    with live.alone() as goal:
        with fresh.reading() as source:
            source.backup(goal, pages=_PAGES, progress=step)
        goal.execute("PRAGMA busy_timeout = 1000")
        # The journal is as large as the file now. If somebody reads, a later writer cuts it.
        with contextlib.suppress(sqlite3.Error):
            goal.execute("PRAGMA wal_checkpoint (TRUNCATE)").fetchall()


def _tell_vector_store(fresh: Catalogue, live: Catalogue, earlier: Earlier) -> None:
    """Bring journal and outbox over, with what goes and what comes."""
    with live.reading() as db:
        rows = db.execute("SELECT seq, op, passage FROM outbox ORDER BY seq").fetchall()
        journal = db.execute("SELECT * FROM generation").fetchall()
        held = {id_ for (id_,) in db.execute("SELECT passage FROM vectors").fetchall()}
        tops = {table: highest(db, table, column) for table, column in COUNTERS.items()}
        top = highest(db, "outbox", "seq")
    if any(tops[table] > earlier.base[table] for table in COUNTERS):
        raise CatalogueBusy(f"Others have changed {live.path} too much meanwhile.", _LATER)
    with fresh.writing() as db:
        kept = {id_ for (id_,) in db.execute("SELECT passage FROM vectors").fetchall()}
        db.execute("DELETE FROM outbox")
        db.executemany("INSERT INTO outbox (seq, op, passage) VALUES (?, ?, ?)", rows)
        lift(db, "outbox", top)
        put_outbox(db, "delete", sorted(held - kept))
        put_outbox(db, "add", sorted(kept - held))
        for row in journal:
            marks = ", ".join("?" * len(row))
            db.execute(f"INSERT OR REPLACE INTO generation VALUES ({marks})", row)
