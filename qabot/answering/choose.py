"""Which sentences to show: the best, then others that add something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qabot.answering.candidates import Sentence
from qabot.retrieval.words import stems, stop_stems

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAR = 2.5
"""How far below the best score a sentence may be and still be shown."""
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
REPEATS = 0.7
"""Share of a sentence's content words that may have been said already."""


def choose(
    listed: Sequence[Sentence], scores: NDArray[np.float32], most: int, *, near: float = NEAR
) -> list[int]:
    """Rows of the sentences to show, best first: at most ``most``."""
    chosen: list[int] = []
    said: list[tuple[Sentence, set[str]]] = []
    for row in np.argsort(-scores):
        if len(chosen) == most or (chosen and scores[row] < scores[chosen[0]] - near):
            break
        words = {word for word in stems(listed[row].text) if word not in stop_stems()}
        if any(_repeats(listed[row], words, *before) for before in said):
            continue
        chosen.append(int(row))
        said.append((listed[row], words))
    return chosen


def _repeats(sentence: Sentence, words: set[str], other: Sentence, said: set[str]) -> bool:
    """Whether it says again what was said. Other figures in another article are no repetition:
    where outlets contradict each other, both are shown."""
    if len(words & said) <= REPEATS * min(len(words), len(said)):
        return False
    if sentence.article.number == other.article.number:
        return True
    figures, others = set(_FIGURE.findall(sentence.text)), set(_FIGURE.findall(other.text))
    return not (figures and others and figures - others and others - figures)
