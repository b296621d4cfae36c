"""Vectors of texts: right, the same in any company, and made side by side."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from qabot.domain import Cancel, Cancelled
from qabot.embedding.minilm import MiniLM

REFERENCE = Path(__file__).parent / "reference_vectors.json"
# 8-bit activations and 7-bit weights; measured lowest .987 (an empty text), others .991 to .998.
LOWEST_COSINE = 0.98
TEXTS = [f"Report {number}: " + "the river rose again. " * (number % 17) for number in range(20)]


def embed(minilm: MiniLM, text: str) -> np.ndarray:
    return np.array(minilm.embed_query(text), dtype=np.float32)


def test_vectors_point_where_those_of_the_original_model_do(minilm: MiniLM) -> None:
    rows = json.loads(REFERENCE.read_text(encoding="utf-8"))
    assert len(rows) == 10
    original = np.array([row["vector"] for row in rows])
    ours = minilm.embed_array([row["text"] for row in rows])
    assert (ours * original).sum(axis=1).min() > LOWEST_COSINE
    # Neighbours stay neighbours: similarities move by little.
    assert np.abs(ours @ ours.T - original @ original.T).max() < 0.05


def test_meaning_is_nearer_than_words(minilm: MiniLM) -> None:
    question, answer, other = minilm.embed_array(
        ["Who leads the company?", "Its chief executive is Ann Lee.", "The company of foxes."]
    )
    assert question @ answer > question @ other


def test_array_has_one_row_of_length_one_a_text(minilm: MiniLM) -> None:
    vectors = minilm.embed_array(TEXTS)
    assert vectors.shape == (20, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_nothing_gives_an_empty_array(minilm: MiniLM) -> None:
    assert minilm.embed_array([]).shape == (0, 384)
    assert minilm.embed_documents([]) == []
    assert minilm.encode([]) == []


@pytest.mark.parametrize("workers", [1, 3])
def test_vector_is_the_same_alone_and_in_company(workers: int) -> None:
    minilm = MiniLM(workers=workers)
    together = minilm.embed_array(TEXTS)
    alone = np.stack([embed(minilm, text) for text in TEXTS])
    assert np.array_equal(together, alone)
    assert np.array_equal(minilm.embed_array(TEXTS[::-1])[::-1], alone)
    assert np.array_equal(np.stack([e.vector for e in minilm.encode(TEXTS)]), alone)
    assert np.array_equal(np.array(minilm.embed_documents(TEXTS), dtype=np.float32), alone)


def test_many_threads_may_call_at_once(minilm: MiniLM) -> None:
    expected = minilm.embed_array(TEXTS)

    def call(turn: int) -> bool:
        if turn % 2:
            return np.array_equal(minilm.embed_array(TEXTS), expected)
        return np.array_equal(minilm.encode([TEXTS[turn]])[0].vector, expected[turn])

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(call, range(8)))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "\ufffd", "​", "🏳️‍🌈" * 50, "a" * 5000])
def test_odd_texts_have_a_vector(minilm: MiniLM, text: str) -> None:
    vector = embed(minilm, text)
    assert np.isfinite(vector).all()
    assert abs(np.linalg.norm(vector) - 1) < 1e-5


def test_long_text_is_cut_at_the_most_tokens(minilm: MiniLM) -> None:
    words = "rain " * (minilm.max_tokens - 2)
    assert minilm.count_tokens([words, words + "sun", ""]) == [
        minilm.max_tokens,
        minilm.max_tokens + 1,
        2,
    ]
    assert minilm.embed_query(words) == minilm.embed_query(words + "sun")
    shorter = "rain " * (minilm.max_tokens - 3)
    assert minilm.embed_query(shorter) != minilm.embed_query(shorter + "sun")


class Stop(Exception):
    """What a caller raises to stop."""


def check_that_stops_at(call: int) -> tuple[Callable[[], None], list[int]]:
    calls: list[int] = []

    def check() -> None:
        calls.append(threading.get_ident())
        if len(calls) == call:
            raise Stop

    return check, calls


@pytest.mark.parametrize("workers", [1, 3])
def test_check_stops_the_work(workers: int) -> None:
    minilm = MiniLM(workers=workers)
    started = []
    plain = minilm._vector

    def counted(text: str) -> np.ndarray:
        started.append(text)
        return plain(text)

    minilm._vector = counted  # type: ignore[method-assign]
    check, calls = check_that_stops_at(4)
    with pytest.raises(Stop):
        minilm.embed_array([f"text {number} " * 20 for number in range(400)], check=check)
    assert len(calls) == 4
    assert set(calls) == {threading.get_ident()}
    assert len(started) < 100
    assert minilm.embed_array(["after", "that"]).shape == (2, 384)


def test_cancel_token_is_a_check(minilm: MiniLM) -> None:
    cancel = Cancel()
    assert minilm.embed_array(["a", "b"], check=cancel.check).shape == (2, 384)
    cancel.set()
    with pytest.raises(Cancelled):
        minilm.embed_array(["a", "b"], check=cancel.check)


def test_error_in_a_helping_thread_is_raised() -> None:
    minilm = MiniLM(workers=2)
    with pytest.raises(TypeError):
        minilm.embed_array(["one", None, "two", None] * 20)  # type: ignore[list-item]
