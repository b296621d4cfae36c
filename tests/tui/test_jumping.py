"""Jump mode: a letter on every place that can be focused."""

from __future__ import annotations

from typing import Any

from driving import ask, chat_app, command, ready, screen_text, wait_until
from standin import QUESTION, Standin
from textual.pilot import Pilot

from qabot.tui.screens.jumping import JumpScreen, places_of
from qabot.tui.widgets.article_table import ArticleTable
from qabot.tui.widgets.turn_view import TurnView

SHIPS = "what did the authority say about ships and talks?"


async def letters(pilot: Pilot[Any]) -> list[str]:
    await pilot.press("ctrl+l")
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, JumpScreen))
    await wait_until(pilot, lambda: "esc leaves" in screen_text(pilot.app))
    return [letter for letter, _, _ in pilot.app.screen._places]


async def test_a_letter_goes_to_its_place() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await ask(pilot, QUESTION)
        await pilot.press("1")
        await wait_until(pilot, lambda: app.chat.source.view.has_focus)
        shown = await letters(pilot)
        assert shown == ["a", "s", "d", "f"]  # two answers, the source, the prompt
        for line, letter in zip(screen_text(app).splitlines(), " ", strict=False):
            assert letter == " " or letter in line
        await pilot.press("d")
        await wait_until(pilot, lambda: isinstance(app.focused, TurnView))
        assert app.focused.turn.question == QUESTION
        for letter, name in (("s", "source"), ("f", "prompt")):
            await letters(pilot)
            await pilot.press(letter)
            await wait_until(pilot, lambda: app.screen is app.chat)
            await wait_until(
                pilot, lambda name=name: app.chat.query_one(f"#{name}").has_focus_within
            )
        assert app.chat.prompt.text == ""


async def test_each_letter_stands_on_its_place() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await ask(pilot, QUESTION)
        places = places_of(app.chat)
        assert [type(widget).__name__ for _, widget, _ in places] == ["TurnView", "Prompt"]
        await letters(pilot)
        lines = screen_text(app).splitlines()
        for letter, widget, at in places:
            assert lines[at.y][at.x : at.x + 3] == f" {letter} "
            assert widget.region.contains_point(at)


async def test_esc_and_any_other_key_leave_all_as_it_was() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        for key in ("escape", "ctrl+l", "9", "ctrl+c"):
            await letters(pilot)
            await pilot.press(key)
            await wait_until(pilot, lambda: app.screen is app.chat)
            assert app.chat.prompt.has_focus
            assert app.chat.prompt.text == ""
        await letters(pilot)
        await pilot.resize_terminal(60, 20)
        await wait_until(pilot, lambda: app.screen is app.chat)


async def test_what_lies_under_the_source_has_no_letter() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await ask(pilot, QUESTION)
        await pilot.press("1")
        await wait_until(pilot, lambda: app.chat.source.view.has_focus)
        assert len(await letters(pilot)) == 2


async def test_what_is_scrolled_away_has_no_letter() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(60, 20)) as pilot:
        await ready(pilot)
        for _ in range(4):
            await ask(pilot, SHIPS)
        assert 2 <= len(await letters(pilot)) <= 3


async def test_other_screens_have_it_too() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await command(pilot, "/articles")
        await wait_until(pilot, lambda: "Dockers at" in screen_text(app))
        assert len(await letters(pilot)) == 2
        await pilot.press("s")
        await wait_until(
            pilot, lambda: app.screen.focused and not isinstance(app.focused, ArticleTable)
        )
