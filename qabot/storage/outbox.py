"""The outbox: what the vector store has still to take; and the journal of its generations."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from qabot.storage.database import Database
from qabot.storage.values import OutboxRow


def put_outbox(db: sqlite3.Connection, op: str, ids: Iterable[int]) -> None:
    """Append rows, in the caller's transaction. ``op`` is ``add`` or ``delete``."""
    db.executemany("INSERT INTO outbox (op, passage) VALUES (?, ?)", [(op, id_) for id_ in ids])


@dataclass(frozen=True, slots=True)
class Generation:
    """The vector store's folder ``gen-<number>`` as the journal has it."""

    number: int
    clean: bool
    """False from before the first write until its files are on disk: then it is not opened."""
    held: int
    """How many vectors it holds."""
    deleted: int
    """How many were deleted from it since it was made."""
    maker: str
    """What made it: names and versions that must match for it to be opened."""
    files: dict[str, list[int]]
    """Relative path -> [size, CRC-32] of its files when it was last clean."""


class OutboxTable(Database):
    """Reading and clearing the outbox, and the journal of generations."""

    def outbox(self, limit: int, after: int = 0) -> list[OutboxRow]:
        """The oldest rows with ``seq`` beyond ``after``."""
        with self.reading() as db:
            rows = db.execute(
                "SELECT seq, op, passage FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?",
                (after, limit),
            ).fetchall()
        return [OutboxRow(*row) for row in rows]

    def waiting(self) -> int:
        """How many rows the outbox holds."""
        with self.reading() as db:
            (count,) = db.execute("SELECT count(*) FROM outbox").fetchone()
        return int(count)

    def waiting_deletes(self) -> int:
        """How many of them are deletes."""
        with self.reading() as db:
            (count,) = db.execute("SELECT count(*) FROM outbox WHERE op = 'delete'").fetchone()
        return int(count)

    def applied(self, seq: int, generation: Generation | None = None) -> None:
        """The vector store has taken all up to ``seq``, and is now as ``generation`` says."""
        with self.writing() as db:
            db.execute("DELETE FROM outbox WHERE seq <= ?", (seq,))
            if generation is not None:
                _put_generation(db, generation)

    def generation(self) -> Generation | None:
        """The journal's entry; None before the first generation."""
        with self.reading() as db:
            row = db.execute(
                "SELECT number, clean, held, deleted, maker, files FROM generation"
            ).fetchone()
        if row is None:
            return None
        number, clean, held, deleted, maker, files = row
        return Generation(number, bool(clean), held, deleted, maker, json.loads(files))

    def put_generation(self, generation: Generation) -> None:
        """Write the journal's entry."""
        with self.writing() as db:
            _put_generation(db, generation)

    def begin_generation(self, generation: Generation) -> None:
        """Journal a new, empty generation, and put all vectors into the outbox for it."""
        with self.writing() as db:
            db.execute("DELETE FROM outbox")
            db.execute(
                """INSERT INTO outbox (op, passage)
                SELECT 'add', passage FROM vectors ORDER BY passage"""
            )
            _put_generation(db, generation)


def _put_generation(db: sqlite3.Connection, generation: Generation) -> None:
    db.execute(
        "INSERT OR REPLACE INTO generation VALUES (1, ?, ?, ?, ?, ?, ?)",
        (
            generation.number,
            int(generation.clean),
            generation.held,
            generation.deleted,
            generation.maker,
            json.dumps(generation.files),
        ),
    )
