"""The catalogue itself: its file, its rows' ties, what it was made with, its full-text index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from urllib.parse import quote

from qabot.health.findings import ANEW, COUNTERS, ORPHANS, REBUILD, WORDS, Finding, count
from qabot.health.look import AGAIN, CHECK, Look
from qabot.storage.catalogue import Catalogue
from qabot.storage.errors import explain
from qabot.text import SPLITTER

_PATIENCE = 5.0


def _catalogue(look: Look) -> Catalogue:
    assert look.catalogue is not None
    return look.catalogue


def check_whole(look: Look) -> Iterator[Finding]:
    """SQLite's own check of every page and index."""
    catalogue = _catalogue(look)
    with catalogue.reading() as db:
        said = [str(row[0]) for row in db.execute("PRAGMA integrity_check(20)")]
    # Newer SQLites look into the full-text index too; that is mended otherwise.
    wrong = [line for line in said if line != "ok" and "FTS5" not in line]
    if wrong:
        told = f"{catalogue.path} is damaged: {wrong[0]}."
        yield Finding(CHECK, "error", told, AGAIN, ANEW, tuple(wrong))
        return
    counts = catalogue.counts()
    yield Finding(
        CHECK,
        "ok",
        f"{count(counts.articles, 'article')}, {count(counts.passages, 'passage')}, "
        f"{count(catalogue.vector_count(), 'vector')}; the file is whole.",
    )


def check_rows(look: Look) -> Iterator[Finding]:
    """Rows whose other half is missing, and counters behind the ids that they give out."""
    with _catalogue(look).snapshot() as db:
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
        known = dict(db.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
        highest = {
            "articles": db.execute("SELECT max(number) FROM articles").fetchone()[0],
            "passages": db.execute("SELECT max(id) FROM passages").fetchone()[0],
        }
    if broken:
        lines = tuple(f"table {row[0]}: row {row[1]} lacks its {row[2]}" for row in broken)
        told = f"{count(len(lines), 'row')} of the catalogue: their other half is gone."
        yield Finding(CHECK, "error", told, "Run `qabot doctor --fix`.", ORPHANS, lines)
    behind = [name for name, top in highest.items() if top and top > int(known.get(name) or 0)]
    if behind:
        told = f"Numbers of {' and '.join(behind)} would be given out twice."
        yield Finding(CHECK, "error", told, "Run `qabot doctor --fix`.", COUNTERS)


def check_identity(look: Look) -> Iterator[Finding]:
    """Whether passages were cut as this qabot cuts them."""
    catalogue = _catalogue(look)
    known = catalogue.identity()
    if known is None:
        if catalogue.counts().articles:
            told = "The catalogue does not say how it was made."
            yield Finding("identity", "error", told, "Run `qabot rebuild`.", REBUILD)
        return
    if known.splitter != SPLITTER:
        told = f"Passages were cut by {known.splitter}; this qabot has {SPLITTER}."
        yield Finding("identity", "error", told, "Run `qabot rebuild`.", REBUILD)
    else:
        yield Finding("identity", "ok", f"Passages are cut by {known.splitter}.")


def check_words(look: Look) -> Iterator[Finding]:
    """The full-text index against titles and texts."""
    catalogue = _catalogue(look)
    try:
        agrees = _words_agree(catalogue)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            told = "The full-text index cannot be checked: the catalogue cannot be written."
            yield Finding("words", "warning", told, "Check the rights of its folder.")
            return
        raise explain(error, catalogue.path) from error
    if agrees:
        yield Finding("words", "ok", "The full-text index agrees with the texts.")
        return
    told = "The full-text index does not agree with the texts: searches by words miss articles."
    yield Finding("words", "error", told, "Run `qabot doctor --fix`.", WORDS)


def _words_agree(catalogue: Catalogue) -> bool:
    """As ``Catalogue.check_words``, on a file that may be damaged: nothing of it is changed."""
    # FTS5 takes the command as a row, so it wants a connection that may write.
    uri = f"file:{quote(str(catalogue.path))}?mode=rw"
    db = sqlite3.connect(uri, uri=True, timeout=_PATIENCE, isolation_level=None)
    try:
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT:
            return False
        raise
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
        db.close()
    return True
