"""Between qabot's values and LangChain's ``Document``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from langchain_core.documents import Document

from qabot.domain import Article, Passage
from qabot.storage.catalogue import Catalogue
from qabot.storage.documents import PATH, Added
from qabot.text import normalise

PASSAGE = "passage/"


def passage_number(id_: str) -> int | None:
    """The passage that a document id stands for; None if it is an id of another kind."""
    rest = id_.removeprefix(PASSAGE)
    return int(rest) if rest != id_ and rest.isascii() and rest.isdigit() else None


def document(place: Passage, article: Article, added: Added | None) -> Document:
    """A passage as LangChain has it: its very text, and all that is known of its article."""
    metadata: dict[str, Any] = {
        "article": article.number,
        "title": article.title,
        "source": article.source,
        "published": article.published.isoformat() if article.published else "",
        "author": article.author,
        "url": article.url,
        "language": article.language,
        "path": article.path,
        "start": place.start,
        "end": place.end,
    }
    if article.pages:
        metadata["page"] = article.page_at(place.start)
    if added is not None:
        metadata.update(added.metadata)
    return Document(
        id=added.id if added is not None else f"{PASSAGE}{place.id}",
        page_content=article.text[place.start : place.end],
        metadata=metadata,
    )


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if not value:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise ValueError(f"{value!r} is not a date like 2024-05-11") from error


def article_of(id_: str, text: str, metadata: Mapping[str, Any]) -> Article:
    """The article that a text is stored as. Raises ``ValueError`` for a malformed date."""

    def field(name: str) -> str:
        value = metadata.get(name)
        return normalise(value) if isinstance(value, str) else ""

    return Article(
        title=field("title"),
        text=normalise(text),
        source=field("source"),
        published=_day(metadata.get("published")),
        author=field("author"),
        url=field("url"),
        language=field("language"),
        path=PATH,
        key=id_,
    )


def wanted(catalogue: Catalogue, rules: Mapping[str, Any] | None) -> set[int] | None:
    """The articles that a store's ``filter`` lets pass; None for all.

    Raises ``ValueError`` for a rule that is not known.
    """
    if not rules:
        return None
    unknown = set(rules) - {"source", "since", "until", "undated", "article"}
    if unknown:
        raise ValueError(f"unknown filter {sorted(unknown)}: see qabot.storage.store.Filter")
    source = rules.get("source", ())
    numbers = catalogue.numbers_where(
        since=_day(rules.get("since")),
        until=_day(rules.get("until")),
        sources=(source,) if isinstance(source, str) else tuple(source),
        undated=bool(rules.get("undated", False)),
    )
    if "article" in rules:
        named = rules["article"]
        numbers &= {named} if isinstance(named, int) else set(named)
    return numbers
