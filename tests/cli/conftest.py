"""The command line as a user calls it, in this process and in a terminal."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from news_made import folder

from qabot.cli.app import app
from qabot.cli.ending import guarded

ROOT = Path(__file__).parents[2]
START = "from qabot.cli import main; main()"


@dataclass(frozen=True)
class Said:
    """What a command left."""

    code: int
    out: str
    err: str


Call = Callable[..., Said]


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a working folder of the test's own, with no settings around."""
    for name in [name for name in os.environ if name.startswith("QABOT_")]:
        monkeypatch.delenv(name)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def corpus(alone: Path) -> Path:
    """Six made articles."""
    return folder(alone / "corpus", range(6))


@pytest.fixture
def qabot(alone: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call a command in this process, its output piped."""

    def call(*arguments: str, given: bytes | None = None) -> Said:
        if given is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        capsys.readouterr()
        code = guarded(lambda: app(list(arguments), prog_name="qabot"))
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return call


@pytest.fixture
def process(alone: Path) -> Call:
    """Call a command in a process of its own."""

    def call(*arguments: str, out: int = subprocess.PIPE, **env: str) -> Said:
        done = subprocess.run(
            [sys.executable, "-c", START, *arguments],
            stdout=out,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return Said(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())

    return call


@pytest.fixture
def terminal(alone: Path) -> Call:
    """Call a command in a process whose output is a terminal of 100 columns."""
    pty = pytest.importorskip("pty")

    def call(*arguments: str, **env: str) -> Said:
        ours, theirs = pty.openpty()
        more = {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "100"}
        process = subprocess.Popen(
            [sys.executable, "-c", START, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.PIPE,
            env={**os.environ, **more, **env},
        )
        os.close(theirs)
        data = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            data += piece
        os.close(ours)
        assert process.stderr is not None
        err = process.stderr.read().decode()
        process.stderr.close()
        return Said(process.wait(), data.decode().replace("\r\n", "\n"), err)

    return call
