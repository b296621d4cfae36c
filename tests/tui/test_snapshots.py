"""Pictures of the chat that must not change unnoticed. New ones: --snapshot-update."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from driving import ask, chat_app, command, ready, screen_text, type_text, wait_until
from standin import BRIDGE, STRIKE, TALKS, Standin
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from qabot.domain import Article, Failure
from qabot.tui.app import QabotApp
from qabot.tui.widgets.finder import Finder
from qabot.tui.widgets.thread_list import ThreadList

Scene = Callable[[Pilot[Any], Standin], Awaitable[None]]
SHIPS = "what did the authority say about ships and talks?"
NASTY = "[/a/b] [bold]x[/bold] \x1b[31mred\x1b[0m 漢字 👩‍🚀 \u202eabc"


async def welcome(pilot: Pilot[Any], library: Standin) -> None:
    pass


async def empty(pilot: Pilot[Any], library: Standin) -> None:
    """A corpus without articles, and a question that nothing can answer."""
    await wait_until(pilot, lambda: "There are no articles yet." in screen_text(pilot.app))


async def opening(pilot: Pilot[Any], library: Standin) -> None:
    """The first frame: a question waits for the articles to be opened."""
    await type_text(pilot, "why did the port strike end?")
    await pilot.press("enter")
    await wait_until(pilot, lambda: "waiting for your articles" in screen_text(pilot.app))


async def source(pilot: Pilot[Any], library: Standin) -> None:
    await ask(pilot, SHIPS)
    await pilot.press("1")
    await wait_until(pilot, lambda: pilot.app.chat.source.view.has_focus)


async def answers(pilot: Pilot[Any], library: Standin) -> None:
    """An answer, nothing, an error, and one that is still asked."""
    await ask(pilot, SHIPS)
    await ask(pilot, "who won the chess championship?")
    await ask(pilot, "please fail")
    library.ask_gate.clear()
    await type_text(pilot, "and then?")
    await pilot.press("enter")
    await wait_until(pilot, lambda: "searching" in screen_text(pilot.app))


async def adding(pilot: Pilot[Any], library: Standin) -> None:
    await command(pilot, "/add missing.txt")
    await wait_until(pilot, lambda: "1 failed" in screen_text(pilot.app))
    library.add_gate.clear()
    await command(pilot, "/add strike-3.html other.md")
    await wait_until(pilot, lambda: "adding strike-3.html and 1 more" in screen_text(pilot.app))
    await wait_until(pilot, lambda: pilot.app.board.running.progress)
    await type_text(pilot, "/a")


async def articles(pilot: Pilot[Any], library: Standin) -> None:
    await command(pilot, "/articles")
    await wait_until(pilot, lambda: "3 in all" in screen_text(pilot.app))
    await wait_until(pilot, lambda: "Dockers at" in screen_text(pilot.app))


async def states(pilot: Pilot[Any], library: Standin) -> None:
    """An article whose file is torn, one without vectors yet, one removed; sorted by state."""
    library.broken = [Failure(STRIKE.path, "not valid UTF-8"), Failure("old.doc", "damaged")]
    library.pending = {TALKS.number}
    await articles(pilot, library)
    await pilot.press("end", "delete")
    await wait_until(pilot, lambda: "ctrl+z brings it back" in screen_text(pilot.app))
    await pilot.press("left", "left", "left", "left")
    await wait_until(pilot, lambda: "state▾" in screen_text(pilot.app))
    await pilot.press("home")
    await wait_until(pilot, lambda: "it said before" in screen_text(pilot.app))


async def failures(pilot: Pilot[Any], library: Standin) -> None:
    reason = "it is encrypted, and no password for it is known, so that nothing of it was read"
    library.broken = [Failure(f"scans/{NASTY}.pdf", reason), Failure("old.doc", "damaged")]
    await articles(pilot, library)
    await pilot.press("f4")
    await wait_until(pilot, lambda: "2 files could not be read" in screen_text(pilot.app))


async def picking(pilot: Pilot[Any], library: Standin) -> None:
    await articles(pilot, library)
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder) / "downloads"
        (here / "wire").mkdir(parents=True)
        (here / "ferry.md").write_text("The ferry sails again on Monday.")
        (here / "whales [1].html").write_text("x" * 5_400_000)
        (here / "photo.jpg").write_text("")
        for path in (here / "wire", *here.iterdir()):
            os.utime(path, (1_715_515_200, 1_715_515_200))
        pilot.app.picked_in = here
        await pilot.press("f2")
        await wait_until(pilot, lambda: "ferry.md" in screen_text(pilot.app))
    # The folder's name is another each time.
    head = pilot.app.screen.query_one("#picking-head", Static)
    head.update(Content("Add articles   …/downloads"))


async def removing(pilot: Pilot[Any], library: Standin) -> None:
    await command(pilot, "/remove night")
    await wait_until(pilot, lambda: "Remove this article?" in screen_text(pilot.app))


async def help_shown(pilot: Pilot[Any], library: Standin) -> None:
    await pilot.press("f1")
    await wait_until(pilot, lambda: "Ask, or run" in screen_text(pilot.app))


async def palette(pilot: Pilot[Any], library: Standin) -> None:
    await pilot.press("ctrl+p")
    await wait_until(pilot, lambda: "Add articles" in screen_text(pilot.app))


async def threads(pilot: Pilot[Any], library: Standin) -> None:
    """Three saved threads of long ago, one deleted."""
    for question in (SHIPS, "when will the old bridge reopen?", "who won the chess [cup]?"):
        library.threads.begin(None, question)
    with closing(sqlite3.connect(library.threads.path)) as db:
        db.execute("UPDATE threads SET changed = 1715500000 + 90000 * id")
        db.commit()
    await pilot.press("ctrl+o")
    await wait_until(pilot, lambda: "old bridge" in screen_text(pilot.app))
    await pilot.press("delete")
    await wait_until(pilot, lambda: "ctrl+z undoes" in screen_text(pilot.app))
    await wait_until(pilot, lambda: len(pilot.app.screen.query_one(ThreadList).rows) == 2)


async def why(pilot: Pilot[Any], library: Standin) -> None:
    await ask(pilot, SHIPS)
    await pilot.press("tab", "w")
    await wait_until(pilot, lambda: "6 passages in" in screen_text(pilot.app))


async def finding(pilot: Pilot[Any], library: Standin) -> None:
    """An article on the whole screen, words looked for in it."""
    await source(pilot, library)
    await pilot.press("enter", "slash")
    await wait_until(pilot, lambda: isinstance(pilot.app.focused, Finder))
    pilot.app.focused.cursor_blink = False
    await type_text(pilot, "the port")
    await wait_until(pilot, lambda: "of 2" in screen_text(pilot.app))


async def filtered(pilot: Pilot[Any], library: Standin) -> None:
    """Filters that were read out of a question; then one dropped, in a popup's shade."""
    await ask(pilot, "what did the Courier say in May about talks of the authority?")
    await pilot.press("tab", "x")
    turns = pilot.app.chat.asking.conversation.turns
    await wait_until(pilot, lambda: len(turns) == 2 and turns[1].finished)
    await type_text(pilot, "/re")


