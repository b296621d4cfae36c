"""Lets each write and fsync in turn fail, and checks what is left.

    LD_PRELOAD=faulty.so python faults.py FOLDER [STEP [FIRST]]

A child adds, changes, removes, embeds, drains, rebuilds and keeps threads while the nth call
fails: once, as a faulty disk does, or from then on, as a full one does, until there is room
again. What was acknowledged must be there, once. With STEP only every so manyth call is tried.
Prints one JSON line of counts; exits 1 on a broken promise.
"""

from __future__ import annotations

import ctypes
import json
import os
import random
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import crash
import numpy as np

from qabot.domain import QabotError
from qabot.storage.catalogue import Catalogue
from qabot.storage.dense import DenseIndex
from qabot.storage.threads import Threads
from qabot.storage.values import content_hash

library = ctypes.CDLL(None)
library.fault_count.restype = ctypes.c_long


def work(home: Path, n: int, onwards: bool) -> int:
    """Work while a call fails; how many calls there were."""
    folder, log = home / ".qabot", home / "log"
    draw = random.Random(5)
    notes = os.open(log, os.O_APPEND | os.O_WRONLY | os.O_CREAT)
    library.fault_arm(os.fsencode(folder), ctypes.c_long(n), int(onwards))

    def note(word: str, changes: list[tuple[str, str]]) -> None:
        os.write(notes, "".join(json.dumps([word, *pair]) + "\n" for pair in changes).encode())

    def tried(run: Callable[[], object], changes: list[tuple[str, str]] = []) -> None:  # noqa: B006
        note("will", changes)
        try:
            run()
        except QabotError as error:
            assert error.message, error
            note("failed", [("", str(error))])
        except OSError as error:
            note("failed", [("", str(error))])
        else:
            note("did", changes)

    def put(keys: list[str]) -> None:
        batch = [crash.article(key, draw) for key in keys]
        tried(lambda: catalogue.put_articles(batch), [(a.key, content_hash(a)) for a, _ in batch])

    def remove(key: str) -> None:
        number = catalogue.keys("wire.jsonl").get(key)
        if number is not None:
            tried(lambda: catalogue.remove_article(number), [(key, "gone")])

    def keep_thread(name: str) -> None:
        def run() -> None:
            threads = Threads(folder)
            try:
                _, turn = threads.begin(None, name)
                note("did", [(f"thread {name}", "asked")])
                threads.fail(turn, "nothing")
                note("did", [(f"thread {name}", "ended")])
            finally:
                threads.close()

        tried(run)

    opened: list[Catalogue] = []
    for _ in range(3):  # opening may be what fails
        if not opened:
            tried(lambda: opened.append(Catalogue(folder)))
    if not opened:  # the disk is full for good; now it has room
        library.fault_disarm()
        opened.append(Catalogue(folder))
    (catalogue,) = opened
    index = DenseIndex(catalogue, folder, crash.DIMENSION)
    put([f"a{n}" for n in range(12)])
    tried(lambda: crash.embed(catalogue, 100))
    tried(index.drain)
    put(["a1", "a2", "b1", "b2"])
    remove("a3")
    keep_thread("one")
    tried(lambda: crash.embed(catalogue, 100))
    tried(lambda: crash.rebuild(catalogue, True))
    tried(index.drain)
    remove("a4")
    put(["c1"])
    tried(lambda: crash.rebuild(catalogue, False))
    keep_thread("two")
    tried(index.drain)
    calls = int(library.fault_count())
    library.fault_disarm()
    # There is room again, in the same process.
    put(["d1"])
    keep_thread("three")
    tried(index.close)
    catalogue.close()
    return calls


def check(home: Path) -> list[str]:
    """What is wrong with what is left."""
    folder, log = home / ".qabot", home / "log"
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    kept = [line for line in lines if not line[1].startswith("thread ") and line[0] != "failed"]
    (home / "articles").write_text("".join(json.dumps(line) + "\n" for line in kept))
    wrong = crash.check(folder, home / "articles")
    if ["did", "d1"] not in [line[:2] for line in lines]:
        wrong.append("nothing could be added when there was room again")
    threads = Threads(folder)
    there = {row.title: threads.turns(row.id) for row in threads.rows()}
    for word, name, what in lines:
        if word == "did" and name.startswith("thread "):
            turns = there.get(name.removeprefix("thread "), [])
            if len(turns) != 1 or (what == "ended" and turns[0].failure != "nothing"):
                wrong.append(f"{name}: {turns}")
    threads.close()
    return wrong


def forked(run: Callable[[], int]) -> int:
    """Run it in a child; its result, or minus its signal."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.write(write, str(run()).encode())
            code = 0
        finally:
            sys.stderr.flush()
            os._exit(code)
    os.close(write)
    said = os.read(read, 64)
    os.close(read)
    _, status = os.waitpid(child, 0)
    return int(said) if said else -os.WTERMSIG(status) if os.WIFSIGNALED(status) else -1000


def checked(home: Path) -> int:
    wrong = check(home)
    for line in wrong:
        print(line, file=sys.stderr)
    return len(wrong)


def main(root: Path, step: int, first: int) -> int:
    np.random.default_rng(0)
    counts: Counter[str] = Counter()
    total = forked(lambda: work(_home(root, "whole"), 0, False))
    if total <= 0 or forked(lambda: checked(root / "whole")):
        print(f"it fails without a fault: {total}", file=sys.stderr)
        return 1
    counts["calls"] = total
    for onwards in (False, True):
        for n in range(first, total + 1, step):
            home = _home(root, f"{n}-{onwards}")
            ended = forked(lambda home=home, n=n, on=onwards: work(home, n, on))  # type: ignore[misc]
            if ended < -999:
                print(
                    f"call {n}, onwards {onwards}: an error that no user understands",
                    file=sys.stderr,
                )
                return 1
            counts["died"] += ended < 0
            if forked(lambda home=home: checked(home)):  # type: ignore[misc]
                print(f"call {n}, onwards {onwards}: broken ({ended})", file=sys.stderr)
                print((home / "log").read_text()[-3000:], file=sys.stderr)
                return 1
            counts["faults"] += 1
            counts["said"] += '"failed"' in (home / "log").read_text()
            shutil.rmtree(home)
    print(json.dumps(counts))
    return 0


def _home(root: Path, name: str) -> Path:
    home = root / name
    home.mkdir(parents=True)
    return home


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[2:]]
    sys.exit(main(Path(sys.argv[1]), *(arguments + [1, 1][len(arguments) :])))
