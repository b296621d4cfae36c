"""Which sentences are read with the question, and what becomes of their scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from qabot.answering.candidates import Sentence
from qabot.answering.closely import (
    READ,
    READ_NAMES,
    Marked,
    Marks,
    best_first,
    read_features,
    readable,
    scored,
)
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


class Telling:
    """Reads by a list; keeps what was read."""

    def __init__(self, marks: dict[str, float]) -> None:
        self.marks, self.read = marks, list[str]()

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        self.read += texts
        return np.array([self.marks[text] for text in texts], dtype=np.float32)


def test_where_a_title_tells_the_answer_sentences_are_read_without_it() -> None:
    listed = [
        Said("Ann wins", "She ran."),
        Said("Ann wins", "Ann beat Bea."),
        Said("", "It rained."),
    ]
    reader = Telling({"Ann wins.": 6.2, "She ran.": -3.0, "Ann beat Bea.": 5.0, "It rained.": -9.0})
    marked = Marked(reader, "who won?", cast(list[Sentence], listed))
    marks = marked.of([0, 1, 2])
    assert marks.own.tolist() == [-3.0, 5.0, -9.0]
    assert np.allclose(marks.title, [6.2, 6.2, -9.0])
    assert marked.best_with_before(marks.own) == 5.0
    marked.of([1, 0])
    assert len(reader.read) == len(set(reader.read)) == 4


def test_a_title_that_does_not_tell_it_is_read_once_and_sentences_stay_behind_it() -> None:
    listed = [Said("Race day", "Ann won."), Said("Race day", "It rained.")]
    reader = Telling({"Race day. Ann won.": 6.0, "Race day. It rained.": -4.0, "Race day.": -1.0})
    marks = Marked(reader, "who won?", cast(list[Sentence], listed)).of([0, 1])
    assert marks.own.tolist() == [6.0, -4.0]
    assert len(reader.read) == 3
    assert Marked(reader, "who won?", []).of([]).own.shape == (0,)


def test_features_of_what_was_read() -> None:
    rows = np.zeros((3, len(NAMES)), dtype=np.float32)
    rows[2] = 1.0
    first = np.array([0.5, 9.0, 3.0], dtype=np.float32)
    own, title = np.array([[-5.0, 5.0], [-10.0, 5.0]], dtype=np.float32)
    table = read_features(rows, first, [2, 0], Marks(own, title))
    assert table.shape == (2, len(READ_NAMES))
    assert table[0, : len(NAMES)].tolist() == [1.0] * len(NAMES)
    assert table[:, len(NAMES) :].tolist() == [
        [3.0, -1.0, -2.0, 0.0, 1.0],
        [0.5, 1.0, 0.0, 1.0, 0.0],
    ]


def test_what_was_not_read_comes_after_in_its_own_order() -> None:
    first = np.array([1.0, 4.0, 3.0, 2.0], dtype=np.float32)
    scores = scored(first, [1, 2], np.array([0.5, 0.7], dtype=np.float32))
    assert np.argsort(-scores).tolist() == [2, 1, 3, 0]
    assert scores[3] < scores[1] - 50
    nothing = np.array([], dtype=np.float32)
    assert scored(nothing, [], nothing).shape == (0,)