async def hostile(pilot: Pilot[Any], library: Standin) -> None:
    await source(pilot, library)


def known_in(scene: Scene) -> list[Article]:
    """The articles there are before the chat starts: it may count them at any time."""
    if scene is empty:
        return []
    if scene is hostile:
        text = f"The authority {NASTY} said ships were waiting.\n\n{NASTY} is all there is."
        return [replace(STRIKE, title=NASTY, source=NASTY, text=text), TALKS]
    return [STRIKE, TALKS, BRIDGE]


SIZES = [(120, 36), (80, 24), (60, 20)]
CASES = [
    *[(scene, size, "qabot-dark") for scene in (welcome, source, adding) for size in SIZES],
    (source, (120, 36), "qabot-light"),
    (articles, (80, 24), "qabot-light"),
    (answers, (80, 36), "qabot-dark"),
    (articles, (80, 24), "NO_COLOR"),
    (states, (120, 36), "qabot-dark"),
    (failures, (80, 24), "qabot-dark"),
    (picking, (80, 24), "qabot-dark"),
    (removing, (80, 24), "qabot-dark"),
    (help_shown, (120, 36), "qabot-dark"),
    (palette, (80, 24), "qabot-dark"),
    (why, (120, 36), "qabot-dark"),
    (finding, (120, 36), "qabot-dark"),
    (filtered, (80, 36), "qabot-dark"),
    (threads, (120, 36), "qabot-dark"),
    (hostile, (120, 36), "qabot-dark"),
    (source, (80, 24), "NO_COLOR"),
    (empty, (80, 24), "qabot-dark"),
    (opening, (80, 24), "qabot-dark"),
]
# The same scenes once more.
LOOKS = [
    (articles, (60, 20), "qabot-dark"),
    (articles, (160, 40), "qabot-dark"),
    (picking, (120, 36), "qabot-light"),
    (finding, (80, 24), "NO_COLOR"),
    (threads, (60, 20), "qabot-light"),
    (why, (60, 20), "qabot-dark"),
    (source, (120, 36), "NO_COLOR"),
    (answers, (60, 20), "qabot-dark"),
    (answers, (80, 36), "qabot-light"),
    (help_shown, (60, 20), "qabot-light"),
    (threads, (80, 24), "NO_COLOR"),
    (welcome, (80, 24), "qabot-light"),
    (failures, (60, 20), "qabot-light"),
    (why, (80, 24), "NO_COLOR"),
    (answers, (80, 36), "NO_COLOR"),
]


def _name(case: tuple[Scene, tuple[int, int], str]) -> str:
    scene, (width, height), theme = case
    return f"{scene.__name__}-{width}x{height}-{theme}"


def held_until_drawn(app: QabotApp, library: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app waits for its threads when it ends: the articles are opened once it is drawn."""
    draw = app.export_screenshot

    def drawn(**how: Any) -> str:
        picture = draw(**how)
        library.open_gate.set()
        return picture

    monkeypatch.setattr(app, "export_screenshot", drawn)


@pytest.mark.parametrize(
    "case",
    [
        *(pytest.param(case, id=_name(case)) for case in CASES),
        *(pytest.param(case, id=_name(case), marks=pytest.mark.slow) for case in LOOKS),
    ],
)
def test_picture(
    snap_compare: Any,
    monkeypatch: pytest.MonkeyPatch,
    case: tuple[Scene, tuple[int, int], str],
) -> None:
    scene, size, theme = case
    if theme == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        monkeypatch.delenv("NO_COLOR", raising=False)
    library = Standin(known_in(scene))
    app = chat_app(library, theme="" if theme == "NO_COLOR" else theme, clock=lambda: 0.0)
    if scene is opening:
        library.open_gate.clear()
        held_until_drawn(app, library, monkeypatch)
    app.animation_level = "none"
    app.chat.prompt.cursor_blink = False

    async def act(pilot: Pilot[Any]) -> None:
        if scene is not opening:
            await ready(pilot)
        await scene(pilot, library)
        await pilot.pause()

    try:
        assert snap_compare(app, terminal_size=size, run_before=act)
    finally:
        library.ask_gate.set()
        library.open_gate.set()
