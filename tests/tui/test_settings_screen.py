"""The screen of settings: found, explained, checked as typed, saved, and what it changes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from driving import chat_app, command, paste, ready, screen_text, type_text, wait_until
from standin import Standin
from textual.pilot import Pilot

from qabot.settings.editor import SettingsEditor
from qabot.tui.screens.settings import SettingsScreen

ROOM = (100, 30)


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own qabot.toml, which is not there yet."""
    for name in [name for name in os.environ if name.startswith("QABOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(platformdirs, "user_config_path", lambda name: tmp_path / ".config" / name)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / ".config/qabot/qabot.toml"


async def opened(pilot: Pilot[Any], words: str = "") -> SettingsScreen:
    await ready(pilot)
    await command(pilot, f"/settings {words}")
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
    screen = pilot.app.screen
    await wait_until(pilot, lambda: screen._loaded)
    assert isinstance(screen, SettingsScreen)
    return screen


def app_with(library: Standin | None = None, **options: Any) -> Any:
    settings = options.pop("settings", SettingsEditor)
    return chat_app(library or Standin(), settings=settings, **options)


async def test_a_value_is_searched_checked_as_typed_saved_and_counts(config: Path) -> None:
    config.parent.mkdir(parents=True)
    config.write_text("# mine\n[quoting]\nthreshold = 0.2 # low\n")
    library = Standin()
    app = app_with(library)
    async with app.run_test(size=ROOM) as pilot:
        screen = await opened(pilot)
        assert "set in ~/.config/qabot/qabot.toml" not in screen_text(app)
        await type_text(pilot, "sentences")
        await wait_until(pilot, lambda: "search: sentences" in screen_text(app))
        assert [row.name for row in screen.list.rows] == ["quoting.statements"]
        assert "a whole number from 1 to 10 · default: 4" in screen_text(app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: screen.input.has_focus)
        assert screen.input.value == "4"
        await pilot.press("0", "enter")
        await wait_until(pilot, lambda: "must be a whole number from 1 to 10" in screen_text(app))
        assert screen.input.has_focus
        await pilot.press("backspace", "backspace", "2", "enter")
        await wait_until(pilot, lambda: "saved in" in screen_text(app))
        assert config.read_text() == "# mine\n[quoting]\nthreshold = 0.2 # low\nstatements = 2\n"
        await wait_until(pilot, lambda: screen.list.rows[0].value == "2")
        assert library.used[-1].quoting.statements == 2  # type: ignore[attr-defined]
        assert "set in ~/.config/qabot/qabot.toml" in screen_text(app)
        await pilot.press("delete")
        await wait_until(pilot, lambda: "taken out of" in screen_text(app))
        assert config.read_text() == "# mine\n[quoting]\nthreshold = 0.2 # low\n"
        await pilot.press("escape", "escape")
        await wait_until(pilot, lambda: app.screen is app.chat)


async def test_theme_and_keys_count_at_once(config: Path) -> None:
    app = app_with()
    async with app.run_test(size=ROOM) as pilot:
        screen = await opened(pilot, "theme")
        assert screen.list.rows[0].name == "theme"
        await pilot.press("enter")
        await paste(pilot, "norde\nx")
        await wait_until(pilot, lambda: "no theme norde. Did you mean nord" in screen_text(app))
        await pilot.press("backspace", "enter")
        await wait_until(pilot, lambda: app.theme == "nord")
        await pilot.press("escape")
        await type_text(pilot, "keys.new")
        await pilot.press("enter")
        await wait_until(pilot, lambda: screen.input.value == "ctrl+n")
        for typed, said in (
            ("ctrl+o", "That is the key of threads."),
            ("ctrl+m", "ctrl+m is enter in a terminal."),
            ("hyperspace", "There is no key 'hyperspace'."),
        ):
            screen.input.value = typed
            await wait_until(pilot, lambda said=said: said in screen_text(app))
            await pilot.press("enter")
            assert screen.input.has_focus
        screen.input.value = "f8"
        await pilot.press("enter")
        await wait_until(pilot, lambda: "saved in" in screen_text(app))
        await pilot.press("escape", "escape")
        await wait_until(pilot, lambda: app.screen is app.chat)
        await wait_until(pilot, lambda: "f8 new" in screen_text(app))
    assert config.read_text() == 'theme = "nord"\n\n[keys]\nnew = "f8"\n'


async def test_what_a_variable_or_option_sets_is_told_and_left_alone(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QABOT_QUOTING__STATEMENTS", "40")
    app = app_with(settings=lambda: SettingsEditor({"model": "ollama:x"}))
    async with app.run_test(size=ROOM) as pilot:
        screen = await opened(pilot, "quoting.st")
        assert "! quoting.statements" in screen_text(app)
        assert "set by QABOT_QUOTING__STATEMENTS" in screen_text(app)
        assert "It must be a whole number from 1 to 10." in screen_text(app)
        for key in ("enter", "delete"):
            await pilot.press(key)
            await wait_until(pilot, lambda: "sets it: unset that variable" in screen_text(app))
            assert not screen.input.has_focus
            await pilot.press("x", "backspace")
        await pilot.press("escape")
        await type_text(pilot, "language model")
        await wait_until(pilot, lambda: "--model" in screen_text(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "start without it" in screen_text(app))
    assert not config.exists()


async def test_secrets_are_neither_shown_nor_emptied_by_a_slip(config: Path) -> None:
    config.parent.mkdir(parents=True)
    old = '[writing]\nbase_url = "http://ana:verysecret@host:1/v1"\n'
    config.write_text(old)
    app = app_with()
    async with app.run_test(size=ROOM) as pilot:
        screen = await opened(pilot, "base_url")
        assert "http://…@host:1/v1" in screen_text(app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: screen.input.has_focus)
        assert "verysecret" not in screen_text(app)
        assert screen.input.value == ""
        await pilot.press("enter")
        await wait_until(pilot, lambda: not screen.input.has_focus)
        assert config.read_text() == old


async def test_a_switch_and_the_escape_of_the_line(config: Path) -> None:
    app = app_with()
    async with app.run_test(size=(60, 20)) as pilot:
        screen = await opened(pilot, "traces")
        await pilot.press("enter")
        await wait_until(pilot, lambda: screen.list.rows[0].value == "yes")
        await pilot.press("escape")
        await type_text(pilot, "base_url")
        await pilot.press("enter", "enter")  # as it was: nothing is written
        await wait_until(pilot, lambda: screen.list.has_focus)
        await pilot.press("escape")
        await type_text(pilot, "threshold")
        await pilot.press("enter")
        await wait_until(pilot, lambda: screen.input.has_focus)
        await pilot.press("9", "escape")
        await wait_until(pilot, lambda: screen.list.has_focus)
        await pilot.press("f1")
        await wait_until(pilot, lambda: "saved in your qabot.toml" in screen_text(app))
        await pilot.press("escape")
    assert config.read_text() == "tracing = true\n"


async def test_a_file_that_cannot_be_read_is_named(config: Path) -> None:
    app = app_with()
    async with app.run_test(size=ROOM) as pilot:
        await ready(pilot)
        Path("qabot.toml").write_text("theme = \n")
        await command(pilot, "/settings")
        await wait_until(pilot, lambda: "qabot.toml cannot be read" in screen_text(app))
        assert "Mend or delete it." in screen_text(app)
