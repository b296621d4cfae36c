"""`qabot chat --plain` and `qabot export`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Call
from loopback import serving
from news_made import folder, text, word

from qabot.storage.threads import Threads


@pytest.fixture
def asked(qabot: Call, alone: Path) -> str:
    folder(alone / "corpus", range(3))
    lines = f"what of {word(1)}?\n1\n\n/help\n/threads {word(1)}\n9\n"
    said = qabot("chat", "--plain", given=lines.encode())
    assert said.code in (0, 3), said
    return said.out


def test_lines_in_lines_out(asked: str, alone: Path) -> None:
    assert "A question is answered." in asked
    assert ">>> " in asked and " <<<" in asked
    assert f"1  what of {word(1)}? (1)" in asked
    assert "\x1b" not in asked
    (row,) = Threads(alone / "corpus" / ".qabot").rows()
    assert row.turns == 1


def test_the_thread_is_resumed_and_exported(asked: str, qabot: Call, alone: Path) -> None:
    said = qabot("chat", "--plain", "--resume", given=b"1\n/export out.md\n/export out.md\n/new\n")
    assert ">>> " in said.out
    assert "Going on with" in said.err
    assert "file exists" in said.err
    assert said.code == 1
    written = (alone / "out.md").read_text()
    assert written.startswith(f"# what of {word(1)}?\n\n## what of {word(1)}?\n")
    assert "\n  > " in written
    assert written.split("\n  > ")[1:] == qabot("export").out.split("\n  > ")[1:]
    shape = json.loads(qabot("export", word(1), "--json").out)
    assert shape["exchanges"][0]["answer"]["question"] == f"what of {word(1)}?"
    assert qabot("export", "nosuchword").code == 3


def test_why_unknown_commands_and_export_to_output(asked: str, qabot: Call, alone: Path) -> None:
    lines = "/why\n/whyy\n/articles\n/open x\n/export -\n/export 'two words.json'\n/add 'x\n/add\n"
    said = qabot("chat", "--plain", "--resume", given=lines.encode())
    assert f"Searched: what of {word(1)}?\nConfidence: " in said.out
    assert "Found: " in said.out
    assert "1. [1] " in said.out
    assert "by meaning 0." in said.out
    assert "There is no command /whyy.\n       Did you mean /why?" in said.err
    assert "There is no command /articles." in said.err
    assert "The command /open needs a number." in said.err
    assert f"\n# what of {word(1)}?\n\n## what of {word(1)}?\n" in said.out
    assert not (alone / "-").exists()
    assert json.loads((alone / "two words.json").read_text())["title"] == f"what of {word(1)}?"
    assert "'x" in said.err
    assert "Nothing to add was named." in said.err
    assert said.code == 1
    nothing = qabot("chat", "--plain", given=b"/why\n/export -\n")
    assert "There is no answer yet" in nothing.err
    assert nothing.out == ""


def test_adding_by_line(qabot: Call, alone: Path) -> None:
    folder(alone / "corpus", range(2))
    new = alone / "new piece.md"
    new.write_text(text(7), encoding="utf-8")
    said = qabot("chat", "--plain", given=f"/add '{new}' nothing.md\n/quit\nnever\n".encode())
    assert "1 added" in said.out
    assert "nothing.md" in said.err
    assert "never" not in said.out


def test_models_by_line(qabot: Call, alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("langchain_ollama")
    folder(alone / "corpus", range(2))
    with serving() as server:
        monkeypatch.setenv("OLLAMA_HOST", server.url)
        lines = "/model\n/model ollama:qwen3:4b\n/model ollama:none\n/model\n/model none\n"
        said = qabot("chat", "--plain", given=lines.encode())
    assert "ollama:llama3.2\nollama:qwen3:4b\nNow the articles are quoted.\n" in said.out
    assert "ollama:qwen3:4b writes the answers.\n" in said.out
    assert "ollama pull none" in said.err
    assert "Now writes ollama:qwen3:4b.\n" in said.out
    assert said.out.endswith("The articles are quoted.\n")
