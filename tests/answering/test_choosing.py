"""Votes and the choice of sentences, against hand-made cases."""

from contextlib import closing
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from qabot.answering.candidates import Sentence, plain
from qabot.answering.choose import choose, differing
from qabot.answering.confidence import ALL_WORDS, SIGNALS, confidence
from qabot.answering.features import NAMES
from qabot.answering.votes import Voter, votes
from qabot.answering.weights import load_weights
from qabot.domain import Answered, Article
from qabot.library import Library
from qabot.text import figures_of


class Said:
    """As much of a sentence as choosing looks at."""

    def __init__(self, text: str, article: int = 1) -> None:
        self.text = text
        self.article = Article("Dock strike", text, number=article)


def listed(*texts: str) -> list[Sentence]:
    return [cast(Sentence, Said(text)) for text in texts]


def test_best_first_and_not_more_than_asked() -> None:
    texts = listed("Ships left the harbour.", "Trains stood still.", "Dockers voted yes.")
    assert choose(texts, np.array([1.0, 3.0, 2.0], dtype=np.float32), 2) == [1, 2]


def test_what_repeats_is_left_out() -> None:
    texts = listed(
        "The union accepted six per cent.",
        "Six per cent was accepted by the union.",
        "Forty ships were waiting in the bay.",
    )
    assert choose(texts, np.array([3.0, 2.9, 2.5], dtype=np.float32), 4) == [0, 2]


@pytest.mark.parametrize(("article", "expected"), [(2, [0, 1]), (1, [0])])
def test_figures_that_contradict_in_two_articles_are_both_shown(
    article: int, expected: list[int]
) -> None:
    said = [
        Said("The fire in the harbour killed 12 dockers.", 1),
        Said("The fire in the harbour killed 15 dockers.", article),
        Said("The fire in the harbour killed 12 dockers, they said.", 3),
    ]
    scores = np.array([3.0, 2.9, 2.8], dtype=np.float32)
    assert choose(cast(list[Sentence], said), scores, 4) == expected


def test_articles_that_differ_in_a_figure_are_named() -> None:
    said = [
        Said("The fire in the harbour killed 12 dockers.", 1),
        Said("Forty ships were waiting in the bay.", 2),
        Said("The fire in the harbour killed 15 dockers.", 2),
        Said("The fire in the harbour killed 12 dockers, they said.", 3),
        Said("The fire in the harbour killed 9 dockers.", 1),
    ]
    assert differing(cast(list[Sentence], said)) == [(0, 2), (2, 3), (2, 4), (3, 4)]


def test_an_answer_says_that_outlets_differ(tmp_path: Path) -> None:
    for outlet, dead in (("Gazette", 12), ("Courier", 15)):
        (tmp_path / f"{outlet}.md").write_text(
            f"---\ntitle: Harbour fire\nsource: {outlet}\npublished: 2023-05-0{dead - 10}\n---\n\n"
            f"The fire in the harbour of Port Meridian killed {dead} dockers on Monday night. "
            f"{outlet} readers sent pictures of the smoke.\n",
            encoding="utf-8",
        )
    with closing(Library(tmp_path)) as library:
        library.sync()
        *_, last = library.ask("how many dockers did the fire in the harbour kill?")
    assert isinstance(last, Answered)
    (said,) = last.answer.notices
    newest = next(c.number for c in last.answer.citations if c.source == "Courier")
    assert said == f"[1] and [2] give different figures; the newest is [{newest}], of 5 May 2023."


def test_figures_spelled_out_differ_too() -> None:
    said = [
        Said("The fire in the harbour killed seven dockers.", 1),
        Said("The fire in the harbour killed nine dockers.", 2),
        Said("The fire in the harbour killed 9 dockers.", 3),
    ]
    assert differing(cast(list[Sentence], said)) == [(0, 1), (0, 2)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("One of the 1,200 men drank 2.5 litres.", {"1200", "2.5"}),
        ("Seventy-five men and twelve women", {"75", "12"}),
        ("No figures here.", set()),
    ],
)
def test_figures_of_a_text(text: str, figures: set[str]) -> None:
    assert figures_of(text) == figures


def test_what_is_far_worse_is_left_out() -> None:
    texts = listed("Dockers voted yes.", "It rained on Monday.")
    assert choose(texts, np.array([9.0, 1.0], dtype=np.float32), 4) == [0]
    assert choose([], np.zeros(0, dtype=np.float32), 4) == []


def test_an_answer_that_others_name_gets_their_votes() -> None:
    said = [
        Voter(frozenset({"haley", "run"}), (("haley",),)),
        Voter(frozenset({"nikki", "haley"}), (("nikki", "haley"),)),
        Voter(frozenset({"pence", "run"}), (("pence",),)),
        Voter(frozenset({"run"}), ()),
    ]
    others, first = votes(said, np.array([0.7, 0.7, 0.7, 0.7], dtype=np.float32))
    assert others.tolist() == pytest.approx([0.25, 0.125, 0.0, 0.0])
    assert first.tolist() == [1.0, 0.0, 0.0, 0.0]


def test_the_weights_are_of_these_features() -> None:
    weights = load_weights()
    assert len(weights.sentence) == len(NAMES)
    assert set(weights.confidence) == {*SIGNALS, "bias"}


def test_confidence_is_a_probability_with_a_floor_for_all_words() -> None:
    weights = load_weights().confidence
    nothing = dict.fromkeys(SIGNALS, 0.0)
    assert confidence(weights, nothing) < 0.01
    assert confidence(weights, {**nothing, "all_words": 1.0}) == ALL_WORDS
    assert confidence(weights, dict.fromkeys(SIGNALS, 100.0)) <= 1.0


def test_copies_of_a_sentence_are_equal_without_their_marks() -> None:
    assert plain("“The vote,  he said.”") == plain('"the VOTE he said"')
