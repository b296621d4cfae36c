from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qabot.domain import Article, Span
from qabot.storage.catalogue import Catalogue
from qabot.storage.scan import Scan, best

Make = Callable[..., tuple[Article, list[Span]]]
Vectors = Callable[..., NDArray[np.float32]]
Fill = Callable[..., list[int]]


def brute_force(
    catalogue: Catalogue, query: NDArray[np.float32], limit: int, articles: set[int] | None = None
) -> list[tuple[int, float]]:
    ids, vectors = catalogue.vectors()
    places = catalogue.passages(ids.tolist())
    scored = [
        (id_, float(np.dot(vector, query)) / float(np.linalg.norm(query)))
        for id_, vector in zip(ids.tolist(), vectors, strict=True)
        if articles is None or places[id_].article in articles
    ]
    return sorted(scored, key=lambda hit: (-hit[1], hit[0]))[:limit]


def same(found: list[tuple[int, float]], expected: list[tuple[int, float]]) -> bool:
    return [id_ for id_, _ in found] == [id_ for id_, _ in expected] and bool(
        np.allclose([s for _, s in found], [s for _, s in expected], atol=1e-5)
    )


def test_it_equals_brute_force_with_and_without_a_mask(
    catalogue: Catalogue, fill: Fill, vectors: Vectors
) -> None:
    fill(catalogue, [f"a{n}" for n in range(100)], 3)
    scan = Scan(catalogue)
    for query in vectors(5, seed=9) * 3:
        assert same(scan.search(query, 10), brute_force(catalogue, query, 10))
        for mask in ({7}, set(range(1, 90)), set(), {4_000}):
            assert same(scan.search(query, 10, mask), brute_force(catalogue, query, 10, mask))
    everything = scan.search(vectors(1, seed=9)[0], 10_000)
    assert len(everything) == 300
    assert scan.search(vectors(1)[0], 0) == []


def test_it_follows_additions_and_deletions_of_others(
    catalogue: Catalogue, folder: Path, fill: Fill, vectors: Vectors
) -> None:
    scan = Scan(catalogue)
    query = vectors(1, seed=5)[0]
    assert scan.search(query, 5) == []
    other = Catalogue(folder)
    fill(other, ["a", "b", "c"], 4, seed=1)
    assert same(scan.search(query, 5), brute_force(catalogue, query, 5))
    other.remove_article(2)
    assert same(scan.search(query, 50), brute_force(catalogue, query, 50))
    fill(other, ["b", "d"], 3, seed=2)
    other.remove_article(1)
    found = scan.search(query, 50)
    assert len(found) == 10 and same(found, brute_force(catalogue, query, 50))
    other.close()


def test_what_it_gave_out_does_not_change(
    catalogue: Catalogue, fill: Fill, vectors: Vectors
) -> None:
    fill(catalogue, ["a", "b"], 2)
    scan = Scan(catalogue)
    ids, articles, matrix = scan.current()
    before = matrix.copy()
    catalogue.remove_article(1)
    fill(catalogue, ["c"], 4, seed=3)
    assert scan.current()[0].tolist() == [3, 4, 5, 6, 7, 8]
    assert ids.tolist() == [1, 2, 3, 4] and articles.tolist() == [1, 1, 2, 2]
    assert (matrix == before).all()


def test_a_catalogue_rebuilt_with_another_dimension(
    catalogue: Catalogue, make_article: Make, fill: Fill, vectors: Vectors
) -> None:
    fill(catalogue, ["a", "b"])
    scan = Scan(catalogue)
    scan.current()
    catalogue.clear()
    catalogue.put_article(*make_article("c", 2))
    ids = [p.id for p in catalogue.without_vector(9)]
    catalogue.put_vectors(ids, vectors(2, dimension=8))
    assert {id_ for id_, _ in scan.search(vectors(1, dimension=8)[0], 9)} == set(ids)


def test_another_dimension_is_an_error(catalogue: Catalogue, fill: Fill) -> None:
    fill(catalogue, ["a"])
    with pytest.raises(ValueError, match="3 numbers"):
        Scan(catalogue).search(np.ones(3, dtype=np.float32), 5)


def test_ties_go_by_id() -> None:
    ids = np.array([9, 3, 5], dtype=np.int64)
    scores = np.array([0.5, 0.5, 0.7], dtype=np.float32)
    assert [id_ for id_, _ in best(ids, scores, 3)] == [5, 3, 9]
