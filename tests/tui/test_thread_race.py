"""What is sent while a saved thread is still being read is for that thread, not the old one."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from driving import ask, chat_app, command, ready, screen_text, type_text, wait_until
from standin import QUESTION, Standin

from qabot.storage.threads import SavedTurn, Threads
from qabot.tui.screens.threads import ThreadsScreen

BRIDGE = "when will the old bridge reopen?"


class SlowThreads(Threads):
    gate = threading.Event()
    broken = False

    def turns(self, thread: int) -> Sequence[SavedTurn]:  # type: ignore[override]
        self.gate.wait(20)
        if self.broken:
            raise OSError("the disk is gone")
        return super().turns(thread)


class Slow(Standin):
    @cached_property
    def threads(self) -> Threads:
        return SlowThreads(self.kept_in)


@pytest.fixture(autouse=True)
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    monkeypatch.chdir(tmp_path)
    made = threading.Event()
    monkeypatch.setattr(SlowThreads, "gate", made)
    monkeypatch.setattr(SlowThreads, "broken", False)
    return made


async def two_threads(pilot: Any) -> None:
    """BRIDGE is saved, QUESTION is shown, and BRIDGE is being opened."""
    await ready(pilot)
    await ask(pilot, BRIDGE)
    await pilot.press("ctrl+n")
    await ask(pilot, QUESTION)
    await pilot.press("ctrl+o")
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, ThreadsScreen))
    await wait_until(pilot, lambda: len(pilot.app.screen.query_one("ThreadList").rows) == 2)
    await pilot.press("down", "enter")
    await wait_until(pilot, lambda: pilot.app.screen is pilot.app.chat)
    assert "opening the thread" in screen_text(pilot.app)


async def test_an_export_right_after_opening_is_of_the_thread_that_was_opened(
    tmp_path: Path, gate: threading.Event
) -> None:
    app = chat_app(Slow(kept_in=tmp_path / "kept"))
    async with app.run_test(size=(100, 36)) as pilot:
        await two_threads(pilot)
        await command(pilot, "/export out.md")
        await pilot.pause(0.1)
        assert not Path("out.md").exists()
        gate.set()
        await wait_until(pilot, lambda: "Exported" in screen_text(app))
        text = Path("out.md").read_text()
        assert "old bridge" in text
        assert "port strike" not in text


async def test_a_question_right_after_opening_is_asked_in_it(
    tmp_path: Path, gate: threading.Event
) -> None:
    library = Slow(kept_in=tmp_path / "kept")
    app = chat_app(library)
    async with app.run_test(size=(100, 36)) as pilot:
        await two_threads(pilot)
        await type_text(pilot, "who won the chess cup?")
        await pilot.press("enter")
        gate.set()
        conversation = app.chat.asking
        await wait_until(pilot, lambda: len(conversation.conversation.turns) == 2)
        await wait_until(pilot, lambda: not conversation.busy)
        questions = [turn.question for turn in conversation.conversation.turns]
        assert questions == [BRIDGE, "who won the chess cup?"]
    assert {row.turns for row in library.threads.rows()} == {1, 2}


async def test_a_question_typed_while_the_last_thread_is_resumed_is_not_lost(
    tmp_path: Path, gate: threading.Event
) -> None:
    first = chat_app(Standin(kept_in=tmp_path / "kept"))
    async with first.run_test(size=(100, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, BRIDGE)
    app = chat_app(Slow(kept_in=tmp_path / "kept"), resume=True)
    async with app.run_test(size=(100, 36)) as pilot:
        await type_text(pilot, QUESTION)
        await pilot.press("enter")
        await ready(pilot)
        gate.set()
        await wait_until(pilot, lambda: len(app.chat.asking.conversation.turns) == 2)
        await wait_until(pilot, lambda: not app.chat.asking.busy)
        assert "Dockers at the northern" in screen_text(app)


async def test_a_new_thread_meanwhile_stays_the_one_that_is_shown(
    tmp_path: Path, gate: threading.Event
) -> None:
    app = chat_app(Slow(kept_in=tmp_path / "kept"))
    async with app.run_test(size=(100, 36)) as pilot:
        await two_threads(pilot)
        await pilot.press("ctrl+n")
        gate.set()
        await ask(pilot, QUESTION)
        assert [turn.question for turn in app.chat.asking.conversation.turns] == [QUESTION]


@pytest.mark.parametrize("how", ["gone", "broken"])
async def test_a_thread_that_cannot_be_read_holds_nothing_up(
    tmp_path: Path, gate: threading.Event, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    app = chat_app(Slow(kept_in=tmp_path / "kept"))
    async with app.run_test(size=(100, 36), notifications=True) as pilot:
        await ready(pilot)
        if how == "gone":
            app.chat.threading.open(77)
        else:
            await ask(pilot, BRIDGE)
            monkeypatch.setattr(SlowThreads, "broken", True)
            app.chat.threading.open(1)
        gate.set()
        await ask(pilot, QUESTION)
        await wait_until(pilot, lambda: "That thread is gone." in screen_text(app))
        assert "opening the thread" not in screen_text(app)


async def test_nothing_to_resume_holds_nothing_up(tmp_path: Path) -> None:
    app = chat_app(Standin(kept_in=tmp_path / "kept"), resume=True)
    async with app.run_test(size=(100, 36)) as pilot:
        await type_text(pilot, QUESTION)
        await pilot.press("enter")
        turns = app.chat.asking.conversation.turns
        await wait_until(pilot, lambda: turns and turns[0].finished)
