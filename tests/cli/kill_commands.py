"""Kills qabot's own commands at random moments, and checks the corpus after each kill.

    python kill_commands.py FOLDER KILLS SEED

Each command (add, remove, sync after files were written, edited or deleted, rebuild, import, export,
doctor --fix) runs whole in a child, which SIGKILL ends somewhere in the time that such a command
takes. Another child then opens the corpus and checks that every article which a command had
acknowledged is there once and with its text, that nothing else is, and that ``qabot doctor`` finds no
error. Children are forked from a process that has imported everything but loaded no model, so that
a kill costs two seconds and not six. Prints one JSON line of counts; exits 1 on a broken promise.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import chromadb  # noqa: F401

import qabot.cli.app  # noqa: F401
from qabot.cli import main as qabot_main
from qabot.embedding import minilm  # noqa: F401
from qabot.library import Library

WORDS = (
    "harbour ferry strike council budget river bridge court tariff school vaccine orchard".split()
)


def text(name: str, version: int) -> str:
    draw = random.Random(f"{name} {version}")
    said = " ".join(draw.choice(WORDS) for _ in range(9))
    return (
        f"Report {name} of version {version}. The council of {name} spoke about {said} on Monday."
    )


@dataclass
class Oracle:
    """What must be there, by name; and what may be: as before the command that runs, or as after."""

    must: dict[str, str] = field(default_factory=dict)
    may: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)

    def will(self, name: str, words: str | None) -> None:
        self.may[name] = self.must.pop(name, None), words

    def acknowledged(self) -> None:
        """The command ended: only the new state will do."""
        self.must |= {name: words for name, (_, words) in self.may.items() if words is not None}
        self.may.clear()

    def settle(self, there: dict[str, str]) -> None:
        """Take over what was found of what was open."""
        self.must = dict(there)
        self.may.clear()


def child(work: Callable[[], None]) -> int:
    """Run in a forked process; its number."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        work()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def command(corpus: Path, *words: str) -> Callable[[], None]:
    def run() -> None:
        with open(corpus.parent / "said.txt", "w") as said:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
        sys.argv = ["qabot", words[0], "--corpus", str(corpus), *words[1:]]
        qabot_main()

    return run


def killed(run: Callable[[], None], after: float) -> tuple[bool, int, float]:
    """Whether it was killed before its end, its exit code else, and the seconds that it took."""
    began = time.monotonic()
    pid = child(run)
    while time.monotonic() - began < after:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return False, os.waitstatus_to_exitcode(status), time.monotonic() - began
        time.sleep(0.002)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    ended = os.waitstatus_to_exitcode(status)
    return ended == -signal.SIGKILL, ended, time.monotonic() - began


def check(corpus: Path, oracle: Oracle) -> None:
    """In a child of its own: the promises. Writes what is there for the oracle to go on from."""
    with closing(Library(corpus)) as library:
        report = library.sync()
        assert not report.failures, report.failures
        numbers = [row.number for row in library.rows()]
        there: dict[str, str] = {}
        for article in library.catalogue.articles(numbers).values():
            name = article.text.split()[1]
            assert name not in there, f"twice: {name}"
            there[name] = article.text.strip()
    for name, words in oracle.must.items():
        assert there.get(name) == words, f"lost or changed: {name}: {there.get(name)!r}"
    for name, words in there.items():
        assert words in (oracle.must.get(name), *oracle.may.get(name, ())), (
            f"not expected: {name}: {words!r}"
        )
    for name, possible in oracle.may.items():
        assert there.get(name) in possible, f"neither old nor new: {name}"
    (corpus.parent / "there.json").write_text(json.dumps(there))
    sys.argv = ["qabot", "doctor", "--corpus", str(corpus), "--json"]
    with open(corpus.parent / "doctor.json", "w") as said:
        os.dup2(said.fileno(), 1)
        qabot_main()


