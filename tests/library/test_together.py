"""Several libraries over one corpus, and closing one while it works."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from news_made import folder, jsonl, word

from qabot.domain import Answered, Cancelled, Failed, Progress, QabotError
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


def test_close_while_another_thread_asks(corpus: Path) -> None:
    folder(corpus, range(5))
    library = Library(corpus, Settings())
    library.sync()
    ended: list[object] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            ended[:] = list(library.ask("What did the union say?"))[-1:]

    thread, raised = in_thread(ask)
    time.sleep(0.5)
    library.close()
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    # Either it was answered before, or the user is told that it is closed.
    assert all(isinstance(error, QabotError) for error in raised)
    assert isinstance(ended[0], Answered | Failed)


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
