"""What an earlier catalogue called its articles and passages, for one that is made anew.

Numbers are shown to users, and the vector store keeps passage ids: so what is the same keeps its
number and id, and what is not gets one that was never given out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from qabot.domain import Span
from qabot.storage.values import FileStamp

if TYPE_CHECKING:
    from qabot.storage.catalogue import Catalogue
    from qabot.storage.vectors import Vectors

_Key = TypeVar("_Key")
ROOM = 1_000_000
"""So far beyond the earlier ids the new ones begin: others go on writing meanwhile."""
COUNTERS = {"passages": "id", "vectors": "seq"}
"""Tables whose ids begin beyond that, and their columns."""
_CROOKED = 0.01
"""How far the length of a vector that was stored as float16 may be from 1."""


@dataclass(frozen=True, slots=True)
class Known:
    """An article as it was."""

    number: int
    hash: str
    added: float
    """Seconds since the epoch."""


@dataclass(frozen=True, slots=True)
class State:
    """What a catalogue holds, without texts."""

    files: dict[str, FileStamp]
    articles: dict[tuple[str, str], Known]
    """By path and key."""
    top: int
    """The highest article number that was ever given out."""

    def changed_since(self, before: State) -> set[str]:
        """Paths of which a file or an article is not what it was."""
        files = _differing(before.files, self.files)
        return files | {path for path, _ in _differing(before.articles, self.articles)}


def _differing(one: Mapping[_Key, object], other: Mapping[_Key, object]) -> set[_Key]:
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def state_of(catalogue: Catalogue) -> State:
    """What it holds now."""
    with catalogue.snapshot() as db:
        files = db.execute("SELECT path, mtime_ns, size, sha256, error FROM files").fetchall()
        rows = db.execute("SELECT path, key, number, hash, added FROM articles").fetchall()
        top = highest(db, "articles", "number")
    return State(
        {row[0]: FileStamp(*row) for row in files},
        {(path, key): Known(number, hash, added) for path, key, number, hash, added in rows},
        top,
    )


def highest(db: sqlite3.Connection, table: str, column: str) -> int:
    """The highest id that a table ever gave out."""
    (most,) = db.execute(f"SELECT max({column}) FROM {table}").fetchone()
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return max(most or 0, row[0] if row else 0)


def lift(db: sqlite3.Connection, table: str, least: int) -> None:
    """Let a table give out no id up to ``least``, in the caller's transaction."""
    done = db.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (least, table))
    if done.rowcount == 0:
        db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, least))


class Earlier:
    """Looks up the earlier number of an article and the ids of its passages."""

    def __init__(self, catalogue: Catalogue, *, vectors: bool) -> None:
        """``vectors``: whether vectors are used again, and passage ids with them."""
        self.catalogue = catalogue
        self.vectors = vectors
        self.look()
        with catalogue.snapshot() as db:
            self.base = {
                table: highest(db, table, column) + ROOM for table, column in COUNTERS.items()
            }
        """The highest ids that the new catalogue leaves to the earlier one."""

    def look(self) -> None:
        """Look again: others may have changed it."""
        self.state = state_of(self.catalogue)

    def article(self, path: str, key: str) -> Known | None:
        """The article that stood there."""
        return self.state.articles.get((path, key))

    def passages(self, known: Known, digest: str, spans: Sequence[Span]) -> list[int]:
        """The ids of its passages, if it is word for word and cut for cut what it was.

        Nothing if a vector of it is missing or is none: an id has one vector for ever.
        """
        if not self.vectors or known.hash != digest:
            return []
        were = self.catalogue.passages_of(known.number)
        ids = [passage.id for passage in were]
        same = [(p.start, p.end) for p in were] == [(span.start, span.end) for span in spans]
        if not same or ids != sorted(ids):
            return []
        vectors = self.catalogue.vectors_of(ids).vectors
        if len(vectors) != len(ids) or not _sound(vectors):
            return []
        return ids


def _sound(vectors: Vectors) -> bool:
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1)
    return bool(np.isfinite(lengths).all() and (abs(lengths - 1) < _CROOKED).all())
