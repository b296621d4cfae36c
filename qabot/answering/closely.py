"""The best sentences read together with the question, by the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from qabot.answering.candidates import Sentence
from qabot.answering.context import continues, neighbours
from qabot.answering.features import NAMES
from qabot.domain import Article

if TYPE_CHECKING:
    from numpy.typing import NDArray

READ = 7
"""Sentences that are read, best first by their features: what the time for an answer allows."""
READ_NAMES = (*NAMES, "first", "reader", "reader_gap", "reader_best", "reader_gain")
"""Features of a sentence that was read: its own, its score by them, what the reader says (in fives),
how far that is below the best, whether it is the best, and how much more it says than its title."""
TOLD = 0.0
"""From here on a title tells the answer itself: behind it every sentence would seem to answer, so
those of its article are read without it."""
_UNIT = 5.0
_UNREAD = 100.0
"""How far below all that were read the others come: they are never shown beside them."""


class Reader(Protocol):
    """Scores sentences for a question: ``embedding.cross_reader.CrossReader``."""

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]: ...


@dataclass(frozen=True, slots=True)
class Marks:
    """What the reader says of sentences: [n] each."""

    own: NDArray[np.float32]
    """Of each behind its title, or alone where the title tells the answer."""
    title: NDArray[np.float32]
    """Of the titles; where there is none, the same as ``own``."""


class Marked:
    """What the reader says of sentences to a question; each is read once."""

    def __init__(self, reader: Reader, question: str, listed: Sequence[Sentence]) -> None:
        self._reader, self._question, self._listed = reader, question, listed
        self._known: dict[str, float] = {}
        self._highest: float | None = None

    def of(self, rows: Sequence[int]) -> Marks:
        """Marks of the sentences in these rows."""
        listed = [self._listed[row] for row in rows]
        titles = [titled(one.article) for one in listed]
        self._read([title for title in titles if title])
        texts = [self._told(one) for one in listed]
        self._read(texts)
        own = self._marks(texts)
        if rows:
            self._highest = max(own.max(), -np.inf if self._highest is None else self._highest)
        return Marks(own, self._marks([t or text for t, text in zip(titles, texts, strict=True)]))

    def best_with_before(self, scores: NDArray[np.float32]) -> float | None:
        """The highest of all that were read; the best sentence, by ``scores``, also read with the
        one before, where it begins with what that speaks of. None if nothing was read."""
        if self._highest is None:
            return None
        best = self._listed[int(np.argmax(scores))]
        if not continues(best.text):
            return self._highest
        text = self._told(best, neighbours(best)[0])
        self._read([text])
        return max(self._highest, self._known[text])

    def _told(self, sentence: Sentence, before: str = "") -> str:
        """A sentence as it is to be read."""
        told = self._known.get(titled(sentence.article), TOLD) > TOLD
        return readable(sentence, before, alone=told)

    def _read(self, texts: Sequence[str]) -> None:
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        found = self._reader.scores(self._question, fresh).tolist()
        self._known.update(zip(fresh, found, strict=True))

    def _marks(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([self._known[text] for text in texts], dtype=np.float32)


def best_first(scores: NDArray[np.float32]) -> list[int]:
    """The sentences to read, by row."""
    return [int(row) for row in np.argsort(-scores, kind="stable")[:READ]]


def readable(sentence: Sentence, before: str = "", *, alone: bool = False) -> str:
    """A sentence as it is read: behind the title of its article, which tells what it is about."""
    title = "" if alone else titled(sentence.article)
    return " ".join(filter(None, (title, before, sentence.text)))


def titled(article: Article) -> str:
    """The title as it is read, or nothing."""
    title = article.title.strip()
    return f"{title}." if title else ""


def read_features(
    rows: NDArray[np.float32],
    first: NDArray[np.float32],
    read: Sequence[int],
    marks: Marks,
) -> NDArray[np.float32]:
    """[len(read), len(READ_NAMES)]: ``first`` are the scores of all rows by their features,
    ``marks`` what the reader says of the rows ``read``."""
    own = marks.own
    gap = own - own.max() if len(own) else own
    best, gain = (gap > -1e-6).astype(np.float32), (own - marks.title) / _UNIT
    reader = np.stack([first[list(read)], own / _UNIT, gap / _UNIT, best, gain], axis=1)
    table: NDArray[np.float32] = np.concatenate([rows[list(read)], reader], axis=1)
    return table


def scored(
    first: NDArray[np.float32], read: Sequence[int], second: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Scores of all sentences: ``second`` of those read, the others below in the order of
    ``first``."""
    if not len(read):
        return first
    scores: NDArray[np.float32] = first - first.max() + second.min() - _UNREAD
    scores[list(read)] = second
    return scores
