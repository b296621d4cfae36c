"""Pictures of what the user chooses in: settings, models, places, names. New ones: --snapshot-update."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from driving import ask, chat_app, command, ready, screen_text, type_text, wait_until
from standin import Standin
from textual.pilot import Pilot

from qabot.settings.editor import SettingsEditor
from qabot.tui import setting_rows

SHIPS = "what did the authority say about ships and talks?"
Scene = Callable[[Pilot[Any]], Awaitable[None]]


async def settings(pilot: Pilot[Any]) -> None:
    await command(pilot, "/settings")
    await wait_until(pilot, lambda: "writing.patience" in screen_text(pilot.app))
    await pilot.press("down", "down")


async def changing(pilot: Pilot[Any]) -> None:
    """A value that is typed and wrong, of few settings that were searched."""
    await settings(pilot)
    await type_text(pilot, "quot")
    await pilot.press("enter")
    screen = pilot.app.screen
    screen.input.cursor_blink = False
    await wait_until(pilot, lambda: screen.input.has_focus)
    await pilot.press("7")
    await wait_until(pilot, lambda: "It must be" in screen_text(pilot.app))


async def models(pilot: Pilot[Any]) -> None:
    await command(pilot, "/model ollama:llama3.2")
    await wait_until(pilot, lambda: "from now on" in screen_text(pilot.app))
    await command(pilot, "/model")
    await wait_until(pilot, lambda: "ollama:qwen3:4b" in screen_text(pilot.app))


async def jumping(pilot: Pilot[Any]) -> None:
    await ask(pilot, SHIPS)
    await ask(pilot, "when will the old bridge reopen?")
    await pilot.press("1")
    await wait_until(pilot, lambda: pilot.app.chat.source.view.has_focus)
    await pilot.press("ctrl+l")
    await wait_until(pilot, lambda: "esc leaves" in screen_text(pilot.app))


async def completing(pilot: Pilot[Any]) -> None:
    await type_text(pilot, "/remove t")
    await wait_until(pilot, lambda: "Night-shift" in screen_text(pilot.app))
    await pilot.press("down")


KEYS = ("new", "threads", "settings", "jump", "prompt.newline", "source.next", "list.open")
SIZES = [(120, 36), (80, 24), (60, 20)]
CASES = [
    *[(settings, size, "qabot-dark") for size in SIZES],
    (changing, (80, 24), "qabot-dark"),
    (models, (120, 36), "qabot-dark"),
    (jumping, (120, 36), "qabot-dark"),
    (completing, (80, 24), "qabot-dark"),
]
# The same scenes once more.
LOOKS = [
    (settings, (80, 24), "qabot-light"),
    (settings, (80, 24), "NO_COLOR"),
    (changing, (60, 20), "qabot-dark"),
    (models, (60, 20), "qabot-light"),
    (jumping, (80, 24), "NO_COLOR"),
]


def _name(case: tuple[Scene, tuple[int, int], str]) -> str:
    scene, (width, height), theme = case
    return f"{scene.__name__}-{width}x{height}-{theme}"


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
    tmp_path: Path,
    case: tuple[Scene, tuple[int, int], str],
) -> None:
    scene, size, theme = case
    for name in [name for name in os.environ if name.startswith("QABOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("NO_COLOR", raising=False)
    if theme == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    config = tmp_path / ".config" / "qabot"
    config.mkdir(parents=True)
    (config / "qabot.toml").write_text(
        '[quoting]\nstatements = 3\nthreshold = 0.4\n[keys]\nnew = "f8"\n'
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("QABOT_WRITING__PATIENCE", "0")
    # A few keys, so that a new one elsewhere does not change these pictures.
    keys = {name: setting_rows.all_bindings()[name] for name in KEYS}
    monkeypatch.setattr(setting_rows, "all_bindings", lambda: keys)
    # A short name of everyone's, as it stands in what is said.
    monkeypatch.setattr(platformdirs, "user_config_path", lambda name: config)
    monkeypatch.chdir(tmp_path)
    chosen = "" if theme == "NO_COLOR" else theme
    app = chat_app(Standin(), theme=chosen, clock=lambda: 0.0, settings=SettingsEditor)
    app.animation_level = "none"
    app.chat.prompt.cursor_blink = False

    async def act(pilot: Pilot[Any]) -> None:
        await ready(pilot)
        await scene(pilot)
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=act)
