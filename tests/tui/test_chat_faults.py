"""An error in the chat that nobody foresaw: one line and a log, never the values of variables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from driving import chat_app
from standin import Standin
from textual.app import App

import qabot.tui
from qabot.cli.ending import ERROR, guarded
from qabot.tui.app import QabotApp


def break_down() -> None:
    words_of_an_article = "The ferry sank."
    raise ZeroDivisionError(words_of_an_article)


async def test_it_is_kept_for_the_end_and_not_drawn() -> None:
    app = chat_app(Standin())
    with pytest.raises(ZeroDivisionError):
        async with app.run_test(size=(80, 24)) as pilot:
            app.call_later(break_down)
            await pilot.pause()
    assert isinstance(app.fault, ZeroDivisionError)
    assert not app._exit_renderables


def test_the_command_says_one_line_and_logs_places_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_, **__: tmp_path / "logs")

    def headless(self: App[Any]) -> None:
        self.call_later(break_down)
        App.run(self, headless=True)

    monkeypatch.setattr(QabotApp, "run", headless)
    assert guarded(lambda: qabot.tui.run(Standin)) == ERROR
    said = "".join(capfd.readouterr())
    assert "This should not have happened (ZeroDivisionError)" in said
    assert "Traceback" not in said
    assert "ferry" not in said
    log = (tmp_path / "logs" / "qabot.log").read_text(encoding="utf-8")
    assert "break_down" in log
    assert "ferry" not in log
