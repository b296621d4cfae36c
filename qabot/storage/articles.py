"""Articles: putting, reading, listing, filtering."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from qabot.domain import Article, ArticleRow, Span
from qabot.storage.database import Database
from qabot.storage.errors import NoSuchArticle
from qabot.storage.passages import drop_passages
from qabot.storage.put import Batch

_LISTED = "title, source, published, author, url, language, path, key"
# The + keeps SQLite from putting the text into length(): it would not use its index then.
BY_TEXT = "SELECT article FROM bodies WHERE length(text) = length(?1) AND +text = ?1"
_IN = "IN (SELECT value FROM json_each(?))"


def drop_articles(db: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Remove articles with all that hangs on them, in the caller's transaction."""
    drop_passages(db, numbers)
    db.executemany("DELETE FROM articles WHERE number = ?", [(number,) for number in numbers])


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _article(row: Sequence[Any]) -> Article:
    number, title, source, published, *rest, text, pages = row
    starts = tuple(map(int, pages.split(","))) if pages else ()
    author, url, language, path, key = rest
    return Article(
        title, text, source, _day(published), author, url, language, path, key, number, starts
    )


def _row(row: Sequence[Any]) -> ArticleRow:
    number, title, source, published, *rest = row
    return ArticleRow(number, title, source, _day(published), *rest)


class ArticlesTable(Database):
    """Storing and reading articles."""

    def put_article(self, article: Article, passages: Sequence[Span]) -> tuple[str, int]:
        """``put_articles`` for one."""
        return self.put_articles([(article, passages)])[0]

    def put_articles(
        self, batch: Sequence[tuple[Article, Sequence[Span]]]
    ) -> list[tuple[str, int]]:
        """Store articles with their passages, in one transaction that is durable on return.

        An article is known by path and key. For each: ``added``, ``changed`` (same number, new
        passages with new ids) or ``unchanged`` (no field and no passage differs), and its number.
        Raises ``ValueError`` for a span outside its text.
        """
        with self.writing() as db:
            work = Batch(db, self.earlier)
            said = [work.put(article, spans) for article, spans in batch]
            work.flush()
        return said

    def keys(self, path: str) -> dict[str, int]:
        """Numbers of a file's articles by their key."""
        with self.reading() as db:
            return dict(
                db.execute("SELECT key, number FROM articles WHERE path = ?", (path,)).fetchall()
            )

    def remove_article(self, number: int) -> None:
        """Remove an article with its passages. Raises ``NoSuchArticle``."""
        with self.writing() as db:
            if not db.execute("SELECT 1 FROM articles WHERE number = ?", (number,)).fetchone():
                raise NoSuchArticle(number)
            drop_articles(db, [number])

    def article(self, number: int) -> Article:
        """The article with its text. Raises ``NoSuchArticle``."""
        found = self.articles([number])
        if number not in found:
            raise NoSuchArticle(number)
        return found[number]

    def articles(self, numbers: Sequence[int]) -> dict[int, Article]:
        """Articles with their texts by number; those that are gone are left out."""
        pages = "pages" if self.paged else "''"
        with self.reading() as db:
            rows = db.execute(
                f"""SELECT number, {_LISTED}, text, {pages} FROM articles
                JOIN bodies ON article = number WHERE number {_IN}""",
                (json.dumps(list(numbers)),),
            ).fetchall()
        return {row[0]: _article(row) for row in rows}

    def rows(self, numbers: Sequence[int] | None = None) -> list[ArticleRow]:
        """All articles, or these, without texts: newest published first, undated last."""
        where = "" if numbers is None else f"WHERE number {_IN}"
        bound = () if numbers is None else (json.dumps(list(numbers)),)
        with self.reading() as db:
            rows = db.execute(
                f"""SELECT number, {_LISTED}, added, count(id), coalesce(sum(embedded), 0)
                FROM articles LEFT JOIN passages ON article = number {where}
                GROUP BY number ORDER BY published IS NULL, published DESC, number DESC""",
                bound,
            ).fetchall()
        return [_row(row) for row in rows]

    def sources(self) -> dict[str, int]:
        """Outlets and how many articles each has, most first. Without the unknown one."""
        with self.reading() as db:
            return dict(
                db.execute(
                    """SELECT source, count(*) FROM articles WHERE source <> ''
                    GROUP BY source ORDER BY count(*) DESC, source"""
                ).fetchall()
            )

    def find_content(self, content_hash: str) -> int | None:
        """The first article with this ``values.content_hash``."""
        return self._first("hash = ?", content_hash)

    def find_text(self, text: str) -> list[int]:
        """All articles with this very text."""
        with self.reading() as db:
            rows = db.execute(BY_TEXT, (text,)).fetchall()
        return sorted(number for (number,) in rows)

    def find_url(self, *urls: str) -> int | None:
        """The first article with one of these addresses. An empty one is never found."""
        wanted = [url for url in urls if url]
        return self._first(f"url {_IN} AND url <> ''", json.dumps(wanted))

    def _first(self, where: str, value: str) -> int | None:
        with self.reading() as db:
            row = db.execute(f"SELECT min(number) FROM articles WHERE {where}", (value,)).fetchone()
        return None if row[0] is None else int(row[0])

    def numbers_where(
        self,
        since: date | None = None,
        until: date | None = None,
        sources: Collection[str] = (),
        undated: bool = False,
    ) -> set[int]:
        """Numbers of the articles that pass a filter.

        ``since`` and ``until`` are both included; ``undated`` lets those without a date pass
        too; ``sources``: any of these outlets, whatever the case of A to Z; none means all.
        """
        dated: list[str] = []
        bound: list[str] = []
        for day, sign in ((since, ">="), (until, "<=")):
            if day is not None:
                dated.append(f"published {sign} ?")
                bound.append(day.isoformat())
        where: list[str] = []
        if dated:
            both = " AND ".join(dated)
            where.append(f"({both} OR published IS NULL)" if undated else f"({both})")
        if sources:
            where.append("lower(source) IN (SELECT lower(value) FROM json_each(?))")
            bound.append(json.dumps(list(sources)))
        clause = f"WHERE {' AND '.join(where)}" if where else ""
        with self.reading() as db:
            rows = db.execute(f"SELECT number FROM articles {clause}", bound).fetchall()
        return {number for (number,) in rows}

    def numbers_undated(self, sources: Collection[str] = ()) -> set[int]:
        """Numbers of the articles without a date, of these outlets only if any are named."""
        clause = ""
        bound: tuple[str, ...] = ()
        if sources:
            clause = "AND lower(source) IN (SELECT lower(value) FROM json_each(?))"
            bound = (json.dumps(list(sources)),)
        query = f"SELECT number FROM articles WHERE published IS NULL {clause}"
        with self.reading() as db:
            return {number for (number,) in db.execute(query, bound).fetchall()}

    def span_of_days(self) -> tuple[date | None, date | None]:
        """The first and the last day on which an article was published; None without dates."""
        with self.reading() as db:
            first, last = db.execute(
                "SELECT min(published), max(published) FROM articles"
            ).fetchone()
        return _day(first), _day(last)
