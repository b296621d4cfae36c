"""Fusion of the two legs, token weights and late interaction, against hand-made figures."""

import numpy as np
import pytest

from qabot.domain import Span
from qabot.retrieval.fuse import MEANING_WEIGHT, WORDS_WEIGHT, fuse
from qabot.retrieval.interaction import max_similarity, rarity, token_weights
from qabot.retrieval.words import Term


def test_weighted_sum_of_scaled_scores() -> None:
    ranked = dict(fuse([(1, 10.0), (2, 5.0), (3, 0.0)], [(2, 0.9), (4, 0.1)]))
    assert ranked[1].fused == pytest.approx(WORDS_WEIGHT)
    assert ranked[2].fused == pytest.approx(0.5 * WORDS_WEIGHT + MEANING_WEIGHT)
    assert ranked[3].fused == pytest.approx(0.0)
    assert ranked[4].fused == pytest.approx(0.0)
    assert ranked[4].words is None
    assert ranked[4].meaning == 0.1


def test_best_comes_first_and_one_score_counts_fully() -> None:
    assert [id_ for id_, _ in fuse([(7, 3.0)], [])] == [7]
    assert fuse([(7, 3.0)], [])[0][1].fused == pytest.approx(WORDS_WEIGHT)
    assert fuse([], []) == []


def test_rare_words_weigh_more() -> None:
    assert rarity(1, 10_000) > rarity(100, 10_000) > rarity(9_999, 10_000) > 0


def test_weights_sum_to_one_and_pieces_share_their_word() -> None:
    offsets = np.array([[0, 3], [4, 7], [7, 10]], dtype=np.int32)
    found = [Term("fenta", Span(4, 10), ("fenta",))]
    weights = token_weights(offsets, found, [5.0])
    assert weights.sum() == pytest.approx(1.0)
    assert weights[1] == pytest.approx(weights[2])
    assert weights[1] > weights[0]


def test_best_match_of_each_token() -> None:
    question = np.eye(3, dtype=np.float32)[:2]
    tokens = np.array([[0.6, 0.0, 0.8], [0.0, 1.0, 0.0]], dtype=np.float32)
    assert max_similarity(question, tokens).tolist() == pytest.approx([0.6, 1.0])
    assert max_similarity(question, tokens[:0]).tolist() == [0.0, 0.0]
