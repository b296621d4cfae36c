"""A sentence among its neighbours: which tokens of the passage are its own, before and around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from qabot.answering.candidates import Sentence, spans_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]

_PRONOUN = re.compile(
    r"^[\"'\u201c\u2018]*(?:he|she|it|they|this|that|these|those|his|her|their|its)\b",
    re.IGNORECASE,
)


def continues(text: str) -> bool:
    """Whether a sentence begins with "this", "they": with what the one before speaks of."""
    return _PRONOUN.match(text) is not None


def neighbours(sentence: Sentence) -> tuple[str, str]:
    """The sentences before and after; empty at the ends."""
    spans, text = spans_of(sentence.article.text), sentence.article.text
    at = sentence.index
    before = text[spans[at - 1].start : spans[at - 1].end] if at else ""
    after = text[spans[at + 1].start : spans[at + 1].end] if at + 1 < len(spans) else ""
    return before, after


def best_match(alike: Floats, which: Mask) -> Floats:
    """For each token of the question its best match among some of the passage's: [m]."""
    if not which.any():
        return np.zeros(len(alike), dtype=np.float32)
    best: Floats = alike[:, which].max(axis=1)
    return best


def near(sentence: Sentence) -> Mask:
    """Which tokens are of the title, and of the sentences before and after that its passage holds."""
    candidate = sentence.candidate
    encoded = candidate.encoded
    assert encoded is not None
    spans = spans_of(sentence.article.text)
    first = spans[max(0, sentence.index - 1)].start
    last = spans[min(len(spans) - 1, sentence.index + 1)].end
    shift = candidate.lead - candidate.passage.start
    offsets = encoded.offsets
    found: Mask = (offsets[:, 1] <= candidate.lead) | (
        (offsets[:, 0] >= first + shift) & (offsets[:, 1] <= last + shift)
    )
    return found


def closeness(question: Floats, tokens: Floats) -> float:
    """Cosine of a question's vector and of the mean of tokens[n, d]."""
    mean = tokens.mean(axis=0)
    return float(mean @ question) / (float(np.linalg.norm(mean)) or 1.0)


def with_what_it_continues(sentence: Sentence) -> Floats:
    """Tokens of a sentence, with those of the one before where it begins with "this", "they"."""
    if not continues(sentence.text):
        return sentence.tokens
    assert sentence.candidate.encoded is not None
    return sentence.candidate.encoded.tokens[before(sentence) | sentence.inside]


def before(sentence: Sentence) -> Mask:
    """Which tokens are of the sentence before, if its passage holds it."""
    encoded = sentence.candidate.encoded
    assert encoded is not None
    if not sentence.index:
        return np.zeros(len(encoded.tokens), dtype=bool)
    span = spans_of(sentence.article.text)[sentence.index - 1]
    shift = sentence.candidate.lead - sentence.candidate.passage.start
    offsets = encoded.offsets
    inside: Mask = (offsets[:, 0] >= max(span.start + shift, sentence.candidate.lead)) & (
        offsets[:, 1] <= span.end + shift
    )
    return inside
