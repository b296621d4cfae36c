"""Late interaction: how well each token of a question is met by tokens of a text.

MaxSim of Khattab and Zaharia (ColBERT, 2020), with each question token weighted by how rare its
word is in the corpus.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qabot.retrieval.words import Term

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

STOP_WEIGHT = 0.12
"""Weight of a question token outside all terms, where the rarest term has 1."""


def rarity(frequency: int, passages: int) -> float:
    """Inverse document frequency as in BM25 (Robertson and Sparck Jones): at least 0.01."""
    return max(0.01, math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5)))


def token_weights(
    offsets: NDArray[np.int32], found: Sequence[Term], rare: Sequence[float]
) -> Floats:
    """Weight of each question token, offsets[n, 2]; they sum to 1 unless there are none."""
    weights = np.full(len(offsets), STOP_WEIGHT, dtype=np.float32)
    highest = max(rare, default=1.0)
    for term, value in zip(found, rare, strict=True):
        inside = (offsets[:, 0] >= term.span.start) & (offsets[:, 1] <= term.span.end)
        count = int(inside.sum())
        if count:
            # A name of many pieces is one word still, though each piece must be met.
            weights[inside] = max(STOP_WEIGHT, value / highest) / math.sqrt(count)
    total = float(weights.sum())
    return weights / total if total else weights


def max_similarity(question: Floats, tokens: Floats) -> Floats:
    """For each token of question[m, d] the cosine of its best match among tokens[n, d]: [m]."""
    if not len(tokens):
        return np.zeros(len(question), dtype=np.float32)
    best: Floats = (question @ tokens.T).max(axis=1)
    return best
