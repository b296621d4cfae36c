"""How likely it is that the chosen sentences answer the question."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from qabot.answering.candidates import Sentence
from qabot.answering.context import closeness, with_what_it_continues
from qabot.answering.features import NAMES, Asked
from qabot.domain import Article
from qabot.retrieval.interaction import max_similarity
from qabot.retrieval.words import stems, stop_stems

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIGNALS = (
    "score",
    "interaction",
    "embedding",
    "passage_interaction",
    "passage_meaning",
    "passage_least",
    "overlap_neighbour",
    "kind",
    "number_missing",
    "passages_agree",
    "asks_kind",
    "terms",
    "names_missing",
    "reader",
)
"""What confidence is computed from, in order."""
# A word within the question that may be a name: those with a capital are.
_NAMED = re.compile(r"(?<=\s)[^\W\d_][^\W_]+")
_LEAST = 12.0
"""The reader says from about -12 (nothing to do with it) to 12."""
ALL_WORDS = 0.5
"""Least confidence where the best sentence has every content word of the question, two at least:
of such questions 1.0 (news), .74 (clapnq), .61 (squad2), .92 (starter) are answerable."""


def signals(
    question: Asked,
    listed: Sequence[Sentence],
    rows: NDArray[np.float32],
    scores: NDArray[np.float32],
    mark: float | None,
) -> dict[str, float]:
    """The signals of a question with its sentences, rows of features and scores.

    ``mark``: the most that the reader says of any, None if it read nothing.
    """
    if not len(listed):
        return dict.fromkeys(SIGNALS, 0.0)
    order = np.argsort(-scores)
    best = int(order[0])
    feature = dict(zip(NAMES, rows[best].tolist(), strict=True))
    candidate = listed[best].candidate
    encoded = candidate.encoded
    assert encoded is not None
    query = question.query
    together = with_what_it_continues(listed[best])
    matched = max_similarity(query.encoded.tokens, encoded.tokens)
    heavy = query.weights >= 0.5 * query.weights.max() if len(matched) else query.weights > 0
    words = set(stems(candidate.hit.text)) | set(stems(candidate.article.title))
    firsts: dict[int, float] = {}
    for sentence in listed:
        firsts.setdefault(sentence.rank, sentence.candidate.ranking.rerank or 0.0)
    tops = sorted(firsts.values(), reverse=True)
    return {
        "score": float(scores[best]),
        "interaction": float(max_similarity(query.encoded.tokens, together) @ query.weights),
        "embedding": closeness(query.encoded.vector, together),
        "overlap_neighbour": feature["overlap_neighbour"],
        "kind": feature["kind"],
        "passage_interaction": candidate.ranking.rerank or 0.0,
        "passage_meaning": float(encoded.vector @ query.encoded.vector),
        "passage_least": float(matched[heavy].min()) if len(matched) else 0.0,
        "number_missing": _number_missing(question, words, candidate.article.published),
        "passages_agree": tops[1] / tops[0] if len(tops) > 1 and tops[0] > 0 else 0.0,
        "asks_kind": 0.0 if question.kind == "other" else 1.0,
        "terms": min(len(question.stems), 12) / 12,
        "names_missing": _names_missing(question, candidate.article),
        "reader": 0.0 if mark is None else max(0.0, mark + _LEAST) / (2 * _LEAST),
        "all_words": float(feature["overlap"] > 0.999 and _says_something(question)),
    }


def _says_something(question: Asked) -> bool:
    """Whether it has two content words: without any its stop words are searched."""
    return sum(word not in stop_stems() for word in question.stems) > 1


def _names_missing(question: Asked, article: Article) -> float:
    """Share of the question's names that the article has nowhere."""
    named = [word for word in _NAMED.findall(question.query.text) if word[0].isupper()]
    found = [stems(word)[0] for word in named]
    if not named:
        return 0.0
    words = {*stems(article.title), *stems(article.text)}
    missing = [word for word, plain in zip(named, found, strict=True) if plain not in words]
    if missing:
        whole = f"{article.title}\n{article.text}"
        missing = [word for word in missing if not _stands_for(word, whole)]
    return len(missing) / len(named)


def _stands_for(word: str, text: str) -> bool:
    """Whether a text has what a short name stands for: WHO, UK, Fed."""
    if word.isupper():
        between = r"\s+(?:(?:of|the|and|for|on|in|de)\s+){0,2}"
        return re.search(between.join(rf"\b{letter}[^\W\d_]+" for letter in word), text) is not None
    return len(word) in (3, 4) and re.search(rf"\b{word}[^\W\d_]{{3,}}\b", text) is not None


def _number_missing(question: Asked, words: set[str], published: date | None) -> float:
    """Whether the question has a number, a year for instance, that the article has not."""
    numbers = {word for word in question.stems if word.isdigit()}
    known = words | ({str(published.year)} if published else set())
    return 1.0 if numbers - known else 0.0


def confidence(weights: Mapping[str, float], known: Mapping[str, float]) -> float:
    """Probability, 0 to 1, that the question is answered: logistic regression."""
    total = weights["bias"] + sum(weights.get(name, 0.0) * known[name] for name in SIGNALS)
    sure = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
    return max(sure, ALL_WORDS) if known.get("all_words") else sure
