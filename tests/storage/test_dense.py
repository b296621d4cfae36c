"""The index over real Chroma, in one process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qabot.domain import Article, Cancel, Cancelled, Progress, Span
from qabot.storage.catalogue import Catalogue
from qabot.storage.dense import DenseIndex
from qabot.storage.scan import Scan
from qabot.storage.values import Counts, Identity

Make = Callable[..., tuple[Article, list[Span]]]
Vectors = Callable[..., NDArray[np.float32]]
Fill = Callable[..., list[int]]


@pytest.fixture
def index(catalogue: Catalogue, folder: Path) -> Iterator[DenseIndex]:
    opened = DenseIndex(catalogue, folder, 384, doing="testing")
    yield opened
    opened.close()


def held(index: DenseIndex) -> set[int]:
    """The ids in the open Chroma store."""
    generations = index._generations
    assert generations is not None and generations.chroma is not None
    return generations.worker.call("list", generations.chroma.ids, 60.0)


def in_step(index: DenseIndex, catalogue: Catalogue) -> bool:
    return held(index) == set(catalogue.vector_ids().tolist())


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "vectors").iterdir())


def test_nothing_to_search(index: DenseIndex, folder: Path, vectors: Vectors) -> None:
    assert index.search(vectors(1)[0], 5) == []
    assert index.state == "exact scan: the index is not open"
    assert index.drain()
    assert not (folder / "vectors").exists()
    with pytest.raises(ValueError, match="3 numbers"):
        index.search(np.ones(3, dtype=np.float32), 5)


def test_chroma_finds_what_the_scan_finds(
    catalogue: Catalogue, index: DenseIndex, fill: Fill, vectors: Vectors
) -> None:
    fill(catalogue, [f"a{n}" for n in range(500)], 4)
    queries = vectors(30, seed=77) * 2
    before = [index.search(query, 10) for query in queries]
    assert index.state == "exact scan: the index is not open"
    said: list[Progress] = []
    assert index.drain(said.append)
    assert index.state == "Chroma" and index.notice == ""
    assert said[-1] == Progress("indexing", 2000, 2000) and len(said) == 7
    assert catalogue.waiting() == 0 and in_step(index, catalogue)
    hits = 0
    for query, expected in zip(queries, before, strict=True):
        found = index.search(query, 10)
        assert len(found) == 10
        assert found == sorted(found, key=lambda hit: -hit[1])
        scores = dict(expected)
        hits += len(scores.keys() & dict(found).keys())
        assert all(abs(score - scores[id_]) < 1e-4 for id_, score in found if id_ in scores)
    assert hits / 300 >= 0.99
    # Filters and long lists are the scan's.
    assert len(index.search(queries[0], 1500)) == 1500
    masked = index.search(queries[0], 50, {3, 4})
    assert masked == Scan(catalogue).search(queries[0], 50, {3, 4}) and len(masked) == 8


def test_what_is_not_drained_yet_counts_all_the_same(
    catalogue: Catalogue, index: DenseIndex, make_article: Make, fill: Fill, vectors: Vectors
) -> None:
    fill(catalogue, [f"a{n}" for n in range(50)], 2, seed=1)
    assert index.drain()
    fill(catalogue, ["new"], 2, seed=5)
    catalogue.remove_article(1)
    catalogue.put_article(*make_article("a9", 2, seed=2))
    assert index.state == "Chroma" and catalogue.waiting() == 6
    query = vectors(1, seed=5)[0]  # the first new passage
    assert index.search(query, 1)[0][0] == 101
    assert {id_ for id_, _ in index.search(query, 200)} == set(catalogue.vector_ids().tolist())
    assert not in_step(index, catalogue)
    assert index.drain() and in_step(index, catalogue) and catalogue.waiting() == 0
    assert len(index.search(query, 200)) == 98


def test_a_long_tail_is_left_to_the_scan(
    catalogue: Catalogue, index: DenseIndex, fill: Fill, vectors: Vectors
) -> None:
    fill(catalogue, ["a"], 2)
    assert index.drain()
    fill(catalogue, [f"b{n}" for n in range(501)], 2, seed=3)
    assert index.state == "exact scan: 1,002 changes wait for the index"
    assert index.search(vectors(1, seed=3)[0], 1)[0][0] == 3
    assert index.drain() and index.state == "Chroma"


def test_a_clean_index_is_opened_again_not_made_again(
    catalogue: Catalogue, folder: Path, fill: Fill, vectors: Vectors
) -> None:
    fill(catalogue, [f"a{n}" for n in range(60)], 2)
    first = DenseIndex(catalogue, folder, 384)
    assert first.drain()
    expected = first.search(vectors(1)[0], 10)
    first.close()
    assert first.drain() is False
    for _ in range(2):
        again = DenseIndex(catalogue, folder, 384)
        again.warm()
        assert again.state == "Chroma" and again.notice == ""
        assert [id_ for id_, _ in again.search(vectors(1)[0], 10)] == [id_ for id_, _ in expected]
        fill(catalogue, ["more"], 2, seed=8)
        assert again.drain() and in_step(again, catalogue)
        again.close()
    assert generations(folder) == ["gen-1"]


def test_warming_makes_no_index(catalogue: Catalogue, index: DenseIndex, fill: Fill) -> None:
    fill(catalogue, ["a"])
    index.warm()
    index.warm()
    assert index.state == "exact scan: the index is not open"
    assert index.drain() and index.state == "Chroma"


def test_it_is_made_anew_when_a_fifth_is_deleted(
    catalogue: Catalogue, index: DenseIndex, folder: Path, fill: Fill
) -> None:
    fill(catalogue, [f"a{n}" for n in range(100)], 1)
    assert index.drain()
    for number in range(1, 21):
        catalogue.remove_article(number)
    assert index.drain() and generations(folder) == ["gen-1"] and in_step(index, catalogue)
    catalogue.remove_article(21)
    assert index.drain() and generations(folder) == ["gen-2"] and in_step(index, catalogue)
    for number in range(22, 101):
        catalogue.remove_article(number)
    assert index.drain() and held(index) == set()
    fill(catalogue, ["b"])
    assert index.drain() and in_step(index, catalogue)


def test_a_cleared_catalogue_begins_anew_with_new_ids(
    catalogue: Catalogue, index: DenseIndex, folder: Path, fill: Fill, vectors: Vectors
) -> None:
    old = set(fill(catalogue, ["a", "b", "c"]))
    catalogue.set_identity(Identity("e", "s"))
    assert index.drain()
    catalogue.clear()
    assert catalogue.counts() == Counts(0, 0, 0)
    assert catalogue.identity() is None
    assert catalogue.search_words("title", 9) == []
    assert index.search(vectors(1)[0], 9) == []
    new = set(fill(catalogue, ["a", "d"], seed=3))
    assert not old & new
    assert catalogue.check_words()
    assert {id_ for id_, _ in index.search(vectors(1)[0], 9)} == new
    assert index.drain()
    assert held(index) == new
    assert generations(folder) == ["gen-2"]


def test_cancelling_leaves_what_was_taken(
    catalogue: Catalogue, index: DenseIndex, folder: Path, fill: Fill, vectors: Vectors
) -> None:
    fill(catalogue, [f"a{n}" for n in range(300)], 4)
    cancel = Cancel()

    def said(progress: Progress) -> None:
        if progress.done >= 600:
            cancel.set()

    with pytest.raises(Cancelled):
        index.drain(said, cancel)
    assert len(held(index)) == 600 and catalogue.waiting() == 600
    assert index.state == "Chroma"
    assert index.search(vectors(1)[0], 1)[0][0] == 1
    assert index.drain() and in_step(index, catalogue)
    assert generations(folder) == ["gen-1"]


def test_a_failing_callback_is_not_swallowed_and_breaks_nothing(
    catalogue: Catalogue, index: DenseIndex, fill: Fill, vectors: Vectors
) -> None:
    fill(catalogue, [f"a{n}" for n in range(200)], 2)

    def said(progress: Progress) -> None:
        raise RuntimeError("screen gone")

    with pytest.raises(RuntimeError, match="screen gone"):
        index.drain(said)
    assert index.state == "exact scan: interrupted (RuntimeError)"
    assert index.search(vectors(1)[0], 1)[0][0] == 1
    assert index.drain() and in_step(index, catalogue) and index.state == "Chroma"


def test_searching_while_it_is_made(
    catalogue: Catalogue, index: DenseIndex, fill: Fill, vectors: Vectors
) -> None:
    fill(catalogue, [f"a{n}" for n in range(300)], 4)
    expected = [index.search(query, 5)[0][0] for query in vectors(20)]
    states: set[str] = set()
    thread = threading.Thread(target=index.drain)
    thread.start()
    while thread.is_alive():
        states.add(index.state)
        assert [index.search(query, 5)[0][0] for query in vectors(20)] == expected
    thread.join()
    assert "exact scan: the index is being made" in states
    assert index.state == "Chroma"
    assert [index.search(query, 5)[0][0] for query in vectors(20)] == expected


def test_a_second_owner_searches_by_scan(
    catalogue: Catalogue, index: DenseIndex, folder: Path, fill: Fill, vectors: Vectors
) -> None:
    fill(catalogue, ["a", "b"])
    assert index.drain()
    other_catalogue = Catalogue(folder)
    other = DenseIndex(other_catalogue, folder, 384)
    other.warm()
    assert not other.drain()
    assert "another qabot holds the index (pid" in other.state and "testing" in other.state
    fill(other_catalogue, ["c"], 2, seed=4)
    query = vectors(1, seed=4)[0]
    assert other.search(query, 1)[0][0] == index.search(query, 1)[0][0] == 5
    assert index.drain() and in_step(index, catalogue)
    index.close()
    assert other.drain() and other.state == "Chroma"
    other.close()
    other_catalogue.close()
