"""The best sentences read together with the question, by the reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from qabot.answering.candidates import Sentence
from qabot.answering.context import continues, neighbours
from qabot.answering.features import NAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

READ = 8
"""Sentences that are read, best first by their features: what the time for an answer allows."""
READ_NAMES = (*NAMES, "first", "reader", "reader_gap", "reader_best")
"""Features of a sentence that was read: its own, its score by them, what the reader says (in fives),
how far that is below the best, and whether it is the best."""
_UNIT = 5.0
_UNREAD = 100.0
"""How far below all that were read the others come: they are never shown beside them."""


class Reader(Protocol):
    """Scores sentences for a question: ``embedding.cross_reader.CrossReader``."""

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]: ...


class Marked:
    """What the reader says of sentences to a question; each is read once."""

    def __init__(self, reader: Reader, question: str, listed: Sequence[Sentence]) -> None:
        self._reader, self._question, self._listed = reader, question, listed
        self._known: dict[int, float] = {}

    def of(self, rows: Sequence[int]) -> NDArray[np.float32]:
        """[len(rows)]."""
        fresh = [row for row in rows if row not in self._known]
        texts = [readable(self._listed[row]) for row in fresh]
        found = self._reader.scores(self._question, texts).tolist()
        self._known.update(zip(fresh, found, strict=True))
        return np.array([self._known[row] for row in rows], dtype=np.float32)

    def best_with_before(self, scores: NDArray[np.float32]) -> float | None:
        """The highest of all that were read; the best sentence, by ``scores``, also read with the
        one before, where it begins with what that speaks of. None if nothing was read."""
        if not self._known:
            return None
        best = self._listed[int(np.argmax(scores))]
        highest = max(self._known.values())
        if continues(best.text):
            text = readable(best, neighbours(best)[0])
            highest = max(highest, float(self._reader.scores(self._question, [text])[0]))
        return highest


def best_first(scores: NDArray[np.float32]) -> list[int]:
    """The sentences to read, by row."""
    return [int(row) for row in np.argsort(-scores, kind="stable")[:READ]]


def readable(sentence: Sentence, before: str = "") -> str:
    """A sentence as it is read: behind the title of its article, which tells what it is about."""
    title = sentence.article.title.strip()
    text = f"{before} {sentence.text}".strip()
    return f"{title}. {text}" if title else text


def read_features(
    rows: NDArray[np.float32],
    first: NDArray[np.float32],
    read: Sequence[int],
    marks: NDArray[np.float32],
) -> NDArray[np.float32]:
    """[len(read), len(READ_NAMES)]: ``first`` are the scores of all rows by their features,
    ``marks`` the reader's scores of the rows ``read``."""
    gap = marks - marks.max() if len(marks) else marks
    best = (gap > -1e-6).astype(np.float32)
    reader = np.stack([first[list(read)], marks / _UNIT, gap / _UNIT, best], axis=1)
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
