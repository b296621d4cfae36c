"""kill -9 while 500 articles are added, then the same again: all there, nothing twice."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from news_made import folder, jsonl, row, text, word

from qabot.library import Library
from qabot.settings import Settings

COUNT = 500
_SCRIPT = Path(__file__).with_name("kill_adding.py")
_ROOT = Path(__file__).parents[2]


def start(corpus: Path, sources: list[str]) -> subprocess.Popen[str]:
    """The adding process."""
    return subprocess.Popen(
        [sys.executable, str(_SCRIPT), str(corpus), *sources],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    )


def kill_at(process: subprocess.Popen[str], step: str, count: int, wait: float = 0.0) -> bool:
    """Kill it once it has said ``step`` and done ``count`` of it. False if it ended before."""
    assert process.stdout is not None
    for line in process.stdout:
        name, done = line.split()
        if name == "done":
            process.wait()
            return False
        if name == step and int(done) >= count:
            break
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    return True


def check(corpus: Path, many: bool) -> None:
    """All articles are there once, whole, and found by words and by meaning."""
    with closing(Library(corpus, Settings())) as library:
        assert library.catalogue.check() == []
        assert library.catalogue.check_words()
        rows = library.rows()
        texts = [library.article(row.number).text for row in rows]
        expected = [str(row(n)["text"]) if many else text(n) for n in range(COUNT)]
        assert sorted(texts) == sorted(expected)
        counts = library.counts()
        assert counts.embedded == counts.passages > 0
        assert library.catalogue.waiting() == 0
        for number in random.Random(1).sample(range(COUNT), 12):
            hits = library.search(word(number), 3)
            assert word(number) in hits[0].text
            assert hits[0].ranking.words is not None
        for row_ in random.Random(2).sample(rows, 12):
            passage = library.catalogue.passages_of(row_.number)[0]
            vector = library.catalogue.vectors_of([passage.id]).vectors[0]
            near = library._parts().index.search(vector, 5)
            assert any(id_ == passage.id for id_, _ in near)
        files = [path for path in corpus.rglob("*") if path.is_file()]
        ours = [path for path in files if path.relative_to(corpus).parts[0].startswith(".qabot")]
        assert len(files) - len(ours) == (1 if many else COUNT)
        assert library.sync().added == ()


def sources_of(tmp_path: Path, many: bool) -> list[str]:
    if many:
        return [str(jsonl(tmp_path / "wire.jsonl", range(COUNT)))]
    return [str(folder(tmp_path / "news", range(COUNT)))]


def finish(corpus: Path, sources: list[str]) -> None:
    output, _ = start(corpus, sources).communicate(timeout=300)
    assert output.splitlines()[-1].startswith("done")


@pytest.mark.slow
@pytest.mark.parametrize("many", [True, False], ids=["one file", "a folder"])
def test_killed_while_adding(tmp_path: Path, corpus: Path, many: bool) -> None:
    sources = sources_of(tmp_path, many)
    for step, count in (("reading", 230), ("embedding", 100), ("indexing", 1)):
        assert kill_at(start(corpus, sources), step, count)
    finish(corpus, sources)
    check(corpus, many)


@pytest.mark.slow
@pytest.mark.parametrize("many", [True, False], ids=["one file", "a folder"])
def test_killed_again_and_again(tmp_path: Path, corpus: Path, many: bool) -> None:
    sources = sources_of(tmp_path, many)
    draw = random.Random(7)
    kills = 0
    for turn in range(15):
        # Some turns are a sync, as the next start of the chat is.
        process = start(corpus, sources if turn % 3 else [])
        step = draw.choice(["reading", "embedding", "embedding", "indexing"])
        if kill_at(process, step, draw.randrange(0, 200), draw.uniform(0, 0.05)):
            kills += 1
        else:  # all was done: another round, from a lost index
            shutil.rmtree(corpus / ".qabot")
    assert kills >= 9
    finish(corpus, sources)
    check(corpus, many)
