"""Several libraries over one corpus, and closing one while it works."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from news_made import folder, jsonl, word

from qabot.domain import Cancelled, Progress, QabotError
from qabot.library import Library
from qabot.settings import Settings
from qabot.storage.database import FILE


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus"
    path.mkdir()
    return path


def in_thread(work: Callable[[], object]) -> tuple[threading.Thread, list[BaseException]]:
    """Start ``work``; what it raises lands in the list."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, raised


def test_two_libraries_add_side_by_side(corpus: Path, tmp_path: Path) -> None:
    sources = [str(jsonl(tmp_path / "wire.jsonl", range(60)))]
    sources.append(str(folder(tmp_path / "news", range(100, 130))))
    with closing(Library(corpus, Settings())) as one, closing(Library(corpus, Settings())) as two:
        working = [in_thread(lambda made=made: made.add(sources)) for made in (one, two)]
        for thread, raised in working:
            thread.join()
            assert raised == []
        for made in (one, two):
            rows = made.rows()
            assert len({(row.path, row.key) for row in rows}) == 90 == len(rows)
            assert all(row.embedded == row.passages for row in rows)
            assert word(7) in made.search(word(7), 1)[0].text
        # What one adds, the other finds; what one removes, the other finds no more.
        one.add([str(jsonl(tmp_path / "more.jsonl", range(200, 203)))])
        assert word(201) in two.search(word(201), 1)[0].text
        number = next(row.number for row in two.rows() if row.key == "a201")
        two.remove(number)
        assert not any(word(201) in hit.text for hit in one.search(word(201), 5))
    with closing(Library(corpus, Settings())) as again:
        report = again.sync()
        assert (report.added, report.removed, report.failures) == ((), 0, ())
        assert again.catalogue.check() == []


def test_close_while_another_thread_adds(corpus: Path, tmp_path: Path) -> None:
    source = str(jsonl(tmp_path / "wire.jsonl", range(400)))
    library = Library(corpus, Settings())
    begun = threading.Event()

    def said(step: Progress) -> None:
        if step.step == "embedding":
            begun.set()

    thread, raised = in_thread(lambda: library.add([source], progress=said))
    assert begun.wait(60)
    began = time.perf_counter()
    library.close()
    assert time.perf_counter() - began < 5
    thread.join(10)
    assert [type(error) for error in raised] == [Cancelled]
    with pytest.raises(Cancelled):
        library.sync()
    with closing(Library(corpus, Settings())) as again:
        assert again.counts().articles == 400
        assert 0 < again.counts().embedded < again.counts().passages
        again.sync()
        assert again.counts().embedded == again.counts().passages


_ASKING = """
import sys, threading, time
from pathlib import Path
from qabot.domain import Answered, Failed
from qabot.library import Library
from qabot.settings import Settings

for turn in range(12):
    library, ended, stop = Library(Path(sys.argv[1]), Settings()), [], threading.Event()
    library.sync()
    library.warm()

    def ask():
        while not stop.is_set():
            ended[:] = list(library.ask("What did the union say?"))[-1:]

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.05 + turn * 0.02)
    library.close()
    stop.set()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()
    assert isinstance(ended[0], Answered | Failed), ended
"""


def test_close_while_other_threads_ask(corpus: Path) -> None:
    """In a process of its own: what went wrong here was the end of the process."""
    folder(corpus, range(5))
    done = subprocess.run(
        [sys.executable, "-c", _ASKING, str(corpus)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.returncode == 0, done.stderr


def test_a_damaged_catalogue_can_be_rebuilt(corpus: Path) -> None:
    folder(corpus, range(3))
    settings = Settings(corpus=corpus)
    with closing(Library.open(settings)) as library:
        library.sync()
    (corpus / ".qabot" / FILE).write_bytes(b"no database at all, " * 500)
    with pytest.raises(QabotError, match="qabot rebuild"):
        Library.open(settings)
    with closing(Library.open(settings, anew=True)) as library:
        library.rebuild()
        assert library.counts().articles == 3
        assert word(1) in library.search(word(1), 1)[0].text
    assert list((corpus / ".qabot").glob("damaged-*"))
