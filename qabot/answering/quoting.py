"""Answering with the articles' own sentences, no language model."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from qabot.answering.bold import answer_words
from qabot.answering.candidates import Sentence, candidates_of
from qabot.answering.choose import choose, differing
from qabot.answering.closely import Reader, best_first, read_features, readable, scored
from qabot.answering.confidence import confidence, signals
from qabot.answering.features import Asked, feature_rows, take_apart
from qabot.answering.following import own_words_first
from qabot.answering.weights import Weights
from qabot.domain import Answer, Article, Citation, Span, Statement
from qabot.retrieval.search import Retrieved

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAREST = 3
"""Passages shown when nothing answers."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """All that was considered for an answer."""

    question: Asked
    sentences: tuple[Sentence, ...]
    features: NDArray[np.float32]
    scores: NDArray[np.float32]
    signals: dict[str, float]
    confidence: float


def rank(retrieved: Retrieved, weights: Weights, reader: Reader) -> Ranked:
    """Score every sentence of the passages that were reread, the best with ``reader``."""
    question = take_apart(retrieved.query)
    listed = candidates_of(retrieved.candidates)
    rows = feature_rows(question, listed)
    known_marks: dict[int, float] = {}

    def score(rows: NDArray[np.float32]) -> NDArray[np.float32]:
        first: NDArray[np.float32] = rows @ weights.sentence
        read = best_first(first)
        fresh = [row for row in read if row not in known_marks]
        texts = [readable(listed[row]) for row in fresh]
        known_marks.update(
            zip(fresh, reader.scores(retrieved.query.text, texts).tolist(), strict=True)
        )
        marks = np.array([known_marks[row] for row in read], dtype=np.float32)
        return scored(first, read, read_features(rows, read, marks) @ weights.read)

    scores = score(rows)
    known = signals(question, listed, rows, scores, known_marks)
    sure = confidence(weights.confidence, known) if listed else 0.0
    itself = own_words_first(retrieved.query)
    if itself is not retrieved.query:
        rows = feature_rows(take_apart(itself), listed)
        scores = score(rows)
    return Ranked(question, tuple(listed), rows, scores, known, sure)


def quote(
    retrieved: Retrieved,
    weights: Weights,
    reader: Reader,
    *,
    question: str,
    most: int = 4,
    threshold: float = 0.5,
) -> Answer:
    """The answer in verbatim sentences, or what is nearest if ``threshold`` is not reached."""
    started = time.perf_counter()
    ranked = rank(retrieved, weights, reader)
    hits = tuple(found.hit for found in retrieved.candidates)
    answered = ranked.confidence >= threshold and bool(ranked.sentences)
    rows = choose(ranked.sentences, ranked.scores, most if answered else NEAREST)
    listed = [ranked.sentences[row] for row in rows]
    citations = tuple(_cited(n, found) for n, found in enumerate(listed, start=1))
    statements = _statements(ranked.question, citations) if answered else ()
    differ = differing(listed) if answered else []
    timings = {**retrieved.timings, "quote": time.perf_counter() - started}
    return Answer(
        question=question,
        searched=retrieved.query.text,
        statements=statements,
        citations=citations if answered else (),
        answered=answered,
        nearest=() if answered else citations,
        confidence=ranked.confidence,
        timings=timings,
        hits=hits,
        notices=tuple(
            f"[{one + 1}] and [{two + 1}] give different figures." for one, two in differ
        ),
    )


def _cited(number: int, sentence: Sentence) -> Citation:
    others = sentence.candidate.also_in
    return replace(
        cite(number, sentence.article, sentence.span),
        also_in=tuple(dict.fromkeys(row.source or row.title for row in others)),
    )


def cite(number: int, article: Article, span: Span) -> Citation:
    """The citation of a span of an article."""
    return Citation(
        number,
        article.number,
        article.title,
        article.source,
        article.published,
        article.url,
        article.path,
        span.start,
        span.end,
        article.text[span.start : span.end],
        page=article.page_at(span.start),
    )


def _statements(question: Asked, citations: Sequence[Citation]) -> tuple[Statement, ...]:
    return tuple(
        Statement(cited.quote, (cited.number,), answer_words(question, cited.quote))
        for cited in citations
    )
