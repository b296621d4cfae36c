"""Start and end: nothing heavy before the first paint, failures said, the library closed."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import Any

import pytest
from driving import ask, chat_app, ready, screen_text, type_text, wait_until
from standin import QUESTION, STRIKE, TALKS, Standin

import qabot.tui
from qabot.domain import Failure, Progress, QabotError, Report
from qabot.tui.app import QabotApp

HEAVY = ("chromadb", "langchain", "langchain_core", "onnxruntime", "numpy", "tokenizers")


def test_importing_the_app_pulls_in_nothing_heavy() -> None:
    code = f"import sys, qabot.tui.app; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_importing_the_package_does_not_even_pull_in_textual() -> None:
    code = "import sys, qabot.tui; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


async def test_the_library_is_opened_in_a_thread_after_the_first_paint() -> None:
    seen: list[tuple[bool, str]] = []
    library = Standin()

    def opener() -> Standin:
        main = threading.current_thread() is threading.main_thread()
        seen.append((main, screen_text(app)))
        return library

    app = QabotApp(opener, theme="qabot-dark")
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        (main, shown) = seen[0]
        assert not main
        assert "Ask your news." in shown
        assert "opening your articles" in shown
        assert "3 articles" not in shown


async def test_an_error_while_getting_ready_is_said_with_its_remedy() -> None:
    class Torn(Standin):
        def warm(self) -> None:
            raise QabotError("The model [x] is missing.", "Run: qabot doctor")

    app = chat_app(Torn())
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "The model [x] is missing." in screen_text(app))
        assert "Run: qabot doctor" in screen_text(app)
        assert "not ready" in screen_text(app)
        await type_text(pilot, "/articles ")
        await pilot.press("enter")  # the catalogue is open all the same
        await wait_until(pilot, lambda: "3 in all" in screen_text(app))


async def test_a_question_after_a_failed_start_fails_too() -> None:
    def broken() -> Standin:
        raise QabotError("corpus does not exist.", "Make it, or name another.")

    app = QabotApp(broken, theme="qabot-dark")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "corpus does not exist." in screen_text(app))
        await type_text(pilot, QUESTION)
        await pilot.press("enter")
        turns = app.chat.asking.conversation.turns
        await wait_until(pilot, lambda: turns and turns[0].phase == "failed")
        assert screen_text(app).count("Make it, or name another.") == 2


async def test_the_check_at_start_is_silent_unless_something_failed() -> None:
    class Half(Standin):
        def sync(self, **more: object) -> Report:
            return Report(unchanged=3, failures=(Failure("bad.pdf", "it is locked"),))

    app = chat_app(Half())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await wait_until(pilot, lambda: "! bad.pdf: it is locked" in screen_text(app))
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert "Checking" not in screen_text(app)


async def test_a_new_corpus_can_be_asked_before_all_its_vectors_are_made() -> None:
    class New(Standin):
        def sync(self, *, progress: Any = None, cancel: Any = None) -> Report:
            progress(Progress("reading", 3, 3))
            self.known.extend([STRIKE, TALKS])
            progress(Progress("embedding", 1, 900))
            while not self.add_gate.wait(0.01):
                cancel.check()
            return Report(added=(1, 2))

    library = New([])
    library.add_gate.clear()
    app = chat_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await ask(pilot, QUESTION)
        assert "Dockers at the northern" in screen_text(app)
        assert app.board.running
        assert "2 articles  " in screen_text(app)
        library.add_gate.set()
        await ready(pilot)
        assert "new" not in screen_text(app).splitlines()[0]


async def test_a_new_corpus_is_not_called_empty_while_its_files_are_read() -> None:
    class Slow(Standin):
        def sync(self, *, progress: Any = None, cancel: Any = None) -> Report:
            while not self.add_gate.wait(0.01):
                cancel.check()
            self.known.extend([STRIKE, TALKS])
            return Report(added=(1, 2))

        def suggestions(self) -> list[str]:  # type: ignore[override]
            assert tried.wait(10)
            return []

    tried = threading.Event()
    library = Slow([])
    library.add_gate.clear()
    app = chat_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: app.board.running)
        await pilot.pause()
        assert "no articles yet" not in screen_text(app)
        assert "0 articles" not in screen_text(app)
        library.add_gate.set()
        await wait_until(pilot, lambda: "2 articles" in screen_text(app))
        assert "no articles yet" not in screen_text(app)
        tried.set()


async def test_leaving_cancels_what_runs() -> None:
    library = Standin()
    library.add_gate.clear()
    app = chat_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await ask(pilot, QUESTION)
        await type_text(pilot, "/add x.txt ")
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.board.running)
        task = app.board.running
    assert task.cancel.is_set


def test_run_closes_the_library_even_if_the_app_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Standin()

    def run(app: QabotApp) -> None:
        app._opener()
        raise KeyboardInterrupt

    monkeypatch.setattr(QabotApp, "run", run)
    with pytest.raises(KeyboardInterrupt):
        qabot.tui.run(library.open)
    assert library.closed
