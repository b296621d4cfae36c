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

from qabot.adding.turn import LOCK
from qabot.domain import Cancel, Cancelled, Progress, QabotError
from qabot.library import HIDDEN, Library
from qabot.settings import Settings
from qabot.storage.database import FILE
from qabot.storage.lock import OwnerLock


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

for turn in range(6):
    library, ended, stop = Library(Path(sys.argv[1]), Settings()), [], threading.Event()
    library.sync()
    library.warm()

    def ask():
        while not stop.is_set():
            ended[:] = list(library.ask("What did the union say?"))[-1:]

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.05 + turn * 0.04)
    library.close()
    stop.set()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()
    assert isinstance(ended[0], Answered | Failed), ended
"""


@pytest.mark.slow
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


_ADDING = """
import sys
from pathlib import Path
from qabot.adding import changing
from qabot.library import Library
counted = 0
def counting(*rest):
    global counted
    done = embed(*rest)
    counted += done
    return done
embed, changing.embed = changing.embed, counting
library = Library(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
report = library.add(sys.argv[2:])
counts = library.counts()
print(counted, counts.embedded, counts.passages, *report.notices, sep="|", flush=True)
library.close()
"""


def test_two_processes_embed_nothing_twice(corpus: Path, tmp_path: Path) -> None:
    source = str(jsonl(tmp_path / "wire.jsonl", range(150)))
    command = [sys.executable, "-c", _ADDING, str(corpus), source]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    working = [subprocess.Popen(command, **pipes) for _ in range(2)]  # type: ignore[call-overload]
    for process in working:
        assert process.stdout.readline() == "open\n"
    for process in working:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=120)[0].strip().split("|") for process in working]
    embedded = [int(parts[0]) for parts in said]
    assert sum(embedded) == int(said[0][2]) == int(said[1][1]) > 0
    if 0 in embedded:  # else the second came when the first was done with its own
        assert any("Another qabot (pid" in notice for parts in said for notice in parts[3:])


def test_who_embeds_is_waited_for_or_said(corpus: Path, tmp_path: Path) -> None:
    lock = OwnerLock(corpus / HIDDEN, LOCK)
    with closing(Library(corpus, Settings())) as library:
        library.add([str(jsonl(tmp_path / "a.jsonl", range(3)))])
        assert lock.take("embedding")
        jsonl(corpus / "b.jsonl", range(5, 8))
        report = library.sync(wait=False)
        assert len(report.added) == 3 and "found by words only" in report.notices[0]
        assert f"pid {os.getpid()}" in report.notices[0]
        assert word(6) in library.search(word(6), 1)[0].text
        seen: list[Progress] = []

        def said(step: Progress) -> None:
            seen.append(step)
            if step.step == "waiting" and lock.held:
                lock.release()  # as the system does when its holder dies

        report = library.sync(progress=said)
        assert [step.step for step in seen].count("waiting") == 1
        counts = library.counts()
        assert counts.embedded == counts.passages
        assert "an earlier run had left" in report.notices[0]
        lock.take("embedding")
        jsonl(corpus / "c.jsonl", range(8, 9))
        cancel = Cancel()
        with pytest.raises(Cancelled):
            library.sync(progress=lambda step: cancel.set(), cancel=cancel)
        lock.release()
