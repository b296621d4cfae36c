"""Long conversations and large corpora stay quick. CPU time, so that a busy machine counts less."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from driving import ask, chat_app, command, ready, screen_text, type_text, wait_until
from standin import STRIKE, TALKS, Standin
from textual.events import Key
from textual.pilot import Pilot

from qabot.domain import Answer, Answered, ArticleRow
from qabot.storage.threads import Threads
from qabot.tui.screens.articles import ArticlesScreen
from qabot.tui.screens.threading import Threading

SHIPS = "what did the authority say about ships and talks?"


def kept(folder: Path, turns: int) -> None:
    """A saved thread of so many answers, each with text of its own."""
    (answered,) = [e for e in Standin([STRIKE, TALKS]).ask(SHIPS) if isinstance(e, Answered)]
    answer: Answer = answered.answer
    threads = Threads(folder)
    thread = None
    for number in range(turns):
        thread, turn = threads.begin(thread, f"{number}: {SHIPS}")
        threads.finish(turn, replace(answer, question=f"{number}: {SHIPS}"), 0.2)
    threads.close()


async def spent_on(pilot: Pilot[Any], keys: str | list[str]) -> float:
    """CPU seconds of all that a key sets off, the least of several.

    Not by the pilot, which asks every widget whether it is idle.
    """
    took = []
    for key in keys:
        event = Key(key, key if len(key) == 1 else None)
        event.set_sender(pilot.app)
        start = time.process_time()
        pilot.app._driver.send_message(event)
        await asyncio.sleep(0.12)
        took.append(time.process_time() - start)
    return min(took)


async def measured(folder: Path, turns: int, monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """CPU seconds of mounting, typing and changing the focus in a thread of so many turns."""
    kept(folder, turns)
    spent = {}
    resume = Threading.resume

    async def timed(self: Threading, read: Any) -> None:
        start = time.process_time()
        await resume(self, read)
        spent["mount"] = time.process_time() - start

    monkeypatch.setattr(Threading, "resume", timed)
    app = chat_app(Standin(kept_in=folder), resume=True)
    async with app.run_test(size=(120, 36)) as pilot:
        start = time.process_time()
        await wait_until(pilot, lambda: f"{turns - 1}: what did" in screen_text(app))
        spent["shown"] = time.process_time() - start
        await ready(pilot)
        spent["echo"] = await spent_on(pilot, "abcdefghijkl")
        spent["focus"] = await spent_on(pilot, ["tab"] * 8)
    monkeypatch.undo()
    return spent


@pytest.mark.slow
async def test_three_hundred_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = await measured(tmp_path / "few", 5, monkeypatch)
    many = await measured(tmp_path / "many", 300, monkeypatch)
    print("\nfew", few, "\nmany", many)
    # Sixty times the turns, over a first frame of 0.06 s; a Markdown widget for each took 200 times.
    assert many["shown"] <= 40 * few["shown"], (few, many)
    # Five turns are mounted in so little time that it says nothing: the frame is what compares.
    assert many["mount"] <= 40 * few["shown"], (few, many)
    for what in ("echo", "focus"):
        assert many[what] <= max(1.5 * few[what], few[what] + 0.003), (what, few, many)


def rows(count: int) -> list[ArticleRow]:
    return [
        ArticleRow(
            n, f"Title {n} of a piece", "Gazette", None, "", "", "", f"{n}.md", "", 0.0, 3, 3
        )
        for n in range(count)
    ]


async def listed(made: list[ArticleRow]) -> dict[str, float]:
    """CPU seconds until the articles are listed, and of a key in the filter."""

    class Large(Standin):
        def rows(self) -> list[ArticleRow]:
            return made

    app = chat_app(Large())
    spent = {}
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)

        def drawn() -> bool:  # not the whole screen's text: looking must cost nothing
            return isinstance(app.screen, ArticlesScreen) and len(app.screen.table.rows) > 0

        start = time.process_time()
        await command(pilot, "/articles")
        await wait_until(pilot, drawn)
        spent["first rows"] = time.process_time() - start
        assert f"{len(made):,} in all" in screen_text(app)
        start = time.process_time()
        await type_text(pilot, "7")
        spent["filter"] = time.process_time() - start
        start = time.process_time()
        await pilot.press("end")
        spent["end"] = time.process_time() - start
        assert "Title" in screen_text(app)
        start = time.process_time()
        await pilot.press("left", "left")  # by outlet, by title
        spent["sort"] = time.process_time() - start
        assert "title▴" in screen_text(app)
    return spent


async def quickest(count: int) -> dict[str, float]:
    """The least of each figure in four runs: whatever else the machine does only adds."""
    made = rows(count)
    runs = [await listed(made) for _ in range(4)]
    return {what: min(run[what] for run in runs) for what in runs[0]}


@pytest.mark.slow
async def test_twenty_thousand_articles() -> None:
    few, many = await quickest(200), await quickest(20_000)
    print("\nfew", few, "\nmany", many)
    # A hundred times the rows: what is drawn costs the same, what looks at each row far less.
    assert many["first rows"] <= 3 * few["first rows"], (few, many)
    assert many["end"] <= 3 * few["end"], (few, many)
    for what in ("filter", "sort"):
        assert many[what] <= 25 * few[what], (what, few, many)


async def test_a_few_turns_more_than_fit_are_all_there(tmp_path: Path) -> None:
    kept(tmp_path, 40)
    app = chat_app(Standin(kept_in=tmp_path), resume=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "39: what did" in screen_text(app))
        for _ in range(30):
            await pilot.press("pageup")
        await wait_until(pilot, lambda: "0: what did the authority" in screen_text(app))
        await ready(pilot)
        await ask(pilot, SHIPS)
        assert len(app.chat.asking.conversation.turns) == 41
