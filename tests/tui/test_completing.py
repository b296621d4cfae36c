"""Names that complete a command: threads, outlets, articles, models, settings."""

from __future__ import annotations

from typing import Any

import pytest
from driving import ask, chat_app, ready, screen_text, type_text, wait_until
from hypothesis import given
from hypothesis import strategies as st
from standin import QUESTION, Standin

from qabot.settings.editor import SettingsEditor
from qabot.tui.completing import fuzzy, name_choices, named
from qabot.tui.screens.articles import ArticlesScreen
from qabot.tui.screens.settings import SettingsScreen
from qabot.tui.screens.threads import ThreadsScreen

BRIDGE = "when will the old bridge reopen?"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr("platformdirs.user_config_path", lambda name: tmp_path / name)
    monkeypatch.delenv("QABOT_MODEL", raising=False)
    monkeypatch.chdir(tmp_path)


def test_fuzzy_ranks_start_word_inside_letters() -> None:
    names = ["x-Gazette", "Agazed", "Harbour Gazette", "Gazette", "great amaze", "Courier"]
    assert fuzzy(names, "GAZ", str) == [
        "Gazette",
        "x-Gazette",
        "Harbour Gazette",
        "Agazed",
        "great amaze",
    ]
    assert fuzzy(names, "", str) == names


@given(st.lists(st.text(max_size=8), max_size=6), st.text(max_size=4))
def test_fuzzy_neither_invents_nor_doubles(names: list[str], typed: str) -> None:
    found = fuzzy(list(enumerate(names)), typed, lambda one: one[1])
    assert len(set(found)) == len(found)
    assert set(found) <= set(enumerate(names))
    held = {one for one in enumerate(names) if typed.strip().casefold() in one[1].casefold()}
    assert held <= set(found)


def test_which_commands_take_names() -> None:
    assert named("/model x") == "model"
    assert named("/MODEL ") == "model"
    assert [named(text) for text in ("/model", "model x", "/add x", "/model x\ny")] == [""] * 4


async def test_models_are_completed_and_switched() -> None:
    library = Standin()
    app = chat_app(library, settings=SettingsEditor)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await type_text(pilot, "/model ")
        await wait_until(pilot, lambda: "ollama:qwen3:4b" in screen_text(app))
        assert "quote the articles" in screen_text(app)
        await type_text(pilot, "4b")
        await wait_until(pilot, lambda: "llama3.2" not in screen_text(app))
        await pilot.press("tab")
        assert app.chat.prompt.text == "/model ollama:qwen3:4b"
        assert not app.chat.completions.is_open
        await pilot.press("enter")
        await wait_until(pilot, lambda: library.model == "ollama:qwen3:4b")


async def test_themes_are_completed_ours_first() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await type_text(pilot, "/theme ")
        await wait_until(pilot, lambda: "qabot-light" in screen_text(app))
        names = [choice.label for choice in app.chat.completions.choices]
        assert names[0] == "qabot-dark"
        assert set(names) == set(app.available_themes)
        await type_text(pilot, "solar")
        await wait_until(pilot, lambda: "solarized-light  light" in screen_text(app))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: app.theme.startswith("solarized"))


async def test_enter_is_for_what_is_typed_until_a_line_is_picked() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await type_text(pilot, "/articles gaz")
        await wait_until(pilot, lambda: "Harbour Gazette  1 article" in screen_text(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "filter: gaz" in screen_text(app))
        assert isinstance(app.screen, ArticlesScreen)
        await pilot.press("escape", "escape")
        await wait_until(pilot, lambda: app.screen is app.chat)
        await type_text(pilot, "/articles o")
        await wait_until(pilot, lambda: "Courier  " in screen_text(app))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: "1 of 3" in screen_text(app))


async def test_threads_are_opened_by_their_title() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, BRIDGE)
        await pilot.press("ctrl+n")
        await ask(pilot, QUESTION)
        await type_text(pilot, "/threads bridge")
        await wait_until(pilot, lambda: f" {BRIDGE}" in screen_text(app))
        await pilot.press("up", "enter")
        await wait_until(pilot, lambda: "reopen to trams" in screen_text(app))
        assert not isinstance(app.screen, ThreadsScreen)
        assert app.chat.asking.conversation.title == BRIDGE
        # Words that are no title open the drawer with them.
        await type_text(pilot, "/threads strike")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, ThreadsScreen))
        await wait_until(pilot, lambda: "filter: strike" in screen_text(app))


async def test_settings_and_articles_by_number() -> None:
    app = chat_app(Standin(), settings=SettingsEditor)
    async with app.run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        await type_text(pilot, "/remove bridge")
        await wait_until(pilot, lambda: "3 Old bridge to reopen [again]" in screen_text(app))
        await pilot.press("tab")
        assert app.chat.prompt.text == "/remove 3"
        await pilot.press("ctrl+c")
        await type_text(pilot, "/settings thresh")
        await wait_until(pilot, lambda: "quoting.threshold" in screen_text(app))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        await wait_until(pilot, lambda: app.screen.list.rows)
        assert [row.name for row in app.screen.list.rows] == ["quoting.threshold"]


async def test_names_that_come_late_change_nothing_else() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await type_text(pilot, "/copy ")
        await wait_until(pilot, lambda: "with sources as footnotes" in screen_text(app))
        app.chat.prompt.take_names("model", [])
        assert app.chat.completions.is_open
        choices = app.chat.completions.choices
        assert name_choices("/copy SOURCES", choices) == []
        await pilot.press("escape")
        assert not app.chat.completions.is_open
        assert app.chat.prompt.text == "/copy "
