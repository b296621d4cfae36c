"""The chat starts without typer, and takes the same options as with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from qabot.cli import chatting
from qabot.cli.app import app
from qabot.cli.chatting import ChatOptions, quick
from qabot.cli.chosen import Chosen

ROOT = Path(__file__).parents[2]
PLAIN = [
    [],
    ["chat"],
    ["-r"],
    ["--resume"],
    ["-c", "news"],
    ["--corpus=news", "--theme", "nord"],
    ["chat", "--corpus", "my news", "-m", "ollama:x", "-r"],
    ["-m", "openai:x@http://127.0.0.1:8080/v1"],
    ["-c", "a", "-c", "b"],
    ["--theme=nord", "--resume", "--resume"],
]
NOT_PLAIN = [
    ["--help"],
    ["--version"],
    ["ask", "why?"],
    ["chat", "--plain"],
    ["chat", "--help"],
    ["-c"],
    ["--corpus="],
    ["-c", "-r"],
    ["-cnews"],
    ["--theme"],
    ["--resume=1"],
    ["-c", "news", "chat"],
    ["chat", "chat"],
    ["--", "chat"],
    ["serve"],
]


@pytest.mark.parametrize("words", PLAIN, ids=" ".join)
def test_quick_and_typer_read_the_same(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[ChatOptions] = []

    def noting(options: ChatOptions) -> int:
        corpus = options.corpus or Chosen.corpus
        called.append(
            ChatOptions(corpus, options.model or Chosen.model, options.theme, options.resume)
        )
        return 0

    monkeypatch.setattr(chatting, "run_chat", noting)
    monkeypatch.setattr(Chosen, "corpus", None)
    monkeypatch.setattr(Chosen, "model", None)
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    assert called == [quick(words)]


@pytest.mark.parametrize("words", NOT_PLAIN, ids=" ".join)
def test_anything_else_is_left_to_typer(words: list[str]) -> None:
    assert quick(words) is None


def test_every_option_of_the_chat_is_known_to_both() -> None:
    import typer

    command: Any = typer.main.get_command(app)
    chat = {name for one in command.commands["chat"].params for name in one.opts}
    assert chat == {*chatting._NAMES, "--resume", "-r", "--plain"}


def test_the_chat_imports_no_typer_and_nothing_of_answering(tmp_path: Path) -> None:
    code = """
import sys, qabot.tui
def run(*a, **k):
    import qabot.tui.app
    slow = ("typer", "click", "pydantic", "numpy", "chromadb", "langchain", "qabot.library",
            "qabot.settings", "qabot.storage", "rich.markdown", "pygments")
    print([name for name in slow if name in sys.modules])
    return 0
qabot.tui.run = run
sys.stdin.isatty = sys.stdout.isatty = lambda: True
from qabot.cli import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code, "--corpus", "news"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "[]\n"
