"""The real program under tmux with real keys: a user's day in one run."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import serving
from terminals import Terminal, program

from qabot.starting import starter_folder

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    opened = Terminal(tmp_path)
    yield opened
    opened.end()


def test_a_day_at_the_terminal(tmp_path: Path, terminal: Terminal) -> None:
    home = tmp_path / "home"
    corpus = home / "news"
    corpus.mkdir(parents=True)
    for file in sorted(starter_folder().glob("*.md")):
        shutil.copy(file, corpus)
    (home / "ed.py").write_text(
        "import sys, pathlib\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "path.write_text(path.read_text() + 'who won the regatta?')\n"
    )
    new = home / "regatta result.md"
    new.write_text(
        "# Regatta won by the Kestrel\n\nThe Kestrel won the regatta on Sunday, ahead of nine "
        "boats. Skipper Ada Quill said that the wind had been kind to her crew.\n"
    )
    arguments = ("--corpus", str(corpus))
    terminal.start(program(home, *arguments))

    # A question typed at once is answered when it can be.
    terminal.wait("ask, or /add")
    terminal.type("what did China say about relations?")
    terminal.keys("Enter")
    terminal.wait("[1]", "source", "newest")

    # A citation, the next, copying it.
    terminal.keys("1")
    terminal.wait("[1]  1 of ", "n next")
    terminal.keys("y")
    terminal.wait("terminal's clipboard")
    first = terminal.clipboard()
    assert first.startswith("“")
    terminal.keys("n")
    terminal.wait("[2]  2 of ")
    terminal.keys("y")
    end = time.monotonic() + 20
    while terminal.clipboard() == first:
        assert time.monotonic() < end
        time.sleep(0.1)
    terminal.keys("Escape")
    terminal.wait("enter ask")

    # A pasted path is offered, added, and can be asked about.
    terminal.paste(f"'{new}'")
    terminal.wait("Add this to your articles?")
    time.sleep(0.5)  # a key that comes sooner may have been meant for something else
    terminal.keys("Enter")
    terminal.wait("1 added")
    terminal.keys("C-n")
    terminal.wait("Ask your news.")
    terminal.keys("C-g")  # the question is written by the editor
    terminal.wait("❯ who won the regatta?")
    terminal.keys("Enter")
    terminal.wait("The Kestrel won the regatta", "Regatta won by the Kestrel")

    # The old thread again, and out into a file.
    terminal.keys("C-o")
    terminal.wait("Threads", "what did China say")
    terminal.keys("Down", "Enter")
    terminal.wait("· newest", "what did China say about relations?", gone="type to filter")
    terminal.type("/export china.md")
    terminal.keys("Enter")
    terminal.wait("Exported")
    written = (home / "china.md").read_text()
    assert "## what did China say about relations?" in written
    assert first[1:30] in written

    # A narrow window keeps everything that is needed; a draft outlives the program.
    terminal.resize(60, 20)
    shown = terminal.wait("enter ask", "f1 help")
    assert max(map(len, shown.splitlines())) <= 60
    terminal.type("half a ques")
    time.sleep(1.5)
    terminal.keys("C-q")
    end = time.monotonic() + 30
    while terminal.alive():
        assert time.monotonic() < end
        time.sleep(0.1)
    terminal.start(program(home, *arguments, "--resume"))
    terminal.wait("❯ half a ques", "The Kestrel won the regatta", seconds=40)
    terminal.keys("C-c", "C-c", "C-c")


def test_settings_models_and_places_at_the_terminal(tmp_path: Path, terminal: Terminal) -> None:
    """What is chosen in the chat is in the file, and is there at the next start."""
    pytest.importorskip("langchain_ollama")
    home = tmp_path / "home"
    corpus = home / "news"
    corpus.mkdir(parents=True)
    for file in sorted(starter_folder().glob("*.md"))[:3]:
        shutil.copy(file, corpus)
    config = home / "qabot" / "qabot.toml"
    config.parent.mkdir()
    config.write_text("# mine\n[quoting]\nthreshold = 0.2 # low\n")
    with serving() as server:
        start = program(home, "--corpus", str(corpus), OLLAMA_HOST=server.url)
        terminal.start(start)
        terminal.wait("For example")

        # A setting is found, refused while it is wrong, and saved beside the comments.
        terminal.keys("F2")
        terminal.wait("type to search", "quoting.threshold")
        terminal.type("sentences")
        terminal.wait("At most this many sentences.")
        terminal.keys("Enter")
        terminal.wait("leave as it was")
        terminal.type("0")
        terminal.wait("whole number from 1 to 10.")
        terminal.keys("BSpace", "BSpace")
        terminal.type("2")
        terminal.keys("Enter")
        terminal.wait("counts from the next question on", "saved in")
        assert config.read_text() == "# mine\n[quoting]\nthreshold = 0.2 # low\nstatements = 2\n"
        terminal.keys("Escape")
        terminal.wait("type to search")
        terminal.keys("Escape")
        terminal.wait("enter ask")

        # A model is completed, switched to, and stopped while it writes.
        terminal.type("/model ")
        terminal.wait("ollama:qwen3:4b", "quote the articles")
        terminal.type("4b")
        terminal.wait("/model 4b", gone="llama3.2")
        terminal.keys("Tab", "Enter")
        terminal.wait("ollama:qwen3:4b writes the answers from now on.")
        server.mode = "slow"
        terminal.type("why was the trip postponed?")
        terminal.keys("Enter")
        terminal.wait("The trip was postponed")
        terminal.keys("Escape")
        terminal.wait("? unfinished", "! Cancelled: the answer is unfinished.")

        # A letter goes to the answer.
        terminal.keys("C-l")
        terminal.wait("esc leaves", " a ")
        terminal.type("s")
        terminal.wait("y copy", gone="esc leaves")
        terminal.keys("C-q")
        end = time.monotonic() + 30
        while terminal.alive():
            assert time.monotonic() < end
            time.sleep(0.1)
        terminal.start(start)
        terminal.wait("3 articles   ollama:qwen3:4b")
        terminal.type("/model none")
        terminal.keys("Enter")
        terminal.wait("quoted from now on", gone="articles   ollama:")
    assert "model" not in config.read_text()
    terminal.keys("C-c", "C-c")
