"""Files that come while the chat is open appear by themselves."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from news_made import text, word

from qabot.domain import Cancel, QabotError, Report
from qabot.library import Library
from qabot.settings import Settings


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Library, Path, queue.Queue[Report]]]:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    reports: queue.Queue[Report] = queue.Queue()
    with closing(Library(corpus, Settings())) as library:
        stop = Cancel()
        thread = threading.Thread(target=library.watch, args=(reports.put, stop))
        thread.start()
        time.sleep(0.5)  # the watch has to stand
        yield library, corpus, reports
        stop.set()
        thread.join(5)
        assert not thread.is_alive()


def test_files_that_come_change_and_go(watched) -> None:
    library, corpus, reports = watched
    (corpus / "a.txt").write_text(text(1))
    report = reports.get(timeout=10)
    assert len(report.added) == 1
    assert word(1) in library.search(word(1), 1)[0].text
    (corpus / "deep").mkdir()
    (corpus / "deep/b.txt").write_text(text(2))
    assert len(reports.get(timeout=10).added) == 1
    (corpus / "a.txt").write_text(text(1, " More."))
    assert reports.get(timeout=10).changed == report.added
    (corpus / "a.txt").unlink()
    assert reports.get(timeout=10).removed == 1
    (corpus / "bad.jsonl").write_text("{")
    assert len(reports.get(timeout=10).failures) == 1


def test_what_is_no_news_is_not_told(watched, tmp_path: Path) -> None:
    library, corpus, reports = watched
    (corpus / ".hidden.txt").write_text(text(1))
    (corpus / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "c.txt").write_text(text(3))
    library.add([str(tmp_path / "c.txt")])  # told by its own report
    with pytest.raises(queue.Empty):
        reports.get(timeout=2.5)


def test_closing_ends_the_watch(tmp_path: Path) -> None:
    library = Library(tmp_path, Settings())
    ended = threading.Event()

    def watch() -> None:
        library.watch(lambda report: None, Cancel())
        ended.set()

    threading.Thread(target=watch, daemon=True).start()
    time.sleep(0.3)
    library.close()
    assert ended.wait(3)


def test_a_folder_that_cannot_be_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import watchfiles

    def refused(*args: object, **more: object) -> None:
        raise OSError("OS file watch limit reached.")

    monkeypatch.setattr(watchfiles, "watch", refused)
    with (
        closing(Library(tmp_path, Settings())) as library,
        pytest.raises(QabotError, match="cannot be watched: OS file watch limit"),
    ):
        library.watch(lambda report: None, Cancel())
