"""Mixed work of several processes on one corpus, for a while; then all must be there, once.

    python soak.py FOLDER SECONDS [SEED]

One process adds, one edits and removes, one asks, and this one rebuilds the index now and then
and checks that memory stays flat. At the end the doctor must find nothing. Prints one JSON line of figures; exits
1 on a broken promise.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from qabot.domain import Answered
from qabot.health import diagnose
from qabot.library import HIDDEN, Library
from qabot.settings import Settings

SETTINGS = Settings.model_construct()
STANDING = 40
"""Articles that are there from beginning to end, to be asked about."""
LIVING = 150
"""So many articles of each writing process are kept at most."""
ROLES = ("add", "edit", "ask")
REBUILD_EVERY = 20.0
SAMPLES = 12
GROWTH = 1.15
"""How much larger the last third of the memory samples may be than the second."""


def text(name: str, version: int) -> str:
    draw = random.Random(f"{name}/{version}")
    who = draw.choice(["The board", "A court", "The union", "The ministry", "A survey"])
    did = draw.choice(["rejected", "approved", "postponed", "published", "praised"])
    letters = "".join(draw.choice("bcdfgklmnprst") + draw.choice("aeiou") for _ in range(4))
    return (
        f"{who} {did} the plan {name} on Tuesday. Speaker {letters} called it {version} times late."
    )


def memory() -> int:
    """Resident bytes of this process."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) * 1024  # type: ignore[union-attr]


class Turns:
    """Runs steps until the time is over, and samples memory."""

    def __init__(self, seconds: float) -> None:
        self.counts: Counter[str] = Counter()
        self.samples: list[int] = []
        self._began, self._seconds = time.monotonic(), seconds

    @property
    def left(self) -> bool:
        gone = time.monotonic() - self._began
        if gone >= self._seconds * len(self.samples) / SAMPLES:
            self.samples.append(memory())
        return gone < self._seconds


