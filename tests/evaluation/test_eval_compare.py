"""Paired comparison of two runs."""

from __future__ import annotations

import pytest

from qabot.domain import QabotError
from qabot.evaluation.compare import Difference, compare
from qabot.evaluation.records import Record


def records(
    firsts: list[float], confidences: list[float], answered: list[bool], answerable: list[bool]
) -> list[Record]:
    return [
        Record(
            str(number),
            "",
            yes,
            answered=said,
            confidence=sure,
            scores={"gold_first": first} if yes else {},
        )
        for number, (first, sure, said, yes) in enumerate(
            zip(firsts, confidences, answered, answerable, strict=True)
        )
    ]


YES = [True] * 40 + [False] * 20


def before() -> list[Record]:
    return records([1.0, 0.0] * 30, [0.6] * 60, [True] * 30 + [False] * 30, YES)


def found(one: list[Record], other: list[Record]) -> dict[str, Difference]:
    return {item.name: item for item in compare(one, other)}


def test_a_run_does_not_differ_from_itself() -> None:
    for item in compare(before(), before()):
        assert item.change == item.low == item.high == 0.0
        assert not item.sure


def test_point_figures_are_those_of_the_whole_set() -> None:
    after = records(
        [1.0] * 60, [0.9] * 40 + [0.1] * 20, [True] * 40 + [False] * 10 + [True] * 10, YES
    )
    items = found(before(), after)
    assert items["gold_first"].count == 40
    assert (items["gold_first"].before, items["gold_first"].after) == (0.5, 1.0)
    assert (items["abstention_auroc"].before, items["abstention_auroc"].after) == (0.5, 1.0)
    # Before: 10 answerable and 20 unanswerable refused; after: 10 unanswerable.
    assert items["refusal_precision"].before == pytest.approx(20 / 30)
    assert items["refusal_precision"].after == 1.0
    assert (items["refusal_recall"].before, items["refusal_recall"].after) == (1.0, 0.5)
    assert (items["answered_share"].before, items["answered_share"].after) == (0.75, 1.0)


def test_the_interval_is_that_of_the_paired_difference() -> None:
    # 20 of 40 change from 0 to 1: the standard error is sqrt(.5 x .5 / 40) = .079.
    item = found(before(), records([1.0] * 60, [0.6] * 60, [True] * 60, YES))["gold_first"]
    assert item.sure
    assert item.low == pytest.approx(0.5 - 1.96 * 0.079, abs=0.03)
    assert item.high == pytest.approx(0.5 + 1.96 * 0.079, abs=0.03)


def test_a_change_of_two_against_one_is_not_sure() -> None:
    firsts = [1.0, 0.0] * 30
    firsts[0], firsts[1], firsts[3] = 0.0, 1.0, 1.0
    item = found(before(), records(firsts, [0.6] * 60, [True] * 60, YES))["gold_first"]
    assert item.change == pytest.approx(1 / 40)
    assert item.low < 0 < item.high
    assert not item.sure


def test_nothing_refused_has_no_precision() -> None:
    all_answered = records([1.0] * 60, [0.6] * 60, [True] * 60, YES)
    assert "refusal_precision" not in found(all_answered, all_answered)


def test_only_questions_of_both_runs_count() -> None:
    assert found(before()[:10], before())["gold_first"].count == 10
    with pytest.raises(QabotError, match="no question in common"):
        compare(before()[:5], before()[5:])