class Draw:
    """Draws commands, and prepares files and oracle for each."""

    def __init__(self, root: Path, seed: int) -> None:
        self.random, self.root, self.corpus = random.Random(seed), root, root / "corpus"
        self.oracle, self.count = Oracle(), 0

    def next(self) -> list[str]:
        kinds = {
            "add": 5, "sync": 5, "remove": 3, "rebuild": 2, "import": 1, "export": 1, "doctor": 1
        }  # fmt: skip
        (kind,) = self.random.choices(list(kinds), list(kinds.values()))
        made: list[str] = getattr(self, f"_{kind}")()
        return made

    def _add(self) -> list[str]:
        outside = self.root / "outside"
        outside.mkdir(exist_ok=True)
        files = []
        for _ in range(self.random.randint(1, 8)):
            self.count += 1
            name = f"added{self.count}"
            file = outside / f"{name}.txt"
            file.write_text(text(name, 0))
            files.append(str(file))
            self.oracle.will(name, text(name, 0))
        return ["add", *files]

    def _sync(self) -> list[str]:
        folder = self.corpus / "own"
        folder.mkdir(exist_ok=True)
        for _ in range(self.random.randint(1, 6)):
            there = sorted(folder.glob("*.txt"))
            file = self.random.choice(there) if there and self.random.random() < 0.5 else None
            if file is not None and self.random.random() < 0.4:
                file.unlink()
                self.oracle.must.pop(file.stem, None)
                continue
            self.count += 1
            name = file.stem if file else f"own{self.count}"
            # The files are the truth: they count whether or not the command comes to its end.
            self.oracle.must[name] = text(name, self.count)
            (folder / f"{name}.txt").write_text(self.oracle.must[name])
        return ["sync"]

    def _remove(self) -> list[str]:
        added = [name for name in self.oracle.must if name.startswith("added")]
        if not added:
            return self._add()
        name = self.random.choice(added)
        self.oracle.will(name, None)
        return ["remove", f"{name}.txt"]

    def _rebuild(self) -> list[str]:
        return ["rebuild", "--quiet"]

    def _import(self) -> list[str]:
        for number in range(4):
            self.oracle.will(f"brought{number}", text(f"brought{number}", 0))
        return ["import", "--quiet", str(self.root / "other.zip")]

    def _export(self) -> list[str]:
        self.count += 1
        return ["export", "--quiet", str(self.root / f"out{self.count}.zip")]

    def _doctor(self) -> list[str]:
        return ["doctor", "--fix"]


def prepare(root: Path) -> None:
    """An archive of another corpus to import, and a home of its own."""
    os.environ.update(HOME=str(root), XDG_CONFIG_HOME=str(root), XDG_STATE_HOME=str(root))
    other = root / "other"
    other.mkdir(parents=True)
    (root / "corpus").mkdir()
    for number in range(4):
        name = f"brought{number}"
        (other / f"{name}.txt").write_text(text(name, 0))
    for words in (("sync",), ("export", "--quiet", str(root / "other.zip"))):
        was_killed, code, _ = killed(command(other, *words), 120)
        assert not was_killed and code == 0, (root / "said.txt").read_text()


def main() -> None:
    root, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    prepare(root)
    draw = Draw(root, seed)
    usual = dict.fromkeys(("add", "sync", "remove", "rebuild", "import", "export", "doctor"), 2.0)
    counts: Counter[str] = Counter()
    while counts["kills"] < kills:
        words = draw.next()
        kind = words[0]
        after = draw.random.uniform(0.05, 1.15 * usual[kind])
        was_killed, code, took = killed(command(draw.corpus, *words), after)
        if was_killed:
            counts["kills"] += 1
            counts[f"{kind} killed"] += 1
        else:
            assert code == 0, (words, code, (root / "said.txt").read_text())
            usual[kind] = 0.7 * usual[kind] + 0.3 * took
            counts[f"{kind} ended"] += 1
            draw.oracle.acknowledged()
        status, checked, _ = killed(lambda: check(draw.corpus, draw.oracle), 300)
        assert not status and checked == 0, (words, checked, was_killed)
        draw.oracle.settle(json.loads((root / "there.json").read_text()))
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
