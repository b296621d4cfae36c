"""CPU and wall time to the first painted frame and to the first accepted key, under tmux.

python tests/benchmarks/first_frame.py [--runs 7] [--neighbours FOLDER]

Compared are qabot over a corpus that is indexed already, a bare Textual app of one label, and,
with --neighbours, elia and posting, each installed into an environment of its own in FOLDER.
The frame counts when its words pass through tmux (pipe-pane), the key when those of its echo do;
that tmux then shows them is checked. CPU time is that of all threads of the process until then: a
program that goes on to work in the background is not charged for what comes after its frame. Runs
take turns, so that a busy machine treats all alike.
Figures are medians; what counts is their ratio to the bare app. Linux only.
"""

from __future__ import annotations

import argparse
import os
import re
import select
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
STYLE = re.compile(r"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\\\)")
GOAL = 1.5
"""CPU time to the first frame, as a multiple of the bare app's."""
BARE = """
from textual.app import App, ComposeResult
from textual.widgets import Label

class Bare(App):
    def compose(self) -> ComposeResult:
        yield Label("bare label")

    def on_key(self, event) -> None:
        self.query_one(Label).update(f"bare label {event.character * 3}")

Bare().run()
"""
QABOT = "from qabot.cli import main; main()"


@dataclass(frozen=True)
class Program:
    """What is started, what its first frame says, and what a ``z`` makes of it."""

    name: str
    command: tuple[str, ...]
    frame: str
    echo: str


@dataclass(frozen=True)
class Times:
    """Seconds."""

    frame_cpu: float
    frame_wall: float
    key_cpu: float
    key_wall: float


class Ended(Exception):
    """The program ended before its first frame."""


def cpu_of(pid: int) -> float:
    """CPU seconds of all living threads of a process, to the nanosecond."""
    spent = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            spent += int((task / "schedstat").read_text().split()[0])
        except (OSError, ValueError):
            continue
    return spent / 1e9


def once(program: Program, home: Path) -> Times:
    """Start a program in a tmux of its own and measure it."""
    with tempfile.TemporaryDirectory() as folder:
        tmux = ["tmux", "-S", f"{folder}/tmux"]
        env = {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_STATE_HOME": str(home / "state"),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT) if program.name == "qabot" else "",
            "TERM": "tmux-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "OPENAI_API_KEY": "none",  # elia asks for nothing else at start
        }
        words = ["env", "-i", *(f"{k}={v}" for k, v in env.items()), *program.command]
        # The server first: starting it is not the program's time.
        subprocess.run(
            [*tmux, "-f", os.devnull, "new-session", "-d", "-x", "120", "-y", "36", "sleep 60"],
            check=True,
        )
        try:
            pipe = Path(folder) / "pipe"
            os.mkfifo(pipe)
            command = f"cd {shlex.quote(str(home))} && exec {shlex.join(words)}"
            start = time.perf_counter()
            asked = [*tmux, "new-window", "-P", "-F", "#{pane_pid}", command]
            pid = int(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
            subprocess.run([*tmux, "pipe-pane", "-O", f"exec cat > {pipe}"], check=True)
            with open(pipe, "rb", buffering=0) as passing:
                _wait(passing, program.frame)
                frame = cpu_of(pid), time.perf_counter() - start
                _check(tmux, program.frame)
                subprocess.run([*tmux, "send-keys", "-l", "z"], check=True)
                if program.echo:
                    _wait(passing, program.echo)
                return Times(*frame, cpu_of(pid), time.perf_counter() - start)
        finally:
            subprocess.run([*tmux, "kill-server"], check=False)


def _wait(passing: FileIO, text: str) -> None:
    """Until these words have passed, whatever styles stand between their letters."""
    end = time.monotonic() + 60
    seen = b""
    while text not in STYLE.sub("", seen.decode("utf-8", "replace")):
        if not select.select([passing], [], [], end - time.monotonic())[0]:
            raise SystemExit(f"waited in vain for {text!r}: {seen[-2000:]!r}")
        came = passing.read(1 << 16)
        if not came:
            raise Ended
        seen += came


def _check(tmux: list[str], text: str) -> None:
    end = time.monotonic() + 5
    while True:
        shown = subprocess.run([*tmux, "capture-pane", "-p"], capture_output=True, text=True).stdout
        if text in shown:
            return
        if time.monotonic() > end:
            raise SystemExit(f"{text!r} is not on the screen:\n{shown}")


def neighbours(folder: Path) -> list[Program]:
    """elia and posting, installed where they can be."""
    found = []
    for name, package, frame, echo in (
        ("elia", "elia-chat", "Enter your message", ""),
        ("posting", "posting", "Collection", ""),
    ):
        venv = folder / name
        script = venv / "bin" / name
        if not script.exists():
            subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
            done = subprocess.run([str(venv / "bin" / "pip"), "install", "-q", package])
            if done.returncode:
                print(f"{name} cannot be installed here", file=sys.stderr)
                continue
        found.append(Program(name, (str(script),), frame, echo))
    return found


def corpus(home: Path) -> Path:
    """The articles that come with qabot, indexed."""
    folder = home / "news"
    if not folder.exists():
        folder.mkdir(parents=True)
        for file in (ROOT / "corpus").glob("*.md"):
            shutil.copy(file, folder)
        subprocess.run(
            [sys.executable, "-c", QABOT, "sync", "-q", "--corpus", str(folder)],
            env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(home)},
            check=True,
        )
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--neighbours", type=Path, help="folder for their environments")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        qabot = (sys.executable, "-c", QABOT, "--corpus", str(corpus(home)))
        programs = [
            Program("bare", (sys.executable, "-c", BARE), "bare label", "zzz"),
            Program("qabot", qabot, "ask, or /add", "z"),
            *(neighbours(wanted.neighbours) if wanted.neighbours else ()),
        ]
        times: dict[str, list[Times]] = {program.name: [] for program in programs}
        for run in range(wanted.runs + 1):
            for program in list(programs):
                try:
                    measured = once(program, home)
                except Ended:
                    print(f"{program.name} ended before its first frame", file=sys.stderr)
                    programs.remove(program)
                    del times[program.name]
                    continue
                if run:  # the first run compiles and fills caches
                    times[program.name].append(measured)
    print("| | frame, CPU | frame, wall | key, CPU | key, wall |\n| --- | --- | --- | --- | --- |")
    first: list[float] = []
    silent = {program.name for program in programs if not program.echo}
    for name, rows in times.items():
        columns = [
            median(getattr(row, field) for row in rows)
            for field in ("frame_cpu", "frame_wall", "key_cpu", "key_wall")
        ]
        first = first or columns
        cells = [
            f"{value:.2f} s ({value / bare:.2f})"
            for value, bare in zip(columns, first, strict=True)
        ]
        if name in silent:
            cells[2:] = ["", ""]
        print(f"| {name} | {' | '.join(cells)} |")
    ratio = median(t.frame_cpu for t in times["qabot"]) / median(t.frame_cpu for t in times["bare"])
    print(f"\nqabot / bare: {ratio:.2f}; the goal is {GOAL} at most")
    sys.exit(0 if ratio <= GOAL else 1)


if __name__ == "__main__":
    main()
