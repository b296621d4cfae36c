"""Values that only storage speaks of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from qabot.domain import Article


@dataclass(frozen=True, slots=True)
class Identity:
    """What the passages and vectors of a catalogue were made with."""

    embedder: str
    """``name/dimension/checksum``."""
    splitter: str


@dataclass(frozen=True, slots=True)
class FileStamp:
    """How a file of the corpus looked when it was last read."""

    path: str
    mtime_ns: int
    size: int
    sha256: str
    error: str = ""
    """Why it could not be read; empty when it was taken whole."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the catalogue holds."""

    articles: int
    passages: int
    embedded: int
    """Passages that have a vector."""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One thing that the vector store has still to take, in order of ``seq``."""

    seq: int
    op: str
    """``add`` or ``delete``."""
    passage_id: int


def content_hash(article: Article) -> str:
    """SHA-256 over every field but where the article lies (path, key, number).

    Two articles with equal hashes are the same content, wherever they are kept.
    """
    published = article.published.isoformat() if article.published else ""
    fields = (
        article.title,
        article.text,
        article.source,
        published,
        article.author,
        article.url,
        article.language,
    )
    digest = hashlib.sha256()
    for value in fields:
        data = value.encode("utf-8", "surrogatepass")
        # The length in front keeps ("ab", "c") apart from ("a", "bc").
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
