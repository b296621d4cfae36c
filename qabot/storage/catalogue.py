"""The catalogue: the SQLite file that knows all articles, passages and vectors."""

from __future__ import annotations

import time
from pathlib import Path

from qabot.domain import QabotError
from qabot.storage.articles import ArticlesTable
from qabot.storage.database import FILE
from qabot.storage.documents import DocumentsTable
from qabot.storage.errors import CatalogueUnusable
from qabot.storage.files import FilesTable
from qabot.storage.outbox import OutboxTable
from qabot.storage.passages import PassagesTable
from qabot.storage.vectors import VectorsTable
from qabot.storage.words import WordsTable

_PARTS = ("", "-wal", "-shm")


class Catalogue(
    FilesTable,
    ArticlesTable,
    PassagesTable,
    WordsTable,
    VectorsTable,
    OutboxTable,
    DocumentsTable,
):
    """All tables over one file ``catalogue.db``. Opening it imports sqlite3 and little else.

    Every method may be called from any thread. Every writing method is one transaction: when it
    returns, what it wrote is on disk; when it raises, nothing of it is.
    """

    def clear(self) -> None:
        """Forget all articles, files and the identity, in one transaction.

        Numbers and ids go on from where they were, and the vector store is told.
        """
        with self.writing() as db:
            db.execute("INSERT INTO words (words) VALUES ('delete-all')")
            db.execute("INSERT INTO outbox (op, passage) SELECT 'delete', passage FROM vectors")
            for table in ("vectors", "passages", "documents", "bodies", "articles", "files"):
                db.execute(f"DELETE FROM {table}")
            db.execute("DELETE FROM meta WHERE key IN ('embedder', 'splitter')")

    def check(self) -> list[str]:
        """What is wrong with the file, in SQLite's words; empty when it is whole. Reads it all."""
        with self.reading() as db:
            rows = db.execute("PRAGMA integrity_check(20)").fetchall()
            broken = db.execute("PRAGMA foreign_key_check").fetchall()
        said = [str(row[0]) for row in rows if row[0] != "ok"]
        return said + [f"table {row[0]}: row {row[1]} lacks its {row[2]}" for row in broken]


def open_catalogue(folder: Path) -> Catalogue:
    """The catalogue in ``folder``; only to be read (``read_only``) where the disk takes no writing.

    Raises ``QabotError``.
    """
    try:
        return Catalogue(folder)
    except CatalogueUnusable as error:
        try:
            return Catalogue(folder, read_only=True)
        except QabotError:
            raise error from None


def set_aside(folder: Path) -> list[Path]:
    """Rename a damaged catalogue in ``folder`` so that a new one can be made; deletes nothing.

    Returns the new names; empty if there was none. No connection to it may be open.
    """
    stamp = time.strftime("%Y%m%d-%H%M%S")
    mark = f"damaged-{stamp}-"
    moved: list[Path] = []
    for part in _PARTS:
        old = folder / (FILE + part)
        if old.exists():
            moved.append(old.rename(folder / (mark + old.name)))
    return moved