def adding(library: Library, turns: Turns, draw: random.Random) -> dict[str, str]:
    """Add as `qabot add` does: texts, and files into the folder; remove the oldest."""
    there: dict[str, str] = {}
    number = 0
    while turns.left:
        some = {
            f"add-{number + n}": text(f"add-{number + n}", 0) for n in range(draw.randint(1, 12))
        }
        number += len(some)
        if draw.random() < 0.5:
            report = library.add([], texts=list(some.values()))
            # Another process may have synced what this one had just written.
            assert len(report.added) + report.unchanged == len(some), report
        else:
            for name, words in some.items():
                (library.folder / f"{name}.txt").write_text(words)
            library.sync()
        there |= {words: name for name, words in some.items()}
        turns.counts["added"] += len(some)
        if len(there) > LIVING:
            numbers = [row.number for row in library.rows()]  # others take some of them away
            articles = library.catalogue.articles(numbers).values()
            rows = {article.text: article.number for article in articles}
            for words in list(there)[: len(there) - LIVING // 2]:
                library.remove(rows[words])
                del there[words]
                turns.counts["removed"] += 1
    return {name: words for words, name in there.items()}


def editing(library: Library, turns: Turns, draw: random.Random) -> dict[str, str]:
    """Write, edit and delete files, a file of many too, and sync."""
    there: dict[str, tuple[int, str]] = {}
    step = 0
    while turns.left:
        for _ in range(draw.randint(1, 8)):
            step += 1
            name = f"edit-{draw.randrange(LIVING)}"
            file = library.folder / "edited" / f"{name}.txt"
            file.parent.mkdir(exist_ok=True)
            if name in there and draw.random() < 0.3:
                file.unlink()
                del there[name]
                turns.counts["deleted"] += 1
            else:
                turns.counts["edited" if name in there else "added"] += 1
                there[name] = step, text(name, step)
                part = file.with_suffix(".part")
                part.write_text(there[name][1])
                part.replace(file)
        many = {
            f"many-{n}": text(f"many-{n}", step - step % 40) for n in range(draw.randint(5, 15))
        }
        lines = [
            json.dumps({"id": name, "title": name, "text": words}) for name, words in many.items()
        ]
        (library.folder / "many.jsonl").write_text("\n".join(lines) + "\n")
        report = library.sync()
        assert not report.failures, report.failures
    return {name: words for name, (_, words) in there.items()} | many


def asking(library: Library, turns: Turns, draw: random.Random) -> dict[str, str]:
    """Ask for what is there from beginning to end: it must always be found and quoted."""
    library.warm()
    while turns.left:
        name = f"stand-{draw.randrange(STANDING)}"
        *_, last = library.ask(f"What did speaker {text(name, 0).split()[-6]} call {name}?")
        assert isinstance(last, Answered), last
        found = {citation.path for citation in last.answer.evidence}
        found |= {hit.article.path for hit in last.answer.hits}
        assert f"{name}.txt" in found, (name, found)
        for citation in last.answer.citations:
            assert citation.quote
        turns.counts["asked"] += 1
        if turns.counts["asked"] % 20 == 0:
            library.sync()
    return {}


WORK: dict[str, Callable[[Library, Turns, random.Random], dict[str, str]]] = {
    "add": adding,
    "edit": editing,
    "ask": asking,
}


def one(folder: Path, role: str, seconds: float, seed: int) -> None:
    turns = Turns(seconds)
    with closing(Library(folder, SETTINGS)) as library:
        there = WORK[role](library, turns, random.Random(f"{role}/{seed}"))
    print(json.dumps({"counts": turns.counts, "there": there, "memory": turns.samples}))


def flat(samples: list[int]) -> bool:
    third = len(samples) // 3
    middle, end = samples[third : 2 * third], samples[2 * third :]
    return max(end) <= max(middle) * GROWTH


def main(folder: Path, seconds: float, seed: int) -> int:
    folder.mkdir(parents=True)
    for number in range(STANDING):
        (folder / f"stand-{number}.txt").write_text(text(f"stand-{number}", 0))
    wrong: list[str] = []
    figures: Counter[str] = Counter()
    expected = [text(f"stand-{number}", 0) for number in range(STANDING)]
    turns = Turns(seconds)
    with closing(Library(folder, SETTINGS)) as library:
        library.sync()
        workers = {
            role: subprocess.Popen(
                [sys.executable, __file__, str(folder), str(seconds), str(seed), role],
                stdout=subprocess.PIPE,
                text=True,
            )
            for role in ROLES
        }
        outputs: dict[str, str] = {}
        while turns.left:
            time.sleep(min(REBUILD_EVERY, seconds / 5))
            library.rebuild(reuse=figures["rebuilt"] % 2 == 0)
            figures["rebuilt"] += 1
        for role, worker in workers.items():
            outputs[role], _ = worker.communicate()
            if worker.returncode:
                wrong.append(f"{role} ended with {worker.returncode}")
    for role, output in outputs.items():
        if not output:
            continue
        said = json.loads(output.splitlines()[-1])
        figures.update(said["counts"])
        expected += said["there"].values()
        megabytes = [round(sample / 1e6) for sample in said["memory"]]
        print(f"{role}: {said['counts']}, memory in MB {megabytes}", file=sys.stderr)
        if not flat(said["memory"]):
            wrong.append(f"{role}: memory grows: {megabytes} MB")
    with closing(Library(folder, SETTINGS)) as library:
        library.sync()
        texts = [library.article(row.number).text for row in library.rows()]
    figures["articles at the end"] = len(texts)
    if Counter(texts) != Counter(expected):
        lost = Counter(expected) - Counter(texts)
        more = Counter(texts) - Counter(expected)
        wrong.append(
            f"{lost.total()} lost, {more.total()} too many: {list(lost)[:3]} {list(more)[:3]}"
        )
    for finding in diagnose(folder, SETTINGS, HIDDEN):
        if finding.severity not in ("ok", "note"):
            wrong.append(f"doctor: {finding}")
    for line in wrong:
        print(line, file=sys.stderr)
    print(json.dumps(figures))
    return 1 if wrong else 0


if __name__ == "__main__":
    place, lasting, drawn = Path(sys.argv[1]), float(sys.argv[2]), int([*sys.argv, "1"][3])
    if len(sys.argv) > 4:
        one(place, sys.argv[4], lasting, drawn)
    else:
        sys.exit(main(place, lasting, drawn))
