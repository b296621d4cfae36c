"""Answering with the articles' own sentences, no language model."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from qabot.answering.bold import answer_words
from qabot.answering.candidates import Sentence, candidates_of, plain
from qabot.answering.choose import choose, differing
from qabot.answering.closely import Marked, Reader, best_first, read_features, scored
from qabot.answering.confidence import confidence, signals
from qabot.answering.features import Asked, feature_rows, take_apart
from qabot.answering.following import own_words, own_words_first
from qabot.answering.kinds import Kind
from qabot.answering.tolls import differing_tolls, said_to_differ
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
    marked = Marked(reader, retrieved.query.text, listed)
    scores = _scores(rows, weights, marked)
    known = signals(question, listed, rows, scores, marked.best_with_before(scores))
    sure = confidence(weights.confidence, known) if listed else 0.0
    itself = own_words_first(retrieved.query)
    if itself is not retrieved.query:
        rows = feature_rows(take_apart(itself), listed)
        # The titles behind which they are read tell the topic.
        scores = _scores(rows, weights, Marked(reader, own_words(itself.text), listed))
    return Ranked(question, tuple(listed), rows, scores, known, sure)


def _scores(rows: NDArray[np.float32], weights: Weights, marked: Marked) -> NDArray[np.float32]:
    first: NDArray[np.float32] = rows @ weights.sentence
    read = best_first(first)
    return scored(first, read, read_features(rows, first, read, marked.of(read)) @ weights.read)


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
    counted = ranked.question.kind not in (Kind.PERSON, Kind.PLACE, Kind.COUNTRY, Kind.STATE)
    tolls = differing_tolls(retrieved.query.text, listed) if answered else []
    pairs = differing(listed) if answered and counted else []
    differ = [tolls] if tolls else []
    differ += [[one, two] for one, two in pairs if not {one, two} <= {*tolls}]
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
        notices=tuple(said_to_differ(places, listed) for places in differ),
    )


def _cited(number: int, sentence: Sentence) -> Citation:
    """Also in: the copies that have the very sentence, not only most of its passage."""
    said = plain(sentence.text)
    holding = {c.number for c in sentence.candidate.copies if said in plain(c.text)}
    others = [row for row in sentence.candidate.also_in if row.number in holding]
    names = {row.source or row.title: None for row in others}
    names.pop(sentence.article.source, None)
    return replace(
        cite(number, sentence.article, sentence.span),
        also_in=tuple(names),
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
