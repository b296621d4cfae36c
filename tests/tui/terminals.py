"""A real terminal for tests: tmux, with the program in it."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


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


def program(home: Path, *arguments: str, **more: str) -> str:
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
        **more,
    }
    code = "from qabot.cli import main; main()"
    words = ["env", "-i", *(f"{k}={v}" for k, v in env.items()), sys.executable, "-c", code]
    return f"cd {shlex.quote(str(home))} && {shlex.join([*words, *arguments])}"
