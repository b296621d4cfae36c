"""Texts that came through LangChain: articles of the catalogue without a file in the corpus."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qabot.domain import Article, Span
from qabot.storage.articles import drop_articles
from qabot.storage.database import Database
from qabot.storage.put import Batch

PATH = "langchain:"
"""The ``path`` of such articles; their ``key`` is the document's id. No file can be called so
on Windows, and nothing in a corpus folder is."""

_IN = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Added:
    """A document as it was added."""

    id: str
    article: int
    metadata: dict[str, Any]


class DocumentsTable(Database):
    """Ids and metadata of documents."""

    def put_documents(
        self, batch: Sequence[tuple[str, Article, dict[str, Any]]]
    ) -> list[tuple[str, int]]:
        """Store documents (id, article, metadata), each as one passage, in one transaction.

        The article's path and key must be ``PATH`` and the id. Known ids are replaced. Returns
        what ``put_articles`` returns. Raises ``TypeError`` for metadata that JSON cannot hold.
        """
        kept = [json.dumps(metadata) for _, _, metadata in batch]
        with self.writing() as db:
            work = Batch(db, self.earlier)
            said = [work.put(article, [Span(0, len(article.text))]) for _, article, _ in batch]
            work.flush()
            db.executemany(
                "INSERT OR REPLACE INTO documents (id, article, metadata) VALUES (?, ?, ?)",
                [
                    (row[0], number, metadata)
                    for row, (_, number), metadata in zip(batch, said, kept, strict=True)
                ],
            )
        return said

    def documents(self, ids: Sequence[str]) -> dict[str, Added]:
        """Documents by id; those that are gone are left out."""
        return {added.id: added for added in self._added(f"id {_IN}", list(ids))}

    def documents_of(self, numbers: Sequence[int]) -> dict[int, Added]:
        """Documents by the numbers of their articles; other articles are left out."""
        return {added.article: added for added in self._added(f"article {_IN}", list(numbers))}

    def _added(self, where: str, values: Sequence[object]) -> list[Added]:
        with self.reading() as db:
            rows = db.execute(
                f"SELECT id, article, metadata FROM documents WHERE {where}", (json.dumps(values),)
            ).fetchall()
        return [Added(id_, number, json.loads(metadata)) for id_, number, metadata in rows]

    def remove_documents(self, ids: Sequence[str] | None = None) -> int:
        """Remove these documents with their articles, or all; returns how many there were."""
        with self.writing() as db:
            if ids is None:
                rows = db.execute("SELECT article FROM documents").fetchall()
            else:
                rows = db.execute(
                    f"SELECT article FROM documents WHERE id {_IN}", (json.dumps(list(ids)),)
                ).fetchall()
            drop_articles(db, [number for (number,) in rows])
        return len(rows)
