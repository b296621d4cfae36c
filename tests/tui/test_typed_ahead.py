"""What is typed while a question comes up: it answers nothing, and it is not lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from driving import asked, burst, chat_app, command, paste, ready, screen_text, wait_until
from standin import Standin
from textual.events import Key, Paste
from textual.pilot import Pilot

from qabot.tui.screens import confirm


@pytest.fixture
def whales(tmp_path: Path) -> Path:
    path = tmp_path / "whales.txt"
    path.write_text("The whales came back to the bay in June.\n")
    return path


def send(pilot: Pilot[Any], *events: Key | Paste) -> None:
    """At once, as after the app was busy."""
    for event in events:
        event.set_sender(pilot.app)
        pilot.app._driver.send_message(event)


def keys(text: str) -> list[Key]:
    names = {" ": "space", "\r": "enter", "?": "question_mark"}
    return [Key(names.get(c, c), c) for c in text]


@pytest.mark.parametrize("answer", ["enter", "y", "escape", "n"])
async def test_what_is_typed_on_after_a_paste_reaches_the_prompt(whales: Path, answer: str) -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        # With letters and keys that would answer the question.
        send(pilot, Paste(str(whales)), *keys(" yes, n\r who?\r"))
        await asked(pilot, "Add this to your articles?")
        assert len(library.known) == 3
        await pilot.press(answer)
        await wait_until(pilot, lambda: app.screen is app.chat)
        assert app.chat.prompt.has_focus
        yes = answer in ("enter", "y")
        typed = " yes, n who?"
        wanted = typed if yes else f"{whales}{typed}"
        await wait_until(pilot, lambda: app.chat.prompt.text == wanted)
        await pilot.press("x")
        assert app.chat.prompt.text == wanted + "x"
        await wait_until(pilot, lambda: len(library.known) == 3 + yes)
        assert not app.chat.asking.conversation.turns
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.chat.asking.conversation.turns)


async def test_who_types_on_when_the_question_is_seen_gets_it_all(whales: Path) -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await paste(pilot, str(whales))
        await asked(pilot)
        send(pilot, *keys(" what do yn say"), Paste(" or not"), *keys("?\r"))
        turns = app.chat.asking.conversation.turns
        await wait_until(pilot, lambda: turns)
        assert turns[0].question == f"{whales} what do yn say or not?"
        assert len(app.library.known) == 3


async def test_no_article_is_removed_by_keys_that_came_before_the_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        monkeypatch.setattr(confirm, "_LOOK", 3600.0)
        await command(pilot, "/remove 3")
        await wait_until(pilot, lambda: "Remove this article?" in screen_text(app))
        await burst(pilot, "enter", "y", "escape", "n", "backspace", "o")
        assert "Remove this article?" in screen_text(app)
        monkeypatch.setattr(confirm, "_LOOK", 0.0)
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.screen is app.chat)
        await wait_until(pilot, lambda: app.chat.prompt.text == "yo")
        assert library.removed == []


async def test_what_follows_the_answer_is_for_the_prompt(whales: Path) -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await paste(pilot, str(whales))
        await asked(pilot)
        send(pilot, *keys("\rn who?\r"))
        await wait_until(pilot, lambda: len(library.known) == 4)
        await wait_until(pilot, lambda: app.chat.prompt.text == "n who?")
        assert app.screen is app.chat
