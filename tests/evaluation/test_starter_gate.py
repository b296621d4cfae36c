"""Answers about the starter corpus must not get worse."""

from __future__ import annotations

from pathlib import Path

import pytest

from qabot.domain import Progress
from qabot.evaluation.evaluate import evaluate_set
from qabot.evaluation.result import Result

ROOT = Path(__file__).parents[2]
FLOORS = {
    "hit@1": 0.95,
    "gold_first": 0.70,
    "gold_shown": 0.86,
    "abstention_auroc": 0.80,
    "refusal_recall": 0.50,
    "answered_share": 0.82,
    "quotes_verbatim": 1.0,
}
"""A little below what is reached; raise them when answers get better."""


@pytest.fixture(scope="module")
def starter() -> Result:
    def said(step: Progress) -> None:
        pass

    return evaluate_set(
        ROOT / "tests" / "data" / "starter_questions.jsonl", ROOT / "corpus", None, None, None, said
    )


@pytest.mark.slow
def test_no_question_fails_and_every_article_named_is_there(starter: Result) -> None:
    assert starter.figures["failed"] == 0
    assert starter.notices == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_figures_hold(starter: Result, name: str) -> None:
    value = starter.figures[name]
    assert value is not None
    assert value >= FLOORS[name]
