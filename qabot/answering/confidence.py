"""How likely it is that the chosen sentences answer the question."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from qabot.answering.candidates import Sentence
from qabot.answering.features import NAMES, Asked
from qabot.retrieval.interaction import max_similarity
from qabot.retrieval.words import stems

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIGNALS = (
    "score",
    "lead",
    "interaction",
    "interaction_least",
    "embedding",
    "overlap_neighbour",
    "kind",
    "passage_interaction",
    "passage_meaning",
    "passage_least",
    "passage_rarest",
    "passage_missing",
    "number_missing",
    "unknown_word",
    "words_score",
    "passages_agree",
    "asks_kind",
    "terms",
)
"""What confidence is computed from, in order."""


def signals(
    question: Asked,
    listed: Sequence[Sentence],
    rows: NDArray[np.float32],
    scores: NDArray[np.float32],
) -> dict[str, float]:
    """The signals of a question with its sentences, rows of features and scores."""
    if not len(listed):
        return dict.fromkeys(SIGNALS, 0.0)
    order = np.argsort(-scores)
    best = int(order[0])
    feature = dict(zip(NAMES, rows[best].tolist(), strict=True))
    candidate = listed[best].candidate
    encoded = candidate.encoded
    assert encoded is not None
    query = question.query
    matched = max_similarity(query.encoded.tokens, encoded.tokens)
    heavy = query.weights >= 0.5 * query.weights.max() if len(matched) else query.weights > 0
    words = set(stems(candidate.hit.text)) | set(stems(candidate.article.title))
    covered = {w: r for w, r in zip(question.stems, question.rarities, strict=True) if w in words}
    rarest = max(zip(question.rarities, question.stems, strict=True), default=(0.0, ""))[1]
    firsts: dict[int, float] = {}
    for sentence in listed:
        firsts.setdefault(sentence.rank, sentence.candidate.ranking.rerank or 0.0)
    tops = sorted(firsts.values(), reverse=True)
    return {
        "score": float(scores[best]),
        "lead": float(scores[best] - scores[order[min(4, len(order) - 1)]]),
        "interaction": feature["interaction"],
        "interaction_least": feature["interaction_least"],
        "embedding": feature["embedding"],
        "overlap_neighbour": feature["overlap_neighbour"],
        "kind": feature["kind"],
        "passage_interaction": candidate.ranking.rerank or 0.0,
        "passage_meaning": float(encoded.vector @ query.encoded.vector),
        "passage_least": float(matched[heavy].min()) if len(matched) else 0.0,
        "passage_rarest": 1.0 if rarest in covered else 0.0,
        "passage_missing": _missing(question, words),
        "number_missing": _number_missing(question, words, candidate.article.published),
        "unknown_word": max((r >= query.rarest for r in query.rarities), default=False) * 1.0,
        "words_score": (candidate.ranking.words or 0.0) / (sum(query.rarities) or 1.0),
        "passages_agree": tops[1] / tops[0] if len(tops) > 1 and tops[0] > 0 else 0.0,
        "asks_kind": 0.0 if question.kind == "other" else 1.0,
        "terms": min(len(question.stems), 12) / 12,
    }


def _missing(question: Asked, words: set[str]) -> float:
    """How much of the question's rare words is absent; squared, so that one rare word tells."""
    total = sum(rare**2 for rare in question.rarities) or 1.0
    pairs = zip(question.stems, question.rarities, strict=True)
    return sum(rare**2 for word, rare in pairs if word not in words) / total


def _number_missing(question: Asked, words: set[str], published: date | None) -> float:
    """Whether the question has a number, a year for instance, that the article has not."""
    numbers = {word for word in question.stems if word.isdigit()}
    known = words | ({str(published.year)} if published else set())
    return 1.0 if numbers - known else 0.0


def confidence(weights: Mapping[str, float], known: Mapping[str, float]) -> float:
    """Probability, 0 to 1, that the question is answered: logistic regression."""
    total = weights["bias"] + sum(weights.get(name, 0.0) * known[name] for name in SIGNALS)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
