"""What is known of a sentence as an answer: numbers that the scoring weighs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from qabot.answering.candidates import Sentence
from qabot.answering.context import before, best_match, closeness, continues, near, neighbours
from qabot.answering.kinds import Kind, asked, found, names
from qabot.answering.votes import Voter, votes
from qabot.domain import Span
from qabot.retrieval.search import INTERACTION_WEIGHT, Query
from qabot.retrieval.words import stem, stems, stop_stems

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAMES = (
    "interaction",
    "interaction_least",
    "interaction_neighbour",
    "embedding",
    "overlap",
    "overlap_neighbour",
    "overlap_title",
    "bigrams",
    "kind",
    "kind_time",
    "kind_number",
    "kind_person",
    "kind_place",
    "kind_country",
    "kind_name",
    "kind_reason",
    "kind_speech",
    "kind_list",
    "new_names",
    "passage_score",
    "passage_interaction",
    "passage_first",
    "article_first",
    "position",
    "opening",
    "short",
    "long",
    "prose",
    "question_mark",
    "pronoun",
    "all_known",
    "full_name",
    "vote",
    "vote_first",
    "interaction_before",
    "continues",
    "interaction_gap",
    "interaction_best",
    "neighbour_gap",
    "neighbour_best",
    "embedding_gap",
    "embedding_best",
    "overlap_gap",
    "overlap_best",
)
"""Names of the features, in their order."""
_COMPARED = ("interaction", "interaction_neighbour", "embedding", "overlap")
"""Features that are also compared with the best of all sentences: how far below, and whether best.
Their pairs end ``NAMES``, in this order."""
_VOTED = frozenset(
    (Kind.PERSON, Kind.PLACE, Kind.COUNTRY, Kind.STATE, Kind.NAME, Kind.NUMBER, Kind.TIME)
)
_LETTER_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, taken apart once for all sentences."""

    query: Query
    kind: Kind
    stems: tuple[str, ...]
    """Of its content words."""
    rarities: tuple[float, ...]
    """Of each stem; they sum to 1."""
    pairs: frozenset[tuple[str, str]]
    known: frozenset[str]
    """Stems of all its words: what an answer must go beyond."""


def take_apart(query: Query) -> Asked:
    """Prepare a question for ``feature_rows``."""
    weight: dict[str, float] = {}
    for term, rare in zip(query.terms, query.rarities, strict=True):
        for part in term.stems:
            if part not in stop_stems() or len(term.stems) == 1:
                weight[part] = max(weight.get(part, 0.0), rare / len(term.stems) ** 0.5)
    total = sum(weight.values()) or 1.0
    words = stems(query.text)
    content = [word for word in words if word in weight]
    return Asked(
        query,
        asked(query.text),
        tuple(weight),
        tuple(value / total for value in weight.values()),
        frozenset(pairwise(content)),
        frozenset(words),
    )


def feature_rows(question: Asked, listed: Sequence[Sentence]) -> NDArray[np.float32]:
    """Features of each sentence: [sentences, len(NAMES)], each about -1 to 1."""
    rows = np.zeros((len(listed), len(NAMES)), dtype=np.float32)
    alone = len(NAMES) - 2 * len(_COMPARED)
    alike: dict[int, NDArray[np.float32]] = {}  # of all tokens of a passage, once
    for row, sentence in zip(rows, listed, strict=True):
        if sentence.rank not in alike:
            assert sentence.candidate.encoded is not None
            tokens = sentence.candidate.encoded.tokens
            alike[sentence.rank] = question.query.encoded.tokens @ tokens.T
        row[:alone] = _features(question, sentence, alike[sentence.rank])
    if len(listed):
        rows[:, NAMES.index("vote")], rows[:, NAMES.index("vote_first")] = votes(
            [_voters(question, sentence) for sentence in listed],
            rows[:, NAMES.index("interaction_neighbour")],
        )
        for place, name in enumerate(_COMPARED):
            gap = rows[:, NAMES.index(name)] - rows[:, NAMES.index(name)].max()
            rows[:, alone + 2 * place] = gap
            rows[:, alone + 2 * place + 1] = gap > -1e-6
    return rows


def _voters(question: Asked, sentence: Sentence) -> Voter:
    text = sentence.text
    spans = found(question.kind, text) if question.kind in _VOTED else []
    possible = [
        tuple(w for w in stems(text[s.start : s.end]) if w not in question.known) for s in spans
    ]
    return Voter(frozenset(_stems_of(text)), tuple(words for words in possible if words))


