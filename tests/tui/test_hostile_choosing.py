"""Hostile text in what is chosen from: settings, models, names of threads and outlets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import platformdirs
import pytest
from driving import asked, chat_app, command, ready, screen_text, type_text, wait_until
from standin import STRIKE, Standin

from qabot.settings.editor import SettingsEditor
from qabot.text import visible

NASTY = "[/a/b] [bold]x[/] [@click=quit]q[/] \x1b[31mred\x07 👩‍🚀 \u202eabc"
SHOWN = "[/a/b] [bold]x[/] [@click=quit]q[/] ␛[31mred␇"


def clean(text: str) -> bool:
    return visible(text) == text


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(platformdirs, "user_config_path", lambda name: tmp_path / "config" / name)
    monkeypatch.delenv("QABOT_MODEL", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "config/qabot/qabot.toml"


async def test_settings(config: Path) -> None:
    escaped = "".join(f"\\u{ord(c):04x}" if ord(c) < 32 else c for c in NASTY)
    old = f'theme = "{escaped}"\n[keys]\n"[/b]\\u001b" = "{escaped}"\n'
    config.parent.mkdir(parents=True)
    config.write_text(old)
    app = chat_app(Standin(), settings=SettingsEditor)
    async with app.run_test(size=(160, 40)) as pilot:
        await ready(pilot)
        await command(pilot, "/settings theme")
        await wait_until(pilot, lambda: SHOWN in screen_text(app))
        assert clean(screen_text(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.screen.input.has_focus)
        assert app.screen.input.value == ""
        await pilot.press("enter")  # nothing was typed: nothing is changed
        await wait_until(pilot, lambda: app.screen.list.has_focus)
        assert config.read_text() == old
        await pilot.press("escape")
        await type_text(pilot, "keys.[/b]")
        await wait_until(pilot, lambda: "keys.[/b]␛" in screen_text(app))
        assert clean(screen_text(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.screen.input.has_focus)
        assert clean(screen_text(app))


async def test_models_and_their_errors() -> None:
    library = Standin(listed=[f"ollama:{NASTY}"])
    app = chat_app(library, settings=SettingsEditor)
    async with app.run_test(size=(160, 40)) as pilot:
        await ready(pilot)
        await type_text(pilot, "/model ")
        await wait_until(pilot, lambda: f"ollama:{SHOWN}" in screen_text(app))
        assert clean(screen_text(app))
        await pilot.press("ctrl+c")
        await command(pilot, "/model")
        await wait_until(pilot, lambda: f"ollama:{SHOWN[:20]}" in screen_text(app))
        assert clean(screen_text(app))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: "writes the answers from now on" in screen_text(app))
        assert library.model == f"ollama:{NASTY}"
        assert clean(screen_text(app))
        await command(pilot, f"/model other:{visible(NASTY)}")
        await wait_until(pilot, lambda: "needs a key" in screen_text(app))
        assert clean(screen_text(app))


async def test_outlets_articles_threads_and_a_missing_path() -> None:
    library = Standin([replace(STRIKE, title=NASTY, source=NASTY)])
    library.threads.begin(None, NASTY)
    app = chat_app(library, settings=SettingsEditor)
    async with app.run_test(size=(160, 40), notifications=True) as pilot:
        await ready(pilot)
        for name in ("articles", "remove", "threads"):
            await type_text(pilot, f"/{name} ")
            await wait_until(pilot, lambda: SHOWN in screen_text(app))
            assert clean(screen_text(app))
            await pilot.press("tab")
            assert clean(app.chat.prompt.text)
            await pilot.press("ctrl+c")
        await command(pilot, "/remove 1")
        await asked(pilot, f"1  {SHOWN}")
        assert clean(screen_text(app))
        await pilot.press("escape")
        app.chat.prompt.put(f"'/no/{NASTY}'")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "There is no file /no/[/a/b]" in screen_text(app))
        assert clean(screen_text(app))
