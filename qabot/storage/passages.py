"""Passages: reading them, and taking those of an article away."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from qabot.domain import Passage
from qabot.storage.database import Database
from qabot.storage.outbox import put_outbox
from qabot.storage.values import Counts
from qabot.storage.words import drop_words

_COLUMNS = 'id, article, start, "end"'


def drop_passages(db: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Remove all passages of these articles, in the caller's transaction.

    Words and vectors go with them, and the vector store is told through the outbox. Title and
    text of the articles must still be the old ones.
    """
    for number in numbers:
        rows = db.execute(
            """SELECT id, start, "end", embedded FROM passages WHERE article = ?""", (number,)
        ).fetchall()
        if not rows:
            continue
        title, text = db.execute(
            """SELECT a.title, b.text FROM articles a JOIN bodies b ON b.article = a.number
            WHERE a.number = ?""",
            (number,),
        ).fetchone()
        drop_words(db, [(row[0], title, text[row[1] : row[2]]) for row in rows])
        put_outbox(db, "delete", [row[0] for row in rows if row[3]])
        db.execute("DELETE FROM passages WHERE article = ?", (number,))


class PassagesTable(Database):
    """Reading passages."""

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Passages by id; ids that are gone are left out."""
        with self.reading() as db:
            rows = db.execute(
                f"SELECT {_COLUMNS} FROM passages WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids)),),
            ).fetchall()
        return {row[0]: Passage(*row) for row in rows}

    def passages_of(self, number: int) -> list[Passage]:
        """The passages of an article, in the order of its text."""
        with self.reading() as db:
            rows = db.execute(
                f"SELECT {_COLUMNS} FROM passages WHERE article = ? ORDER BY start, id", (number,)
            ).fetchall()
        return [Passage(*row) for row in rows]

    def without_vector(self, limit: int, after: int = 0) -> list[Passage]:
        """The next passages, by id from ``after`` on, that have no vector yet."""
        with self.reading() as db:
            rows = db.execute(
                f"""SELECT {_COLUMNS} FROM passages
                WHERE embedded = 0 AND id > ? ORDER BY id LIMIT ?""",
                (after, limit),
            ).fetchall()
        return [Passage(*row) for row in rows]

    def counts(self) -> Counts:
        """How many articles, passages, and passages with a vector there are."""
        with self.reading() as db:
            articles, passages, bare = db.execute(
                """SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM passages),
                (SELECT count(*) FROM passages WHERE embedded = 0)"""
            ).fetchone()
        return Counts(articles=articles, passages=passages, embedded=passages - bare)