def _full_name(question: Asked, text: str, fresh: Sequence[Span]) -> bool:
    """Whether it has a name of two words or more, where a person is asked for."""
    return question.kind is Kind.PERSON and any(
        " " in text[span.start : span.end] for span in fresh
    )


@lru_cache(maxsize=4096)
def _stems_of(text: str) -> tuple[str, ...]:
    """Stems of a sentence: each is its neighbours' neighbour too."""
    return tuple(stems(text))


def _features(question: Asked, sentence: Sentence, alike: NDArray[np.float32]) -> list[float]:
    """``alike``: cosines of the question's tokens and the passage's, [m, n]."""
    query, candidate = question.query, sentence.candidate
    text = sentence.text
    matched = best_match(alike, sentence.inside)
    interaction = float(matched @ query.weights)
    heavy = query.weights >= 0.5 * query.weights.max() if len(query.weights) else query.weights
    least = float(matched[heavy].min()) if len(matched) else 0.0
    previous, following = neighbours(sentence)
    around = best_match(alike, near(sentence))
    embedding = closeness(query.encoded.vector, sentence.tokens)
    own = _stems_of(text)
    spans = found(question.kind, text)
    fresh = [span for span in spans if _is_new(question, text, span)]
    kind = 1.0 if fresh else 0.0
    rank = candidate.ranking
    words = len(text.split())
    leading = best_match(alike, before(sentence))
    led = float(leading @ query.weights)
    new_names = sum(_is_new(question, text, span) for span in names(text))
    return [
        interaction,
        least,
        float(np.maximum(matched, 0.9 * around) @ query.weights),
        embedding,
        _covered(question, own),
        _covered(question, (*own, *_stems_of(previous), *_stems_of(following))),
        _covered(question, _stems_of(sentence.article.title)),
        _pairs(question, own),
        kind,
        kind * (question.kind is Kind.TIME),
        kind * (question.kind is Kind.NUMBER),
        kind * (question.kind is Kind.PERSON),
        kind * (question.kind is Kind.PLACE),
        kind * (question.kind in (Kind.COUNTRY, Kind.STATE)),
        kind * (question.kind is Kind.NAME),
        kind * (question.kind is Kind.REASON),
        kind * (question.kind is Kind.SPEECH),
        kind * (question.kind is Kind.LIST),
        min(new_names, 4) / 4,
        rank.fused - INTERACTION_WEIGHT * (rank.rerank or 0.0),
        rank.rerank or 0.0,
        1.0 if sentence.rank == 0 else 0.0,
        1.0 / (1 + sentence.rank),
        1.0 / (1 + sentence.index),
        1.0 if sentence.index < 3 else 0.0,
        max(0.0, (12 - words) / 12),
        min(1.0, max(0.0, (words - 40) / 40)),
        1.0 if is_prose(text) else 0.0,
        1.0 if text.rstrip("\"'\u201d\u2019)").endswith("?") else 0.0,
        1.0 if continues(text) else 0.0,
        1.0 if set(own) <= question.known | stop_stems() else 0.0,
        1.0 if _full_name(question, text, fresh) else 0.0,
        0.0,
        0.0,
        led,
        led if continues(text) else 0.0,
    ]


def _covered(question: Asked, words: Sequence[str]) -> float:
    have = set(words)
    pairs = zip(question.stems, question.rarities, strict=True)
    return sum(rare for word, rare in pairs if word in have)


def _pairs(question: Asked, words: Sequence[str]) -> float:
    if not question.pairs:
        return 0.0
    content = [word for word in words if word not in stop_stems()]
    have = set(pairwise(content))
    return len(question.pairs & have) / len(question.pairs)


def _is_new(question: Asked, text: str, span: Span) -> bool:
    """Whether a span has a word that the question does not have."""
    if question.kind in (Kind.REASON, Kind.SPEECH):
        return True
    return any(word not in question.known for word in stems(text[span.start : span.end]))


def is_prose(text: str) -> bool:
    """Whether it reads as a sentence, not as caption, heading, byline or list of links."""
    words = _LETTER_WORD.findall(text)
    if len(words) < 4 or text.rstrip()[-1] not in ".!?\"\u201d\u2019')\u2026":
        return False
    lower = sum(word[0].islower() for word in words)
    return lower >= 0.4 * len(words) and any(stem(word) for word in words)
