"""What the catalogue knows about the corpus's files, and how it was made."""

from __future__ import annotations

from qabot.storage.articles import drop_articles
from qabot.storage.database import Database
from qabot.storage.values import FileStamp, Identity


class FilesTable(Database):
    """Identity of the catalogue, and stamps of the files that were read."""

    def identity(self) -> Identity | None:
        """What passages and vectors were made with; None for a new catalogue."""
        with self.snapshot() as db:
            rows = dict(db.execute("SELECT key, value FROM meta").fetchall())
        if "embedder" not in rows or "splitter" not in rows:
            return None
        return Identity(embedder=rows["embedder"], splitter=rows["splitter"])

    def set_identity(self, identity: Identity) -> None:
        """Record what passages and vectors are made with."""
        pairs = [("embedder", identity.embedder), ("splitter", identity.splitter)]
        with self.writing() as db:
            db.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", pairs)

    def files(self) -> dict[str, FileStamp]:
        """All files that were read, or tried, by path."""
        with self.reading() as db:
            rows = db.execute("SELECT path, mtime_ns, size, sha256, error FROM files").fetchall()
        return {row[0]: FileStamp(*row) for row in rows}

    def put_file(self, stamp: FileStamp) -> None:
        """Record that a file was wholly taken, or failed for the reason in ``stamp.error``."""
        row = (stamp.path, stamp.mtime_ns, stamp.size, stamp.sha256, stamp.error)
        with self.writing() as db:
            db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", row)

    def remove_file(self, path: str) -> int:
        """Forget a file and its articles, in one transaction. Returns how many articles."""
        with self.writing() as db:
            found = db.execute("SELECT number FROM articles WHERE path = ?", (path,)).fetchall()
            drop_articles(db, [number for (number,) in found])
            db.execute("DELETE FROM files WHERE path = ?", (path,))
        return len(found)

    def move_file(self, path: str, goal: str) -> None:
        """Let the articles of a file stand under another, which has none and is still to be read."""
        with self.writing() as db:
            db.execute("UPDATE articles SET path = ? WHERE path = ?", (goal, path))
            db.execute("DELETE FROM files WHERE path = ?", (path,))

    def paths(self) -> list[str]:
        """Paths of the files that have articles, each once."""
        with self.reading() as db:
            return [row[0] for row in db.execute("SELECT DISTINCT path FROM articles").fetchall()]
