"""kill -9 while the index is made anew: the old one or the new one is there, never neither."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from news_made import folder, word
from test_kill import kill_at

from qabot.library import HIDDEN, Library
from qabot.settings import Settings
from qabot.storage.catalogue import Catalogue
from qabot.storage.place import FOLDER

COUNT = 60
_SCRIPT = Path(__file__).with_name("kill_rebuilding.py")


def start(corpus: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(_SCRIPT), str(corpus), *more],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


def passage_ids(corpus: Path) -> set[int]:
    catalogue = Catalogue(corpus / HIDDEN)
    try:
        return {int(id_) for id_ in catalogue.vector_ids()}
    finally:
        catalogue.close()


def check(corpus: Path) -> None:
    """All articles are there once under their numbers, and found by words and by meaning."""
    with closing(Library(corpus, Settings())) as library:
        assert not (corpus / HIDDEN / FOLDER).exists()
        catalogue = library.catalogue
        assert catalogue.check() == [] and catalogue.check_words()
        rows = {row.path: row.number for row in library.rows()}
        assert rows == {f"report-{n}.txt": n + 1 for n in range(COUNT)}
        counts = library.counts()
        assert counts.embedded == counts.passages == COUNT
        for number in random.Random(1).sample(range(COUNT), 8):
            assert word(number) in library.search(word(number), 3)[0].text
        assert library.sync().added == ()
        index = library._parts().index
        assert index.drain() and index.state == "Chroma"
        generations = index._generations
        assert generations is not None and generations.chroma is not None
        there = generations.worker.call("list", generations.chroma.ids, 60.0)
        assert there == set(catalogue.vector_ids().tolist())


def kills(corpus: Path, turns: int, seed: int) -> dict[str, int]:
    """Kill again and again; how often the old and the new index was there afterwards."""
    draw = random.Random(seed)
    counts = {"old": 0, "new": 0, "whole": 0}
    folder(corpus, range(COUNT))
    corpus_names = sorted(corpus.glob("*.txt"), key=lambda path: int(path.stem.split("-")[1]))
    with closing(Library(corpus, Settings())) as library:
        library.add([str(path) for path in corpus_names])
    for turn in range(turns):
        before = passage_ids(corpus)
        step = ("reading", "embedding", "swapping", "swapping", "indexing")[turn % 5]
        # All vectors anew, so that the old and the new index can be told apart.
        killed = kill_at(start(corpus, "all"), step, 0, draw.choice([0, 0, 0.002, 0.01, 0.03]))
        after = passage_ids(corpus)
        assert after == before or not after & before
        counts["whole" if not killed else "old" if after == before else "new"] += 1
        check(corpus)
    return counts


def test_killed_while_rebuilding(corpus: Path) -> None:
    kills(corpus, 2, 1)


@pytest.mark.slow
def test_killed_while_rebuilding_again_and_again(corpus: Path) -> None:
    counts = kills(corpus, 30, 2)
    assert counts["old"] > 6 and counts["new"] > 4, counts
    print(counts)
