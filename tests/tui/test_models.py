"""``/model`` in the chat: the list, switching in place, remembering, and what cannot be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from driving import ask, chat_app, command, ready, screen_text, type_text, wait_until
from standin import QUESTION, Standin

from qabot.domain import QabotError
from qabot.settings.editor import SettingsEditor
from qabot.tui.screens.models import ModelsScreen


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("QABOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(platformdirs, "user_config_path", lambda name: tmp_path / "config" / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "config/qabot/qabot.toml"


def app_with(library: Any) -> Any:
    return chat_app(library, settings=SettingsEditor)


async def test_a_model_is_picked_named_remembered_and_left(config: Path) -> None:
    library = Standin()
    app = app_with(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await command(pilot, "/model")
        await wait_until(pilot, lambda: isinstance(app.screen, ModelsScreen))
        await wait_until(pilot, lambda: "ollama:qwen3:4b" in screen_text(app))
        assert "none" in screen_text(app)
        await type_text(pilot, "qwn")
        await wait_until(pilot, lambda: "ollama:llama3.2" not in screen_text(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "writes the answers from now on" in screen_text(app))
        assert library.model == "ollama:qwen3:4b"
        assert "ollama:qwen3:4b" in screen_text(app).splitlines()[0]
        assert config.read_text() == 'model = "ollama:qwen3:4b"\n'
        await command(pilot, "/model none")
        await wait_until(pilot, lambda: "quoted from now on" in screen_text(app))
        assert library.model == ""
        assert "qwen3" not in screen_text(app).splitlines()[0]
        assert config.read_text() == ""


async def test_what_cannot_be_is_one_line_and_quoting_goes_on(config: Path) -> None:
    app = app_with(Standin())
    async with app.run_test(size=(120, 30)) as pilot:
        await ready(pilot)
        await command(pilot, "/model openai:gpt-x")
        said = "openai:gpt-x needs a key. Set OPENAI_API_KEY. The articles are quoted."
        await wait_until(pilot, lambda: said in screen_text(app))
        await ask(pilot, QUESTION)
        assert "Dockers at the northern" in screen_text(app)
    assert not config.exists()


async def test_a_name_that_no_server_lists_is_taken_as_typed(config: Path) -> None:
    class Silent(Standin):
        def models(self) -> list[str]:
            return []

    library = Silent()
    app = app_with(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await command(pilot, "/model")
        await wait_until(pilot, lambda: "ollama serve" in screen_text(app))
        await type_text(pilot, "gpt")
        await wait_until(pilot, lambda: "Names are ollama:NAME" in screen_text(app))
        await pilot.press("escape")
        await type_text(pilot, "ollama:llama3.2")
        await wait_until(pilot, lambda: "as typed" in screen_text(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: library.model == "ollama:llama3.2")
        await pilot.press("escape")
        await command(pilot, "/model")
        await wait_until(pilot, lambda: "writes now" in screen_text(app))
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.screen is app.chat)
        assert library.model == "ollama:llama3.2"


async def test_a_variable_that_wins_at_the_next_start_is_told(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QABOT_MODEL", "ollama:llama3.2")
    library = Standin(model="ollama:llama3.2")
    app = app_with(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert "ollama:llama3.2" in screen_text(app).splitlines()[0]
        await command(pilot, "/model none")
        await wait_until(pilot, lambda: "QABOT_MODEL sets it" in screen_text(app))
        assert library.model == ""
    assert not config.exists()


async def test_a_server_that_is_none_is_told_in_the_list() -> None:
    class Odd(Standin):
        def models(self) -> list[str]:
            raise QabotError("http://x gives no list.", "Is it Ollama?")

    app = app_with(Odd())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await command(pilot, "/model")
        await wait_until(pilot, lambda: "Is it Ollama?" in screen_text(app))
