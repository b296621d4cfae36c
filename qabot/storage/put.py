"""Storing articles in batches: many rows gathered, few statements run."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence

from qabot.domain import Article, Span
from qabot.storage.earlier import Earlier
from qabot.storage.passages import drop_passages
from qabot.storage.values import content_hash
from qabot.storage.words import WordsRow, add_words

_AT_ONCE = 500


class Batch:
    """Articles on their way into the catalogue, inside one transaction of ``db``."""

    def __init__(self, db: sqlite3.Connection, earlier: Earlier | None = None) -> None:
        """``earlier``: whose numbers and ids are used again for what is the same."""
        self._db = db
        self._earlier = earlier
        self._number = self._last("articles")
        self._passage = self._last("passages")
        self._waiting: set[tuple[str, str]] = set()
        self._articles: list[tuple[object, ...]] = []
        self._bodies: list[tuple[int, str, str]] = []
        self._passages: list[tuple[int, int, int, int]] = []
        self._words: list[WordsRow] = []

    def _last(self, table: str) -> int:
        # Ids are given out here, so that rows can be inserted in bulk. SQLite keeps count of
        # the highest that AUTOINCREMENT tables ever held, deleted ones included.
        row = self._db.execute(
            "SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)
        ).fetchone()
        return int(row[0]) if row else 0

    def put(self, article: Article, spans: Sequence[Span]) -> tuple[str, int]:
        """Take one article; see ``Catalogue.put_articles``."""
        if (article.path, article.key) in self._waiting or len(self._waiting) >= _AT_ONCE:
            self.flush()
        digest = content_hash(article)
        known = self._db.execute(
            "SELECT number, hash FROM articles WHERE path = ? AND key = ?",
            (article.path, article.key),
        ).fetchone()
        if known is not None and known[1] == digest and self._same_spans(int(known[0]), spans):
            self._pages(int(known[0]), article)
            return "unchanged", int(known[0])
        if known is None:
            number = self._new(article, spans, digest)
            return "added", number
        number = int(known[0])
        drop_passages(self._db, [number])
        self._gather(article, spans, number, digest, time.time(), [])
        return "changed", number

    def _new(self, article: Article, spans: Sequence[Span], digest: str) -> int:
        was = self._earlier.article(article.path, article.key) if self._earlier else None
        if was is None or self._earlier is None:
            self._number += 1
            self._gather(article, spans, self._number, digest, time.time(), [])
            return self._number
        ids = self._earlier.passages(was, digest, spans)
        self._gather(article, spans, was.number, digest, was.added, ids)
        return was.number

    def _pages(self, number: int, article: Article) -> None:
        """Where pages begin is no part of what an article says: it alone is set anew."""
        self._db.execute(
            "UPDATE bodies SET pages = ?1 WHERE article = ?2 AND pages <> ?1",
            (_written(article.pages), number),
        )

    def _same_spans(self, number: int, spans: Sequence[Span]) -> bool:
        rows = self._db.execute(
            'SELECT start, "end" FROM passages WHERE article = ? ORDER BY id', (number,)
        ).fetchall()
        return rows == [(span.start, span.end) for span in spans]

    def _gather(
        self,
        article: Article,
        spans: Sequence[Span],
        number: int,
        digest: str,
        added: float,
        ids: Sequence[int],
    ) -> None:
        published = article.published.isoformat() if article.published else None
        self._waiting.add((article.path, article.key))
        self._articles.append(
            (
                number,
                article.path,
                article.key,
                article.title,
                article.source,
                published,
                article.author,
                article.url,
                article.language,
                digest,
                added,
            )
        )
        self._bodies.append((number, article.text, _written(article.pages)))
        for place, span in enumerate(spans):
            if not 0 <= span.start <= span.end <= len(article.text):
                raise ValueError(f"{span} lies outside the text of {article.path}")
            if ids:
                passage = ids[place]
            else:
                self._passage += 1
                passage = self._passage
            self._passages.append((passage, number, span.start, span.end))
            self._words.append((passage, article.title, article.text[span.start : span.end]))

    def flush(self) -> None:
        """Write what was gathered."""
        self._db.executemany(
            """INSERT INTO articles (number, path, key, title, source, published, author, url,
            language, hash, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET title = excluded.title, source = excluded.source,
            published = excluded.published, author = excluded.author, url = excluded.url,
            language = excluded.language, hash = excluded.hash""",
            self._articles,
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO bodies (article, text, pages) VALUES (?, ?, ?)", self._bodies
        )
        self._db.executemany(
            'INSERT INTO passages (id, article, start, "end") VALUES (?, ?, ?, ?)', self._passages
        )
        add_words(self._db, self._words)
        for rows in (self._articles, self._bodies, self._passages, self._words):
            rows.clear()
        self._waiting.clear()


def _written(pages: Sequence[int]) -> str:
    return ",".join(map(str, pages))
