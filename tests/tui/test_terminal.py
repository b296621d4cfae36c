"""The real program under tmux with real keys: a user's day in one run."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qabot.starting import starter_folder

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]


class Terminal:
    """One tmux session of its own server."""

    def __init__(self, folder: Path) -> None:
        self._socket = str(folder / "tmux")

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", self._socket, *arguments], capture_output=True, text=True, timeout=30
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, command: str, width: int = 120, height: int = 36) -> None:
        size = ["-x", str(width), "-y", str(height)]
        self._tmux("-f", os.devnull, "new-session", "-d", "-s", "t", *size, command)
        self._tmux("set", "-g", "set-clipboard", "on")

    def keys(self, *keys: str) -> None:
        self._tmux("send-keys", "-t", "t", *keys)

    def type(self, text: str) -> None:
        self._tmux("send-keys", "-t", "t", "-l", text)

    def paste(self, text: str) -> None:
        """As a terminal with bracketed paste does."""
        self._tmux("set-buffer", "-b", "pasted", text)
        self._tmux("paste-buffer", "-p", "-b", "pasted", "-t", "t")

    def resize(self, width: int, height: int) -> None:
        self._tmux("resize-window", "-t", "t", "-x", str(width), "-y", str(height))

    def shown(self) -> str:
        return self._tmux("capture-pane", "-p", "-t", "t")

    def clipboard(self) -> str:
        """What the program copied by OSC 52, which tmux keeps as its newest buffer."""
        return self._tmux("show-buffer")

    def wait(self, *texts: str, gone: str = "", seconds: float = 120.0) -> str:
        """Until all texts are on the screen."""
        end = time.monotonic() + seconds
        while True:
            shown = self.shown()
            if all(text in shown for text in texts) and (not gone or gone not in shown):
                return shown
            assert time.monotonic() < end, f"waited in vain for {texts}; the screen:\n{shown}"
            time.sleep(0.1)

    def alive(self) -> bool:
        done = subprocess.run(
            ["tmux", "-S", self._socket, "has-session", "-t", "t"], capture_output=True
        )
        return done.returncode == 0

    def end(self) -> None:
        subprocess.run(["tmux", "-S", self._socket, "kill-server"], capture_output=True)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    opened = Terminal(tmp_path)
    yield opened
    opened.end()


def program(home: Path, *arguments: str) -> str:
    """The command that starts qabot, with nothing of this machine's user around."""
    env = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_STATE_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PATH": os.environ["PATH"],
        "TERM": "tmux-256color",
        "LANG": "C.UTF-8",
        "VISUAL": f"{sys.executable} {home / 'ed.py'}",
    }
    code = "from qabot.cli import main; main()"
    words = ["env", "-i", *(f"{k}={v}" for k, v in env.items()), sys.executable, "-c", code]
    return f"cd {shlex.quote(str(home))} && {shlex.join([*words, *arguments])}"


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
