"""Addresses that look like others say where they lead; nothing of an article acts on a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from qabot.cli import output
from qabot.text import visible

EVIL = (
    '---\ntitle: "Pay\\e[2J pal \\u202Egnp.exe\\x07"\nsource: "B\\u200bBC \\e]0;x\\a"\n'
    'url: "https://bbc.com@evil.example/\\u202e"\npublished: 2024-01-01\n---\n'
    "The walrus was seen in Oslo on Monday. It ate\x1b[31m fish\u202e there.\n"
)


def test_hostile_articles_in_every_command(qabot, corpus: Path) -> None:  # type: ignore[no-untyped-def]
    (corpus / "bad.md").write_text(EVIL)
    (corpus / "ev\u202eil\x1b[31m.txt").write_text("The fox was seen in Bergen. Nobody else was.")
    commands = [
        ("sync",),
        ("list",),
        ("show", "bad.md"),
        ("search", "walrus"),
        ("ask", "where was the walrus seen?"),
        ("ask", "--json", "where was the fox seen?"),
        ("list", "--json"),
        ("doctor",),
        ("doctor", "--json"),
        ("rebuild",),
    ]
    for command in commands:
        said = qabot(*command)
        for text in (said.out, said.err):
            assert visible(text) == text, (command, text)
    shown = qabot("show", "bad.md").out
    assert "(leads to evil.example)" in shown


def test_links_of_the_terminal_lead_where_they_are_said_to(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "linking", lambda: True)
    assert "]8;;https://evil.example/\x1b" in output.linked("BBC", "https://bbc.com@evil.example/")
    assert "]8;;https://xn--pple-43d.com/\x1b" in output.linked("A", "https://аpple.com/")
    assert output.linked("A", "javascript:alert(1)") == "A"
