"""Sentences that may be quoted: those of the passages that were reread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from qabot.domain import Article, Span
from qabot.retrieval.search import Candidate
from qabot.text import sentences

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article, with the vectors of its tokens."""

    article: Article
    span: Span
    """In the article's text."""
    index: int
    """Which sentence of the article."""
    rank: int
    """Of its passage among those found, from 0."""
    candidate: Candidate
    inside: NDArray[np.bool_]
    """Which of the passage's tokens are its own: [tokens of the passage]."""

    @property
    def text(self) -> str:
        return self.article.text[self.span.start : self.span.end]

    @property
    def tokens(self) -> NDArray[np.float32]:
        """[n, d], normalised, as they stand in the passage."""
        assert self.candidate.encoded is not None
        return self.candidate.encoded.tokens[self.inside]


@lru_cache(maxsize=256)
def spans_of(text: str) -> tuple[Span, ...]:
    """The sentences of an article's text; kept, since articles come up again and again."""
    return tuple(sentences(text))


def candidates_of(found: Sequence[Candidate]) -> list[Sentence]:
    """All sentences of the passages, best passage first; none twice, nor its copies."""
    taken: set[str] = set()
    result: list[Sentence] = []
    for rank, candidate in enumerate(found):
        if candidate.encoded is None:
            continue
        passage, text = candidate.passage, candidate.article.text
        offsets = candidate.encoded.offsets
        shift = candidate.lead - passage.start
        for index, span in enumerate(spans_of(text)):
            if span.start < passage.start or span.end > passage.end:
                continue
            words = plain(text[span.start : span.end])
            if not words or words in taken:
                continue
            taken.add(words)
            inside = (offsets[:, 0] >= span.start + shift) & (offsets[:, 1] <= span.end + shift)
            if inside.any():
                result.append(Sentence(candidate.article, span, index, rank, candidate, inside))
    return result


def plain(text: str) -> str:
    """The words of a sentence alone: equal for copies that differ in marks, case or spaces."""
    return " ".join(re.findall(r"\w+", text.lower()))
