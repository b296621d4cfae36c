"""The catalogue's tables, as numbered migrations.

A migration that was released is never edited: a new one is added at the end.
``PRAGMA user_version`` holds the number of the last one that was applied.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from qabot.storage.errors import CatalogueTooNew

# Numbers and ids are AUTOINCREMENT so that none is ever given twice: answers and the vector
# store keep them, and would point to something else.
# Texts stand in a table of their own, so that lists and filters do not read them.
# ``words`` keeps no copy of the text: it reads it through the view.
_FIRST = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE files (
        path TEXT PRIMARY KEY,
        mtime_ns INTEGER NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        error TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE articles (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT NOT NULL,
        key TEXT NOT NULL,
        title TEXT NOT NULL,
        source TEXT NOT NULL,
        published TEXT,
        author TEXT NOT NULL,
        url TEXT NOT NULL,
        language TEXT NOT NULL,
        hash TEXT NOT NULL,
        added REAL NOT NULL,
        UNIQUE (path, key)
    )""",
    "CREATE INDEX articles_hash ON articles (hash)",
    "CREATE INDEX articles_url ON articles (url) WHERE url <> ''",
    """CREATE TABLE bodies (
        article INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE,
        text TEXT NOT NULL
    )""",
    """CREATE TABLE passages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        embedded INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX passages_article ON passages (article, embedded)",
    "CREATE INDEX passages_bare ON passages (id) WHERE embedded = 0",
    """CREATE TABLE vectors (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        passage INTEGER NOT NULL UNIQUE REFERENCES passages (id) ON DELETE CASCADE,
        vector BLOB NOT NULL
    )""",
    """CREATE VIEW passage_words AS
        SELECT p.id AS id, a.title AS title, substr(b.text, p.start + 1, p."end" - p.start) AS text
        FROM passages p JOIN articles a ON a.number = p.article
        JOIN bodies b ON b.article = a.number
    """,
    """CREATE VIRTUAL TABLE words USING fts5 (
        title, text, content='passage_words', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2'
    )""",
    """CREATE TABLE outbox (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        op TEXT NOT NULL CHECK (op IN ('add', 'delete')),
        passage INTEGER NOT NULL
    )""",
    """CREATE TABLE generation (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        number INTEGER NOT NULL,
        clean INTEGER NOT NULL,
        held INTEGER NOT NULL,
        deleted INTEGER NOT NULL,
        maker TEXT NOT NULL,
        files TEXT NOT NULL
    )""",
    """CREATE TABLE documents (
        id TEXT PRIMARY KEY,
        article INTEGER NOT NULL UNIQUE REFERENCES articles (number) ON DELETE CASCADE,
        metadata TEXT NOT NULL
    )""",
)

# Where the pages of a text begin, as numbers with commas. PDFs that were read before are read
# again, for theirs. And an index to find the same text by.
_SECOND = (
    "ALTER TABLE bodies ADD COLUMN pages TEXT NOT NULL DEFAULT ''",
    "UPDATE files SET sha256 = '' WHERE error = '' AND lower(path) LIKE '%.pdf'",
    "CREATE INDEX bodies_length ON bodies (length(text))",
)
PAGED = 2
"""The version from which pages are known."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _SECOND)
VERSION = len(MIGRATIONS)


def version_of(db: sqlite3.Connection) -> int:
    """The schema version of an open database; 0 for an empty one."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)


def check_known(db: sqlite3.Connection, path: Path) -> int:
    """The schema version, or ``CatalogueTooNew`` if this qabot does not know it."""
    version = version_of(db)
    if version > VERSION:
        raise CatalogueTooNew(
            f"The catalogue {path} has schema version {version}, "
            f"but this qabot knows only versions up to {VERSION}.",
            "Update qabot, or run `qabot rebuild` to make the index anew with this one.",
        )
    return version


def migrate(db: sqlite3.Connection, path: Path) -> None:
    """Bring the database to ``VERSION``, each migration in a transaction of its own.

    Safe when several processes open a new catalogue at once: the version is read again once
    the write lock is held.
    """
    while check_known(db, path) < VERSION:
        db.execute("BEGIN IMMEDIATE")
        try:
            version = check_known(db, path)
            if version < VERSION:
                for statement in MIGRATIONS[version]:
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {version + 1}")
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
