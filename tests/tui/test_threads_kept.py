"""Threads: saved as they happen, found, gone on with, renamed, deleted and brought back."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from driving import ask, chat_app, command, highlighted, ready, screen_text, type_text, wait_until
from standin import QUESTION, STRIKE, Standin
from textual.pilot import Pilot

from qabot.domain import QabotError
from qabot.storage.threads import FILE, ThreadRow, Threads
from qabot.tui import run
from qabot.tui.app import QabotApp
from qabot.tui.listing import when
from qabot.tui.screens.threads import ThreadsScreen
from qabot.tui.widgets.thread_list import ThreadList

SHIPS = "what did the authority say about ships and talks?"
BRIDGE = "when will the old bridge reopen?"


async def drawer(pilot: Pilot[Any]) -> ThreadsScreen:
    await pilot.press("ctrl+o")
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, ThreadsScreen))
    await wait_until(pilot, lambda: pilot.app.screen._listed)
    screen = pilot.app.screen
    assert isinstance(screen, ThreadsScreen)
    return screen


async def test_a_thread_is_gone_on_with_in_a_new_start(tmp_path: Path) -> None:
    app = chat_app(Standin(kept_in=tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await ask(pilot, "please fail")
        await ask(pilot, "who won the chess championship?")
        await type_text(pilot, "half a quest")
    library = Standin(kept_in=tmp_path)
    again = chat_app(library, resume=True)
    async with again.run_test(size=(120, 60)) as pilot:
        await ready(pilot)
        await wait_until(pilot, lambda: "Nothing in your articles" in screen_text(again))
        shown = screen_text(again)
        assert SHIPS in shown
        assert "waiting in the bay" in shown
        assert "The index does not fit the model." in shown
        assert "Ask your news." not in shown
        assert again.chat.prompt.text == "half a quest"
        await pilot.press("ctrl+c")
        await ask(pilot, BRIDGE)
        history = again.chat.asking.conversation.answers_before(
            again.chat.asking.conversation.turns[-1]
        )
        assert history[0].question == SHIPS
        await pilot.press("up", "up", "up")
        assert again.chat.prompt.text == "who won the chess championship?"
    (row,) = Threads(tmp_path).rows()
    assert row.turns == 4


async def test_old_citations_open_the_words_though_the_article_went(tmp_path: Path) -> None:
    library = Standin(kept_in=tmp_path)
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
    gone = Standin([], kept_in=tmp_path)
    again = chat_app(gone, resume=True)
    async with again.run_test(size=(120, 36)) as pilot:
        await wait_until(pilot, lambda: "waiting in the bay" in screen_text(again))
        await pilot.press("1")
        await wait_until(pilot, lambda: "no longer among your articles" in screen_text(again))
        assert "forty ships were waiting in the bay" in highlighted(again.chat.source)
        assert STRIKE.title in screen_text(again)


async def test_the_drawer_filters_by_text_and_opens(tmp_path: Path) -> None:
    app = chat_app(Standin(kept_in=tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await pilot.press("ctrl+n")
        assert "Ask your news." in screen_text(app)
        await ask(pilot, BRIDGE)
        await drawer(pilot)
        await wait_until(pilot, lambda: "what did the authority" in screen_text(app))
        await type_text(pilot, "forty")  # stands in the answer only
        await wait_until(pilot, lambda: len(app.screen.query_one(ThreadList).rows) == 1)
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.screen is app.chat)
        await wait_until(pilot, lambda: "waiting in the bay" in screen_text(app))
        assert BRIDGE not in screen_text(app)
        assert app.chat.prompt.has_focus
        await pilot.press("1")
        await wait_until(pilot, lambda: app.chat.source.citation)


@pytest.mark.parametrize("key", ["enter", "delete"])
async def test_a_key_after_the_filter_is_for_what_the_filter_finds(
    tmp_path: Path, key: str
) -> None:
    found = Event()

    class Slow(Threads):
        def rows(self, words: str = "") -> list[ThreadRow]:
            assert not words or found.wait(20)
            return super().rows(words)

    library = Standin(kept_in=tmp_path)
    library.__dict__["threads"] = Slow(tmp_path)
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await pilot.press("ctrl+n")
        await ask(pilot, BRIDGE)
        await drawer(pilot)
        await wait_until(pilot, lambda: "what did the authority" in screen_text(app))
        await type_text(pilot, "forty")
        await pilot.press(key)  # while the other thread is still first on the screen
        await pilot.pause()
        found.set()
        if key == "enter":
            await wait_until(pilot, lambda: "waiting in the bay" in screen_text(app))
            assert app.chat.asking.conversation.title == SHIPS
        else:
            await wait_until(pilot, lambda: "deleted “what did the auth" in screen_text(app))
            assert [row.title for row in Threads(tmp_path).rows()] == [BRIDGE]


async def test_rename_in_the_drawer_and_by_command(tmp_path: Path) -> None:
    app = chat_app(Standin(kept_in=tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await command(pilot, "/rename The [strike] of May")
        await wait_until(pilot, lambda: "The [strike] of May" in screen_text(app))
        await drawer(pilot)
        await wait_until(pilot, lambda: "The [strike] of May   " in screen_text(app))
        await pilot.press("f2", "ctrl+u")
        await type_text(pilot, "Ships")
        await pilot.press("enter")
        await wait_until(pilot, lambda: [r.title for r in Threads(tmp_path).rows()] == ["Ships"])
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.screen is app.chat)
        assert screen_text(app).splitlines()[0].endswith("Ships")


async def test_delete_and_undo(tmp_path: Path) -> None:
    library = Standin(kept_in=tmp_path)
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await pilot.press("ctrl+n")
        await ask(pilot, BRIDGE)
        await drawer(pilot)
        await pilot.press("delete")
        await wait_until(pilot, lambda: "ctrl+z undoes" in screen_text(app))
        await wait_until(pilot, lambda: len(library.threads.rows()) == 1)
        assert not app.chat.asking.conversation.turns  # it was the one shown
        await pilot.press("ctrl+z")
        await wait_until(pilot, lambda: len(library.threads.rows()) == 2)
        await wait_until(pilot, lambda: BRIDGE in screen_text(app))
        await pilot.press("ctrl+n")
        await wait_until(pilot, lambda: app.screen is app.chat)


async def test_each_question_is_saved_before_it_is_answered(tmp_path: Path) -> None:
    library = Standin(kept_in=tmp_path)
    library.ask_gate.clear()
    app = chat_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await type_text(pilot, QUESTION)
        await pilot.press("enter")
        await wait_until(pilot, lambda: Threads(tmp_path).questions() == [QUESTION])
        await pilot.press("escape")  # taken back: it was never asked
        await wait_until(pilot, lambda: Threads(tmp_path).questions() == [])
        assert app.chat.prompt.text == QUESTION
        library.ask_gate.set()


async def test_a_question_before_the_library_is_open_is_saved_too(tmp_path: Path) -> None:
    library = Standin(kept_in=tmp_path)
    library.open_gate.clear()
    app = chat_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_text(pilot, QUESTION)
        await pilot.press("enter")
        library.open_gate.set()
        await wait_until(pilot, lambda: app.chat.asking.conversation.turns[0].finished)
        await wait_until(pilot, lambda: Threads(tmp_path).rows("dockers"))


async def test_the_draft_is_kept_while_typing_not_only_at_the_end(tmp_path: Path) -> None:
    app = chat_app(Standin(kept_in=tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await type_text(pilot, "what if")
        await wait_until(pilot, lambda: Threads(tmp_path).draft() == "what if")
        await pilot.press("enter")
        await wait_until(pilot, lambda: Threads(tmp_path).draft() == "")


async def test_a_draft_of_last_time_is_had_back_though_one_typed_at_once(tmp_path: Path) -> None:
    Threads(tmp_path).keep_draft("of last time")
    library = Standin(kept_in=tmp_path)
    library.open_gate.clear()
    app = chat_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_text(pilot, "typed at once")
        library.open_gate.set()
        await ready(pilot)
        assert app.chat.prompt.text == "typed at once"
        await pilot.press("up")
        assert app.chat.prompt.text == "of last time"
        await pilot.press("down")
        assert app.chat.prompt.text == "typed at once"


def test_who_leaves_before_all_is_open_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Standin(kept_in=tmp_path)
    library.open_gate.clear()

    def typed_and_left(app: QabotApp) -> None:
        async def go() -> None:
            async with app.run_test(size=(80, 24)) as pilot:
                await command(pilot, QUESTION)
                await type_text(pilot, "and then")
            library.open_gate.set()  # too late for the chat

        asyncio.run(go())

    monkeypatch.setattr(QabotApp, "run", typed_and_left)
    run(library.open)
    assert Threads(tmp_path).questions() == [QUESTION]
    assert Threads(tmp_path).draft() == "and then"
    assert library.closed


async def test_a_damaged_file_is_named_once_and_the_chat_goes_on(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database" * 1000)
    app = chat_app(Standin(kept_in=tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await ask(pilot, BRIDGE)
        await wait_until(pilot, lambda: "Move the file away" in screen_text(app))
        assert screen_text(app).count("is not being saved") == 1
        assert "waiting in the bay" in screen_text(app)


async def test_a_full_disk_while_saving_is_said(tmp_path: Path) -> None:
    class Full(Threads):
        def finish(self, *more: Any) -> None:
            raise QabotError("The disk is full.", "Free some space.")

    library = Standin(kept_in=tmp_path)
    library.__dict__["threads"] = Full(tmp_path)
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await wait_until(pilot, lambda: "The disk is full." in screen_text(app))


async def test_how_the_corpus_was_found_is_said(tmp_path: Path) -> None:
    library = Standin(kept_in=tmp_path, notices=["The import of x.zip has been finished."])
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await wait_until(pilot, lambda: "import of x.zip has been finished" in screen_text(app))


async def test_that_nothing_is_kept_is_said(tmp_path: Path) -> None:
    library = Standin(kept_in=tmp_path)
    library.__dict__["threads"] = Threads(tmp_path, kept=False)
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await wait_until(pilot, lambda: "What is asked now is not kept" in screen_text(app))
        assert not (tmp_path / FILE).exists()


async def test_earlier_questions_are_suggested(tmp_path: Path) -> None:
    threads = Threads(tmp_path)
    threads.begin(None, "how many ships were there?")
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        assert db.execute("SELECT count(*) FROM turns").fetchone() == (1,)
    app = chat_app(Standin(kept_in=tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await wait_until(pilot, lambda: app.chat.prompt.past.ending("how"))
        await type_text(pilot, "how many")
        await wait_until(pilot, lambda: "how many ships were there?" in screen_text(app))
        assert app.chat.prompt.text == "how many"
        await pilot.press("right")
        assert app.chat.prompt.text == "how many ships were there?"


def test_times_of_today_and_other_days() -> None:
    noon = time.mktime((2024, 5, 12, 12, 30, 0, 0, 0, -1))
    assert when(noon, noon + 60) == "12:30"
    assert when(noon, noon + 24 * 3600) == "12 May 2024"


async def test_export_writes_both_and_never_over_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = chat_app(Standin())
    async with app.run_test(size=(120, 60)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        name = "what-did-the-authority-say-about-ships-and-talks"
        await command(pilot, "/export")
        await wait_until(pilot, lambda: "Exported" in screen_text(app))
        assert "> The port authority said that forty" in (tmp_path / f"{name}.md").read_text()
        await command(pilot, "/export json")
        await wait_until(pilot, lambda: (tmp_path / f"{name}.json").exists())
        await command(pilot, "/export")
        await wait_until(pilot, lambda: (tmp_path / f"{name}-2.md").exists())
        shape = json.loads((tmp_path / f"{name}.json").read_text())
        assert shape["exchanges"][0]["answer"]["citations"][1]["source"] == "Courier"
        await command(pilot, f"/export {name}.md")
        await wait_until(pilot, lambda: "is there already" in screen_text(app))
        await command(pilot, "/export no/such/folder/x.md")
        await wait_until(pilot, lambda: "No such file or directory" in screen_text(app))
        await command(pilot, "/export -")
        await wait_until(pilot, lambda: "no output to write “-” to" in screen_text(app))
        await command(pilot, '/export "two words.md"')
        await wait_until(pilot, lambda: (tmp_path / "two words.md").exists())
        assert not (tmp_path / "-").exists()
