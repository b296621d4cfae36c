"""The full-text index over titles and passages (FTS5, external content)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable

from qabot.storage.database import Database

WordsRow = tuple[int, str, str]
"""Passage id, title of its article, text of the passage."""


def add_words(db: sqlite3.Connection, rows: Iterable[WordsRow]) -> None:
    """Index passages, in the caller's transaction."""
    db.executemany("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", rows)


def drop_words(db: sqlite3.Connection, rows: Iterable[WordsRow]) -> None:
    """Take passages out of the index, in the caller's transaction.

    FTS5 must be told the very words that it was given, else they stay as ghosts: so this comes
    before title or text change, and both are cut out here as they were when added.
    """
    db.executemany("INSERT INTO words (words, rowid, title, text) VALUES ('delete', ?, ?, ?)", rows)


class WordsTable(Database):
    """Searching by words."""

    def search_words(
        self,
        match: str,
        limit: int,
        mask: Collection[int] | None = None,
        *,
        title_weight: float = 1.0,
    ) -> list[tuple[int, float]]:
        """The ``limit`` best passages for an FTS5 expression: passage id and BM25.

        ``mask``: only passages of these articles. ``title_weight``: what a word in the title
        counts, where one in the text counts 1. BM25 as FTS5 computes it (k1 1.2, b .75), its
        sign turned: higher is better.
        Source: https://www.sqlite.org/fts5.html#the_bm25_function
        """
        if mask is None:
            query = """SELECT rowid, rank FROM words
                WHERE words MATCH ? AND rank MATCH ? ORDER BY rank, rowid LIMIT ?"""
            bound: tuple[object, ...] = ()
        else:
            # CROSS JOIN keeps the full-text search outside: looked up by rowid it is slow.
            query = """SELECT w.rowid, w.rank FROM words w CROSS JOIN passages p ON p.id = w.rowid
                WHERE w.words MATCH ? AND w.rank MATCH ?
                AND p.article IN (SELECT value FROM json_each(?))
                ORDER BY w.rank, w.rowid LIMIT ?"""
            bound = (json.dumps(list(mask)),)
        rank = f"bm25({float(title_weight)!r}, 1.0)"
        with self.reading() as db:
            rows = db.execute(query, (match, rank, *bound, limit)).fetchall()
        return [(int(passage), -float(score)) for passage, score in rows]

    def frequency(self, match: str, most: int) -> int:
        """How many passages an FTS5 expression finds, counted up to ``most``."""
        with self.reading() as db:
            row = db.execute(
                "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)",
                (match, most),
            ).fetchone()
        return int(row[0])

    def check_words(self) -> bool:
        """Whether the full-text index agrees with titles and texts. Reads everything."""
        with self.writing() as db:
            try:
                db.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT:
                    return False
                raise
        return True

    def rebuild_words(self) -> None:
        """Make the full-text index anew from titles and texts."""
        with self.writing() as db:
            db.execute("INSERT INTO words (words) VALUES ('rebuild')")
