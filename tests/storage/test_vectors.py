from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from qabot.domain import Article, Span
from qabot.storage.catalogue import Catalogue
from qabot.storage.errors import DifferentVectors
from qabot.storage.values import Counts

Make = Callable[..., tuple[Article, list[Span]]]
Vectors = Callable[..., NDArray[np.float32]]
Fill = Callable[..., list[int]]


def outbox(catalogue: Catalogue) -> list[tuple[str, int]]:
    return [(row.op, row.passage_id) for row in catalogue.outbox(1000)]


def test_vectors_come_back_by_id_to_half_precision(
    catalogue: Catalogue, make_article: Make, vectors: Vectors
) -> None:
    catalogue.put_articles([make_article("a", 3), make_article("b", 2)])
    assert [p.id for p in catalogue.without_vector(2)] == [1, 2]
    assert [p.id for p in catalogue.without_vector(9, after=3)] == [4, 5]
    given = vectors(5) * 7.0
    catalogue.put_vectors([5, 3, 1, 2, 4], given)
    ids, stored = catalogue.vectors()
    assert ids.tolist() == [1, 2, 3, 4, 5] and stored.dtype == np.float32
    unit = given / np.linalg.norm(given, axis=1, keepdims=True)
    assert np.abs(stored - unit[[2, 3, 1, 4, 0]]).max() < 1e-3
    assert catalogue.without_vector(9) == []
    assert catalogue.counts() == Counts(2, 5, 5)
    assert catalogue.dimension() == 384 and catalogue.vector_count() == 5


def test_the_outbox_follows(catalogue: Catalogue, make_article: Make, fill: Fill) -> None:
    fill(catalogue, ["a", "b"], 2)
    assert outbox(catalogue) == [("add", 1), ("add", 2), ("add", 3), ("add", 4)]
    catalogue.applied(2)
    assert outbox(catalogue) == [("add", 3), ("add", 4)]
    catalogue.put_article(*make_article("a", 2, seed=1))  # changed: its old passages go
    catalogue.remove_article(2)
    assert outbox(catalogue)[2:] == [("delete", 1), ("delete", 2), ("delete", 3), ("delete", 4)]
    assert catalogue.waiting() == 6 and catalogue.waiting_deletes() == 4
    catalogue.remove_article(1)  # never had vectors: nothing to tell
    assert catalogue.waiting() == 6


def test_passages_deleted_meanwhile_are_skipped(
    catalogue: Catalogue, make_article: Make, vectors: Vectors
) -> None:
    catalogue.put_articles([make_article("a", 2), make_article("b", 2)])
    taken = [p.id for p in catalogue.without_vector(9)]
    catalogue.remove_article(1)
    catalogue.put_vectors(taken, vectors(4))
    assert outbox(catalogue) == [("add", 3), ("add", 4)]
    ids, stored = catalogue.vectors()
    assert ids.tolist() == [3, 4]
    assert np.abs(stored - vectors(4)[2:]).max() < 1e-3
    catalogue.put_vectors([3, 4], vectors(2, seed=9))  # have one already
    assert catalogue.waiting() == 2
    catalogue.put_vectors([], vectors(0))


def test_rows_by_seq_and_by_id(catalogue: Catalogue, fill: Fill) -> None:
    fill(catalogue, ["a", "b"], 2)
    rows = catalogue.vectors_after(1, 2)
    assert rows.seq == 3 and rows.ids.tolist() == [2, 3] and rows.articles.tolist() == [1, 2]
    assert catalogue.vectors_after(4, 2).ids.tolist() == []
    assert catalogue.vectors_of([4, 1, 99]).ids.tolist() == [1, 4]
    assert catalogue.vector_ids().tolist() == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("values", "error", "match"),
    [
        ([[1.0, 2.0, 3.0]], DifferentVectors, "3 numbers.*384.*rebuild"),
        ([[float("nan")] * 384], DifferentVectors, "finite"),
        ([[1.0] * 384] * 2, ValueError, "1 ids"),
    ],
)
def test_vectors_that_do_not_fit_are_refused(
    catalogue: Catalogue,
    make_article: Make,
    fill: Fill,
    values: Sequence[Sequence[float]],
    error: type[Exception],
    match: str,
) -> None:
    fill(catalogue, ["a"], 1)
    catalogue.put_article(*make_article("b", 1))
    with pytest.raises(error, match=match):
        catalogue.put_vectors([2], np.array(values, dtype=np.float32))
    assert catalogue.vector_count() == 1


def test_a_zero_vector_stays_zero(catalogue: Catalogue, make_article: Make) -> None:
    catalogue.put_article(*make_article("a", 1))
    catalogue.put_vectors([1], np.zeros((1, 384), dtype=np.float32))
    assert not catalogue.vectors()[1].any()
