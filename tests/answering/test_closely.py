"""Which sentences are read with the question, and what becomes of their scores."""

from __future__ import annotations

from typing import cast

import numpy as np

from qabot.answering.candidates import Sentence
from qabot.answering.closely import READ, READ_NAMES, best_first, read_features, readable, scored
from qabot.answering.features import NAMES
from qabot.domain import Article


class Said:
    def __init__(self, title: str, text: str) -> None:
        self.article, self.text = Article(title, text, number=1), text


def test_the_best_are_read_and_no_more_than_time_allows() -> None:
    scores = np.arange(READ + 5, dtype=np.float32)
    read = best_first(scores)
    assert read == sorted(range(5, READ + 5), reverse=True)
    assert best_first(np.array([], dtype=np.float32)) == []


def test_a_sentence_is_read_behind_its_title() -> None:
    assert readable(cast(Sentence, Said("Dock strike", "It ended."))) == "Dock strike. It ended."
    assert readable(cast(Sentence, Said("", "It ended."))) == "It ended."


def test_features_of_what_was_read() -> None:
    rows = np.zeros((3, len(NAMES)), dtype=np.float32)
    rows[2] = 1.0
    first = np.array([0.5, 9.0, 3.0], dtype=np.float32)
    table = read_features(rows, first, [2, 0], np.array([-5.0, 5.0], dtype=np.float32))
    assert table.shape == (2, len(READ_NAMES))
    assert table[0, : len(NAMES)].tolist() == [1.0] * len(NAMES)
    assert table[:, len(NAMES) :].tolist() == [[3.0, -1.0, -2.0, 0.0], [0.5, 1.0, 0.0, 1.0]]


def test_what_was_not_read_comes_after_in_its_own_order() -> None:
    first = np.array([1.0, 4.0, 3.0, 2.0], dtype=np.float32)
    scores = scored(first, [1, 2], np.array([0.5, 0.7], dtype=np.float32))
    assert np.argsort(-scores).tolist() == [2, 1, 3, 0]
    assert scores[3] < scores[1] - 50
    nothing = np.array([], dtype=np.float32)
    assert scored(nothing, [], nothing).shape == (0,)
