"""Mending rows of a catalogue whose file is whole. Each is one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from qabot.health.articles import cut_anew
from qabot.storage.catalogue import Catalogue
from qabot.storage.outbox import put_outbox

_IN = "IN (SELECT value FROM json_each(?))"
_TIES = (
    ("bodies", "article NOT IN (SELECT number FROM articles)"),
    ("documents", "article NOT IN (SELECT number FROM articles)"),
    ("passages", "article NOT IN (SELECT number FROM articles)"),
    ("vectors", "passage NOT IN (SELECT id FROM passages)"),
)


def drop_orphans(catalogue: Catalogue) -> int:
    """Delete rows whose other half is missing; how many. The words are to be rebuilt."""
    dropped = 0
    with catalogue.writing() as db:
        lost = db.execute(f"SELECT id FROM passages WHERE {_TIES[2][1]}").fetchall()
        lost += db.execute(f"SELECT passage FROM vectors WHERE {_TIES[3][1]}").fetchall()
        put_outbox(db, "delete", sorted({int(id_) for (id_,) in lost}))
        for table, alone in _TIES:
            dropped += db.execute(f"DELETE FROM {table} WHERE {alone}").rowcount
    return dropped


def lift_counters(catalogue: Catalogue) -> None:
    """Let no number be given out that was given before."""
    with catalogue.writing() as db:
        for table, column in (("articles", "number"), ("passages", "id"), ("vectors", "seq")):
            (top,) = db.execute(f"SELECT max({column}) FROM {table}").fetchone()
            if table == "passages":  # ids that the vector store may still hold
                (waiting,) = db.execute("SELECT max(passage) FROM outbox").fetchone()
                top = max(top or 0, waiting or 0)
            if not db.execute("SELECT 1 FROM sqlite_sequence WHERE name = ?", (table,)).fetchone():
                db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, 0)", (table,))
            db.execute(
                "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (top or 0, table)
            )


def forget_texts(catalogue: Catalogue, numbers: Sequence[int]) -> int:
    """Let the next sync read these articles again, under the numbers that they have."""
    with catalogue.writing() as db:
        _drop_passages(db, numbers)
        bound = (json.dumps(list(numbers)),)
        db.execute(f"UPDATE articles SET hash = '' WHERE number {_IN}", bound)
        db.execute(
            f"""UPDATE files SET sha256 = ''
            WHERE path IN (SELECT path FROM articles WHERE number {_IN})""",
            bound,
        )
    return len(numbers)


def forget_stamps(catalogue: Catalogue, names: Sequence[str]) -> int:
    """Let the next sync read these files again."""
    known = catalogue.files()
    for name in names:
        if name in known:
            catalogue.put_file(replace(known[name], sha256=""))
    return len(names)


def cut_again(catalogue: Catalogue, numbers: Sequence[int]) -> int:
    """Give these articles new passages, from their stored texts, yet without vectors.

    New ids: the vector store must never be given an id twice. The words are to be rebuilt.
    """
    for article in catalogue.articles(numbers).values():
        spans = cut_anew(article)
        with catalogue.writing() as db:
            _drop_passages(db, [article.number])
            db.executemany(
                'INSERT INTO passages (article, start, "end") VALUES (?, ?, ?)',
                [(article.number, span.start, span.end) for span in spans],
            )
    return len(numbers)


def _drop_passages(db: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """As ``drop_passages`` does, for passages whose words cannot be told any more."""
    bound = (json.dumps(list(numbers)),)
    rows = db.execute(
        f"""SELECT id FROM passages LEFT JOIN vectors ON passage = id
        WHERE article {_IN} AND (embedded <> 0 OR passage NOT NULL)""",
        bound,
    ).fetchall()
    put_outbox(db, "delete", [int(id_) for (id_,) in rows])
    db.execute(f"DELETE FROM passages WHERE article {_IN}", bound)


def mend_indexes(catalogue: Catalogue) -> bool:
    """Make SQLite's indexes anew; whether the file is whole then."""
    with catalogue.writing() as db:
        db.execute("REINDEX")
        said = db.execute("PRAGMA integrity_check(1)").fetchall()
    return [str(row[0]) for row in said] == ["ok"]
