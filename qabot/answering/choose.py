"""Which sentences to show: the best, then others that add something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qabot.answering.candidates import Sentence
from qabot.retrieval.words import stems, stop_stems
from qabot.text import figures_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAR = 2.5
"""How far below the best score a sentence may be and still be shown."""
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
        words = _words(listed[row])
        if any(_repeats(listed[row], words, *before) for before in said):
            continue
        chosen.append(int(row))
        said.append((listed[row], words))
    return chosen


def differing(shown: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Pairs of sentences, by place, in which two articles say the same with other figures."""
    words = [_words(sentence) for sentence in shown]
    return [
        (one, two)
        for two in range(len(shown))
        for one in range(two)
        if shown[one].article.number != shown[two].article.number
        and _alike(words[one], words[two])
        and _other_figures(shown[one], shown[two])
    ]


def _repeats(sentence: Sentence, words: set[str], other: Sentence, said: set[str]) -> bool:
    """Whether it says again what was said. Other figures in another article are no repetition:
    where outlets contradict each other, both are shown."""
    if not _alike(words, said):
        return False
    if sentence.article.number == other.article.number:
        return True
    return not _other_figures(sentence, other)


def _words(sentence: Sentence) -> set[str]:
    return {word for word in stems(sentence.text) if word not in stop_stems()}


def _alike(words: set[str], said: set[str]) -> bool:
    return len(words & said) > REPEATS * min(len(words), len(said))


def _other_figures(one: Sentence, two: Sentence) -> bool:
    figures, others = figures_of(one.text), figures_of(two.text)
    return bool(figures - others and others - figures)
