"""Ways to damage a corpus of ``conftest.corpus``: name -> (how, what is to be found)."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
from news_made import text

Damage = Callable[[Path], object]
Found = set[tuple[str, str]]

CATALOGUE = ".qabot/catalogue.db"
BROKEN: Found = {("catalogue", "error")}


def sql(*statements: str, file: str = CATALOGUE) -> Damage:
    def run(corpus: Path) -> None:
        with closing(sqlite3.connect(corpus / file, isolation_level=None)) as db:
            for statement in statements:
                db.execute(statement)

    return run


def cut(file: str, part: float) -> Damage:
    return lambda corpus: os.truncate(corpus / file, int((corpus / file).stat().st_size * part))


def overwrite(file: str, at: int, data: bytes) -> Damage:
    def run(corpus: Path) -> None:
        with open(corpus / file, "r+b") as handle:
            handle.seek(at)
            handle.write(data)

    return run


def vectors(change: Callable[[list[np.ndarray]], list[np.ndarray]]) -> Damage:
    def run(corpus: Path) -> None:
        with closing(sqlite3.connect(corpus / CATALOGUE)) as db, db:
            rows = db.execute("SELECT seq, vector FROM vectors ORDER BY seq").fetchall()
            old = [np.frombuffer(blob, dtype="<f2") for _, blob in rows]
            for (seq, _), new in zip(rows, change(old), strict=True):
                value = (new.astype("<f2").tobytes(), seq)
                db.execute("UPDATE vectors SET vector = ? WHERE seq = ?", value)

    return run


def _with_nan(all_: list[np.ndarray]) -> list[np.ndarray]:
    first = all_[0].copy()
    first[7] = np.nan
    return [first, *all_[1:]]


def scramble(name: str) -> Damage:
    """Other bytes, same size and time."""

    def run(corpus: Path) -> None:
        path = next((corpus / ".qabot" / "vectors" / "gen-1").rglob(name))
        stat = path.stat()
        data = path.read_bytes()
        path.write_bytes(data[:50] + bytes(b ^ 0x5A for b in data[50:]))
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    return run


def index_loses_a_row(corpus: Path) -> None:
    """An article that the index of hashes does not know."""
    with closing(sqlite3.connect(corpus / CATALOGUE, isolation_level=None)) as db:
        where = "WHERE name = 'articles_hash'"
        row = db.execute(f"SELECT * FROM sqlite_master {where}").fetchone()
        db.execute("PRAGMA writable_schema = ON")
        db.execute(f"DELETE FROM sqlite_master {where}")
        db.execute("PRAGMA schema_version = 1000")
    with closing(sqlite3.connect(corpus / CATALOGUE, isolation_level=None)) as db:
        db.execute("UPDATE articles SET hash = 'x' WHERE number = 1")
        db.execute("PRAGMA writable_schema = ON")
        db.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", row)
        db.execute("PRAGMA schema_version = 1001")


def silently(corpus: Path) -> None:
    """Another content of the same size and time."""
    path = corpus / "report-2.txt"
    stat = path.stat()
    path.write_text(path.read_text().replace("Tuesday", "Fridays"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert path.stat().st_size == stat.st_size


DAMAGES: dict[str, tuple[Damage, Found]] = {
    # The catalogue's file
    "cut in half": (cut(CATALOGUE, 0.5), BROKEN),
    "cut to its first page": (lambda c: os.truncate(c / CATALOGUE, 4096), BROKEN),
    "cut to 100 bytes": (lambda c: os.truncate(c / CATALOGUE, 100), BROKEN),
    "emptied": (cut(CATALOGUE, 0), BROKEN),
    "gone": (lambda c: (c / CATALOGUE).unlink(), BROKEN),
    "no database": (lambda c: (c / CATALOGUE).write_bytes(b"nothing" * 5000), BROKEN),
    "header overwritten": (overwrite(CATALOGUE, 0, b"x" * 100), BROKEN),
    "pages overwritten": (
        overwrite(CATALOGUE, 4096 * 8, b"\xa5" * 4096 * 4),
        BROKEN | {("words", "error")},
    ),
    "a table lost": (sql("DROP TABLE outbox"), BROKEN),
    "an index out of order": (index_loses_a_row, BROKEN | {("articles", "error")}),
    "a text that is none": (
        sql("UPDATE articles SET title = CAST(x'ff80' AS TEXT) WHERE number = 2"),
        BROKEN | {("words", "error")},
    ),
    "a date that is none": (sql("UPDATE articles SET published = 'soon'"), BROKEN),
    "a journal that is none": (sql("UPDATE generation SET files = '{'"), BROKEN),
    # Its rows
    "passages of no article": (
        sql("DELETE FROM articles WHERE number = 3"),
        {("catalogue", "error"), ("files", "error"), ("words", "error")},
    ),
    "vectors of no passage": (
        sql("DELETE FROM passages WHERE article = 4"),
        {("catalogue", "error"), ("offsets", "error"), ("words", "error")},
    ),
    "counters behind": (sql("UPDATE sqlite_sequence SET seq = 2"), BROKEN),
    "counters lost": (sql("DELETE FROM sqlite_sequence WHERE name = 'passages'"), BROKEN),
    "another splitter": (
        sql("UPDATE meta SET value = 'old' WHERE key = 'splitter'"),
        {("identity", "error")},
    ),
    "no identity": (sql("DELETE FROM meta"), {("identity", "error")}),
    "another embedder": (
        sql("UPDATE meta SET value = 'minilm/384/abc' WHERE key = 'embedder'"),
        {("embedder", "error")},
    ),
    # Texts and offsets
    "a text altered": (
        sql("UPDATE bodies SET text = replace(text, 'Tuesday', 'Friday') WHERE article = 2"),
        {("articles", "error"), ("words", "error")},
    ),
    "a title altered": (
        sql("UPDATE articles SET title = 'x' WHERE number = 9"),
        {("articles", "error"), ("words", "error")},
    ),
    "a text lost": (
        sql("DELETE FROM bodies WHERE article = 8"),
        {("articles", "error"), ("words", "error")},
    ),
    "an offset too far": (
        sql('UPDATE passages SET "end" = 9999 WHERE article = 5'),
        {("offsets", "error")},
    ),
    "an offset below zero": (
        sql("UPDATE passages SET start = -5 WHERE article = 5"),
        {("offsets", "error"), ("words", "error")},
    ),
    "an empty passage": (
        sql('UPDATE passages SET "end" = start WHERE article = 5'),
        {("offsets", "error"), ("words", "error")},
    ),
    "a passage that begins within a word": (
        sql("UPDATE passages SET start = start + 2 WHERE article = 5"),
        {("offsets", "error"), ("words", "error")},
    ),
    "an offset that is no number": (
        sql("UPDATE passages SET start = 'a' WHERE article = 5"),
        {("offsets", "error")},
    ),
    # Vectors
    "vectors lost": (
        sql("DELETE FROM vectors WHERE passage < 4"),
        {("vectors", "error"), ("index", "warning")},
    ),
    "all vectors lost": (
        sql("DELETE FROM vectors"),
        {("vectors", "error"), ("index", "warning")},
    ),
    "a vector not accounted for": (
        sql("UPDATE passages SET embedded = 0 WHERE id = 3"),
        {("vectors", "error"), ("vectors", "note")},
    ),
    "a vector of another size": (vectors(lambda v: [v[0][:100], *v[1:]]), {("vectors", "error")}),
    "a vector of odd size": (
        sql("UPDATE vectors SET vector = x'000102' WHERE passage = 2"),
        {("vectors", "error")},
    ),
    "a vector that is text": (
        sql("UPDATE vectors SET vector = 'abc' WHERE passage = 2"),
        {("vectors", "error")},
    ),
    "numbers that are none": (vectors(_with_nan), {("vectors", "error")}),
    "a vector twice as long": (vectors(lambda v: [2 * v[0], *v[1:]]), {("vectors", "error")}),
    "vectors of other passages": (vectors(lambda v: [*v[1:], v[0]]), {("embedder", "error")}),
    # The full-text index
    "words forgotten": (
        sql("INSERT INTO words (words) VALUES ('delete-all')"),
        {("words", "error")},
    ),
    "words overwritten": (
        sql("UPDATE words_data SET block = x'0102030405' WHERE id > 10"),
        {("words", "error")},
    ),
    # Files
    "a file added": (
        lambda c: (c / "report-90.txt").write_text(text(90)),
        {("files", "note")},
    ),
    "a file changed": (
        lambda c: (c / "report-1.txt").write_text(text(1, " More.")),
        {("files", "note")},
    ),
    "a file gone": (lambda c: (c / "report-1.txt").unlink(), {("files", "note")}),
    "a file silently changed": (silently, {("files", "warning")}),
    "an article lost": (
        sql(
            "PRAGMA foreign_keys = ON",
            "INSERT INTO words (words) VALUES ('delete-all')",
            "DELETE FROM articles WHERE number = 6",
            "INSERT INTO words (words) VALUES ('rebuild')",
        ),
        {("files", "error"), ("index", "warning")},
    ),
    # The vector index
    "index gone": (
        lambda c: shutil.rmtree(c / ".qabot" / "vectors"),
        {("index", "warning")},
    ),
    "index scrambled": (scramble("chroma.sqlite3"), {("index", "warning")}),
    "index grown to a terabyte": (
        lambda c: os.truncate(c / ".qabot/vectors/gen-1/chroma.sqlite3", 1 << 40),
        {("index", "warning")},
    ),
    "a foreign file in the index": (
        lambda c: (c / ".qabot/vectors/gen-1/mine.txt").write_text("mine"),
        {("index", "warning")},
    ),
    "index not closed": (sql("UPDATE generation SET clean = 0"), {("index", "note")}),
    "index of another Chroma": (
        sql("UPDATE generation SET maker = 'chromadb 0.1/384'"),
        {("index", "note")},
    ),
    "journal lost": (sql("DELETE FROM generation"), {("index", "warning")}),
    "index without some": (sql("UPDATE generation SET held = held - 2"), {("index", "warning")}),
    # The folder
    "open to others": (lambda c: (c / ".qabot").chmod(0o755), {("rights", "warning")}),
}
