"""Figures against values worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.evaluation.metrics import (
    auroc,
    calibration_error,
    ndcg,
    percentile,
    precision_recall,
    reciprocal_rank,
    reliability,
)


def test_reciprocal_rank_is_of_the_first_right_one() -> None:
    assert reciprocal_rank([0, 0, 1, 1]) == pytest.approx(1 / 3)
    assert reciprocal_rank([2, 0]) == 1.0
    assert reciprocal_rank([]) == 0.0


def test_reciprocal_rank_ends_at_its_depth() -> None:
    gains = [0.0] * 10 + [1.0]
    assert reciprocal_rank(gains) == 0.0
    assert reciprocal_rank(gains, depth=11) == pytest.approx(1 / 11)


def test_ndcg_ungraded() -> None:
    # Right ones at ranks 2 and 3 of two: (1/log2 3 + 1/log2 4) / (1/log2 2 + 1/log2 3).
    want = (1 / math.log2(3) + 0.5) / (1 + 1 / math.log2(3))
    assert ndcg([0, 1, 1], [1, 1]) == pytest.approx(want) == pytest.approx(0.6934, abs=1e-4)


def test_ndcg_graded() -> None:
    # Grades 1, 3 found of 3, 2, 1: (1 + 3/log2 3) / (3 + 2/log2 3 + 1/2).
    want = (1 + 3 / math.log2(3)) / (3 + 2 / math.log2(3) + 0.5)
    assert ndcg([1, 3], [1, 3, 2]) == pytest.approx(want)
    assert ndcg([3, 2, 1], [1, 2, 3]) == pytest.approx(1.0)


def test_ndcg_counts_no_more_than_ten() -> None:
    assert ndcg([1] * 10, [1] * 25) == pytest.approx(1.0)
    assert ndcg([0] * 10 + [1], [1]) == 0.0
    assert ndcg([0, 0], []) == 0.0


def test_auroc_by_hand() -> None:
    # Of 2 x 2 pairs, .8 beats both, .4 beats .3 only.
    assert auroc([0.8, 0.4, 0.6, 0.3], [True, True, False, False]) == pytest.approx(0.75)
    assert auroc([1, 2], [False, True]) == 1.0
    assert auroc([1, 2], [True, False]) == 0.0


def test_auroc_counts_ties_half() -> None:
    assert auroc([0.5, 0.5, 0.5], [True, False, False]) == pytest.approx(0.5)
    # .7 beats .5, ties with .7; .5 ties with .5, loses to .7: 2 of 4.
    assert auroc([0.7, 0.5, 0.7, 0.5], [True, True, False, False]) == pytest.approx(0.5)
    # .9 wins twice; .5 ties once, wins once: 3.5 of 4.
    assert auroc([0.9, 0.5, 0.5, 0.1], [True, True, False, False]) == pytest.approx(0.875)


def test_auroc_needs_both_kinds() -> None:
    assert auroc([0.1, 0.9], [True, True]) is None
    assert auroc([], []) is None


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=30))
def test_auroc_is_the_share_of_pairs_won(pairs: list[tuple[int, bool]]) -> None:
    high = [score for score, flag in pairs if flag]
    low = [score for score, flag in pairs if not flag]
    found = auroc([score for score, _ in pairs], [flag for _, flag in pairs])
    if not high or not low:
        assert found is None
        return
    won = sum((a > b) + 0.5 * (a == b) for a in high for b in low)
    assert found == pytest.approx(won / (len(high) * len(low)))


def test_precision_and_recall() -> None:
    predicted, true = [True, True, False, False], [True, False, True, True]
    assert precision_recall(predicted, true) == (1 / 2, 1 / 3)
    assert precision_recall([False], [True]) == (None, 0.0)
    assert precision_recall([True], [False]) == (0.0, None)


def test_percentiles_are_interpolated() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.5
    assert percentile([1.0, 2.0, 3.0], 1.0) == 3.0
    assert percentile([7.0], 0.95) == 7.0
    assert percentile([], 0.5) is None


def test_reliability_bins_and_their_gap() -> None:
    curve = reliability([0.05, 0.95, 1.0, 0.93], [False, True, True, False])
    assert [part.count for part in curve] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 3]
    assert curve[9].confidence == pytest.approx(0.96)
    assert curve[9].answerable == pytest.approx(2 / 3)
    assert curve[1].answerable is None
    # (1 x .05 + 3 x (.96 - .6667)) / 4
    assert calibration_error(curve) == pytest.approx((0.05 + 3 * (0.96 - 2 / 3)) / 4)
    assert calibration_error(reliability([], [])) is None
