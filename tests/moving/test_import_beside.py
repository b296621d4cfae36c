"""Importing beside a chat that is open, into threads that are known, and killed on its way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from qabot.cli.app import app
from qabot.cli.ending import guarded
from qabot.domain import Answer, QabotError
from qabot.library import HIDDEN
from qabot.moving import export_corpus, finish_imports, import_corpus
from qabot.moving.shape import THREADS
from qabot.settings import Settings
from qabot.storage.threads import Threads

SETTINGS = Settings.model_construct()
ANSWER = Answer("who?", "who", (), (), False)


def corpus_in(path: Path, *files: str) -> Path:
    (path / HIDDEN).mkdir(parents=True, mode=0o700)
    for name in files:
        goal = path / f"{name}.txt"
        goal.parent.mkdir(exist_ok=True)
        goal.write_text(f"The words of {name}. They were read in {path.name}.")
    return path


def ask(threads: Threads, question: str, thread: int | None = None) -> int:
    thread, turn = threads.begin(thread, question)
    threads.fail(turn, f"nothing about {question}")
    return thread


def asked(corpus: Path) -> list[list[str]]:
    """Questions by thread, in the order in which they are shown."""
    with closing(Threads(corpus / HIDDEN)) as threads:
        return [[t.question for t in threads.turns(row.id)] for row in threads.rows()]


def packed(corpus: Path) -> Path:
    goal = corpus.with_suffix(f".{len(list(corpus.parent.iterdir()))}.zip")
    assert not export_corpus(corpus, HIDDEN, goal, SETTINGS).notices
    return goal


@pytest.fixture
def there(tmp_path: Path) -> Path:
    corpus = corpus_in(tmp_path / "there", "a", "b", "sub/c")
    with closing(Threads(corpus / HIDDEN)) as threads:
        ask(threads, "there?")
    return corpus


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return corpus_in(tmp_path / "here", "a", "d", "e")


def test_a_chat_that_is_open_while_threads_are_replaced_loses_nothing(
    there: Path, here: Path
) -> None:
    with closing(Threads(here / HIDDEN)) as chat:
        old = ask(chat, "before?")
        thread, turn = chat.begin(old, "meanwhile?")
        done = import_corpus(packed(there), here, HIDDEN, replace=True)
        assert done.threads == 1
        chat.finish(turn, ANSWER, 0.5)
        ask(chat, "after?", thread)
        (kept,) = (row for row in chat.rows() if row.title == "meanwhile?")
        assert chat.turns(kept.id)[0].answer == ANSWER
    assert sorted(asked(here)) == [["meanwhile?", "after?"], ["there?"]]
    (aside,) = (here / HIDDEN).glob("replaced-*-threads.db")
    (here / HIDDEN / "old").mkdir()
    aside.rename(here / HIDDEN / "old" / "threads.db")
    with closing(Threads(here / HIDDEN / "old")) as old_ones:
        assert [row.turns for row in old_ones.rows()] == [2]


def test_known_threads_get_their_new_questions_once(there: Path, here: Path) -> None:
    first = packed(there)
    import_corpus(first, here, HIDDEN)
    with closing(Threads(there / HIDDEN)) as threads:
        (row,) = threads.rows()
        threads.rename(row.id, "A name")
        ask(threads, "there again?", row.id)
        _, open_turn = threads.begin(row.id, "open?")
        second = packed(there)
        threads.finish(open_turn, ANSWER, 0.5)
    with closing(Threads(here / HIDDEN)) as threads:
        (row,) = threads.rows()
        ask(threads, "here?", row.id)
    done = import_corpus(second, here, HIDDEN)
    assert (done.threads, done.turns) == (0, 2)
    assert asked(here) == [["there?", "there again?", "open?", "here?"]]
    third = import_corpus(packed(there), here, HIDDEN)
    assert (third.threads, third.turns) == (0, 0)
    for archive in (first, second):
        import_corpus(archive, here, HIDDEN)
    assert asked(here) == [["there?", "there again?", "open?", "here?"]]
    with closing(Threads(here / HIDDEN)) as threads:
        (row,) = threads.rows()
        assert threads.turns(row.id)[2].answer == ANSWER
        assert threads.rows("again")


def test_killed_at_any_step_it_is_finished_or_undone(
    there: Path, here: Path, tmp_path: Path
) -> None:
    if sys.platform == "win32":
        pytest.skip("needs fork")
    with closing(Threads(here / HIDDEN)) as threads:
        ask(threads, "before?")
    (tmp_path / "scratch").mkdir()
    script = Path(__file__).with_name("import_kills.py")
    ran = subprocess.run(
        [sys.executable, str(script), str(packed(there)), str(here), str(tmp_path / "scratch")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert ran.returncode == 0, ran.stderr
    undone, finished = map(int, ran.stdout.split())
    print(undone, finished)  # the README has them
    assert undone > 10 and finished > 15


def broken_off(archive: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import that stops where the threads would be taken."""
    with monkeypatch.context() as patch:
        patch.setattr("qabot.moving.place.load_threads", lambda *a, **k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            import_corpus(archive, corpus, HIDDEN, replace=True)


def test_the_next_command_finishes_it_and_says_so(
    there: Path, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = packed(there)
    broken_off(archive, here, monkeypatch)
    monkeypatch.setattr(sys, "argv", ["qabot", "doctor", "-c", str(here)])
    guarded(app)
    assert f"An import of {archive} was broken off." in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["qabot", "list", "-c", str(here)])
    guarded(app)
    said = capsys.readouterr()
    assert str(archive) in said.err and "has been finished: 0 files, 1 thread" in said.err
    assert asked(here) == [["there?"]]
    guarded(app)
    assert "finished" not in capsys.readouterr().err


def test_the_doctor_finishes_it(
    there: Path, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken_off(packed(there), here, monkeypatch)
    monkeypatch.setattr(sys, "argv", ["qabot", "doctor", "--fix", "-c", str(here)])
    guarded(app)
    assert "has been finished" in capsys.readouterr().out
    assert not finish_imports(here, HIDDEN) and asked(here) == [["there?"]]


def test_a_plan_that_cannot_be_read_is_named(
    there: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_off(packed(there), here, monkeypatch)
    (plan,) = (here / HIDDEN).glob("import-*/plan.json")
    plan.write_text("{")
    with pytest.raises(QabotError, match=r"its plan .* cannot be read"):
        finish_imports(here, HIDDEN)


@pytest.mark.parametrize("time", ["NaN", "Infinity", "true", '"noon"'])
def test_times_that_are_none_are_named(there: Path, here: Path, time: str) -> None:
    archive = packed(there)
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(here / "x.zip", "w") as goal:
        for name in source.namelist():
            data = source.read(name)
            if name == THREADS:
                thread = {**json.loads(data), "created": "TIME"}
                data = json.dumps(thread).replace('"TIME"', time).encode()
            goal.writestr(name, data)
    with pytest.raises(QabotError, match="is no time"):
        import_corpus(here / "x.zip", here, HIDDEN)
