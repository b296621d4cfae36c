"""Threads whose file went away, and a saving of damaged ones that was killed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from damages import cut
from doctored import look, mend, told

from qabot.domain import QabotError
from qabot.storage.threads import Threads
from qabot.storage.threads_use import threads_alone

KILLED = """
import os, sys
from pathlib import Path
from qabot.health.salvage import salvage_threads

def counted(call):
    def run(*args, **kwargs):
        left[0] -= 1
        if left[0] < 0:
            os._exit(9)
        return call(*args, **kwargs)
    return run

source, scratch, step = Path(sys.argv[1]), Path(sys.argv[2]), 0
import shutil
plain = {name: getattr(os, name) for name in ("fsync", "replace", "rename", "unlink", "mkdir")}
while True:
    here = scratch / str(step)
    shutil.copytree(source, here)
    child = os.fork()
    if not child:
        left = [step]
        for name, call in plain.items():
            setattr(os, name, counted(call))
        salvage_threads(here)
        os._exit(0)
    if not os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        break
    step += 1
"""


def titles(hidden: Path) -> list[str]:
    with closing(Threads(hidden)) as threads:
        return sorted(row.title for row in threads.rows())


def drop_file(hidden: Path) -> None:
    for part in ("", "-wal", "-shm"):
        (hidden / f"threads.db{part}").unlink(missing_ok=True)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_a_saving_that_is_killed_at_any_step_loses_nothing(
    corpus: Path, hidden: Path, tmp_path: Path
) -> None:
    cut(".qabot/threads.db", 0.5)(corpus)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, "-c", KILLED, str(hidden), str(scratch)], check=True, env=path)
    tries = sorted(scratch.iterdir(), key=lambda each: int(each.name))
    whole = titles(tries[-1])
    assert len(whole) >= 5 and len(tries) > 8
    resumed = 0
    for each in tries[:-1]:
        if (each / "threads-saved" / "threads.db").exists():
            shutil.rmtree(hidden)
            shutil.copytree(each, hidden)
            if resumed % 2:  # the doctor names it and ends it
                found = look(corpus)
                assert ("threads", "error") in told(found)
                assert any("broken off" in finding.what for finding in found)
                mend(corpus, found)
            else:  # so does whoever opens the threads next
                with closing(Threads(hidden)) as threads:
                    assert "has been finished" in threads.notice
            assert titles(hidden) == whole
            assert list(hidden.glob("damaged-*-threads.db"))
            resumed += 1
        elif not list(each.glob("damaged-*")):
            shutil.rmtree(hidden)
            shutil.copytree(each, hidden)
            mend(corpus, look(corpus))
            assert titles(hidden) == whole
    assert resumed >= 2


@pytest.mark.parametrize("empty", [True, False])
def test_a_file_that_went_away_is_missed_and_copies_bring_it_back(
    corpus: Path, hidden: Path, empty: bool
) -> None:
    before = titles(hidden)
    shutil.copy(hidden / "threads.db", hidden / "damaged-20240101-000000-threads.db")
    drop_file(hidden)
    if empty:
        (hidden / "threads.db").touch()
    with closing(Threads(hidden)) as threads:
        assert "not those that were here before" in threads.notice
        threads.begin(None, "A new question?")
    (found,) = look(corpus)
    assert (found.check, found.severity) == ("threads", "error")
    assert "40 questions had been kept" in found.what
    mend(corpus, [found])
    assert not look(corpus)
    assert titles(hidden) == sorted([*before, "A new question?"])


def test_questions_of_a_chat_that_was_killed_are_missed_too(corpus: Path, hidden: Path) -> None:
    chat = Threads(hidden)
    chat.begin(None, "Kept before a kill?")
    shutil.copytree(corpus, corpus.with_name("killed"))
    chat.close()
    killed = corpus.with_name("killed")
    drop_file(killed / hidden.name)
    (found,) = (finding for finding in look(killed) if finding.check == "threads")
    assert "41 questions had been kept" in found.what


def test_without_a_copy_it_is_said_once(corpus: Path, hidden: Path) -> None:
    drop_file(hidden)
    (found,) = look(corpus)
    assert "gone" in found.what and "backup" in found.remedy
    (done,) = mend(corpus, [found])
    assert "no copy" in done.what
    assert not look(corpus)


def test_threads_that_the_user_deleted_are_not_missed(corpus: Path, hidden: Path) -> None:
    with closing(Threads(hidden)) as threads:
        for row in threads.rows():
            threads.delete(row.id)
    assert not look(corpus)


def test_a_chat_whose_folder_was_deleted_goes_on(corpus: Path, hidden: Path) -> None:
    with closing(Threads(hidden)) as chat:
        chat.begin(None, "Before?")
        shutil.rmtree(hidden)
        chat.begin(1, "After?")
        with pytest.raises(QabotError, match="has the threads open"), threads_alone(hidden):
            pass
        shutil.rmtree(corpus)
        with pytest.raises(QabotError, match="cannot be read or written"):
            chat.begin(1, "Without a corpus?")
        assert not corpus.exists()
        corpus.mkdir()
        chat.begin(None, "Later?")
    assert titles(hidden) == ["Later?"]


def test_a_chat_whose_file_was_moved_away_goes_on_in_the_new_one(hidden: Path) -> None:
    with closing(Threads(hidden)) as chat, closing(Threads(hidden)) as idle:
        old, _ = chat.begin(None, "In the old file?")
        (hidden / "away").mkdir()
        for part in ("-wal", "-shm", ""):
            (hidden / f"threads.db{part}").rename(hidden / "away" / f"threads.db{part}")
        with closing(Threads(hidden)) as other:
            foreign, _ = other.begin(None, "Of another chat?")
            thread, turn = chat.begin(old, "In the new file?")
            chat.fail(turn, "nothing")
            chat.begin(thread, "And then?")
            # Closing the old file must leave the log of the new one.
            assert idle.rows()[0].title == "In the new file?"
            other.begin(foreign, "Later?")
            killed = shutil.copytree(hidden, hidden / "killed")
    assert titles(killed) == ["In the new file?", "Of another chat?"]
    assert titles(hidden) == ["In the new file?", "Of another chat?"]
    with closing(Threads(hidden)) as threads:
        assert [row.turns for row in threads.rows()] == [2, 2]
        assert threads._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert "In the old file?" in titles(hidden / "away")
