"""Kills a process that writes, again and again, and checks what is left after each kill.

    python crash.py FOLDER KILLS SEED [aimed]

A child adds, changes, removes, embeds, drains, rebuilds and keeps threads; it is ended by SIGKILL at a random moment or,
``aimed``, in the moment when Chroma rewrites its HNSW files. Another child then opens what is
left and checks the promises. Both are forked from one process that has imported everything, so
that a kill costs a second and not five. Prints one JSON line of counts; exits 1 on a broken
promise.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

import chromadb  # noqa: F401
import numpy as np
from numpy.typing import NDArray

from qabot.domain import Article, Cancel, Span
from qabot.storage.carry import carry_vectors
from qabot.storage.catalogue import Catalogue
from qabot.storage.dense import DenseIndex
from qabot.storage.place import FOLDER, clear_leftovers, new_place
from qabot.storage.swap import begin, swap
from qabot.storage.threads import Threads
from qabot.storage.values import content_hash

DIMENSION = 384
_THREAD = "thread "
Log = list[tuple[str, str, str]]  # "will" or "did", key of an article, its hash or "gone"


def vector(passage: int) -> NDArray[np.float32]:
    drawn = np.random.default_rng(passage).standard_normal(DIMENSION)
    unit: NDArray[np.float32] = (drawn / np.linalg.norm(drawn)).astype(np.float32)
    return unit


def article(key: str, draw: random.Random) -> tuple[Article, list[Span]]:
    spans, text = [], ""
    for _ in range(draw.randint(1, 4)):
        start = len(text)
        text += " ".join(f"word{draw.randrange(300)}" for _ in range(8)) + ". "
        spans.append(Span(start, len(text) - 1))
    return Article(title=f"title of {key}", text=text.strip(), path="wire.jsonl", key=key), spans


def embed(catalogue: Catalogue, limit: int) -> None:
    ids = [passage.id for passage in catalogue.without_vector(limit)]
    if ids:
        catalogue.put_vectors(ids, np.stack([vector(id_) for id_ in ids]))


def rebuild(catalogue: Catalogue, reuse: bool) -> None:
    """As ``qabot rebuild`` does it, but for the files."""
    with new_place(catalogue.folder) as fresh:
        earlier = begin(fresh, catalogue, vectors=reuse)
        numbers = list(catalogue.keys("wire.jsonl").values())
        articles = catalogue.articles(numbers).values()
        spans = {
            a.number: [Span(p.start, p.end) for p in catalogue.passages_of(a.number)]
            for a in articles
        }
        fresh.put_articles([(a, spans[a.number]) for a in articles])
        carry_vectors(earlier, fresh, Cancel())
        embed(fresh, 1_000_000)
        swap(fresh, catalogue, earlier, lambda: None)


def work(folder: Path, log: Path, seed: int, big: bool) -> None:
    """Write until killed. Before each change the log says what will be, afterwards that it is."""
    draw = random.Random(seed)
    catalogue = Catalogue(folder)
    index = DenseIndex(catalogue, folder, DIMENSION)
    notes = os.open(log, os.O_APPEND | os.O_WRONLY | os.O_CREAT)

    def note(word: str, changes: list[tuple[str, str]]) -> None:
        os.write(notes, "".join(json.dumps([word, *pair]) + "\n" for pair in changes).encode())

    threads = Threads(folder)
    known = list(catalogue.keys("wire.jsonl"))
    for step in range(10_000):
        choice = draw.random()
        if known and choice < 0.15:
            key = known.pop(draw.randrange(len(known)))
            note("will", [(key, "gone")])
            catalogue.remove_article(catalogue.keys("wire.jsonl")[key])
            note("did", [(key, "gone")])
        else:
            if known and choice < 0.3:
                keys = draw.sample(known, min(len(known), 3))
            else:
                keys = [f"{seed}-{step}-{n}" for n in range(300 if big else draw.randint(1, 30))]
                known += keys
            batch = [article(key, draw) for key in keys]
            changes = [(a.key, content_hash(a)) for a, _ in batch]
            note("will", changes)
            catalogue.put_articles(batch)
            note("did", changes)
        if draw.random() < 0.8:
            embed(catalogue, 5000 if big else draw.randint(1, 200))
        if draw.random() < 0.5:
            index.drain()
        if draw.random() < 0.3:
            title = f"{_THREAD}{seed}-{step}"
            note("will", [(title, "asked")])
            _, turn = threads.begin(None, title)
            note("did", [(title, "asked")])
            note("will", [(title, "ended")])
            threads.fail(turn, "Nothing was found.")
            note("did", [(title, "ended")])
        if draw.random() < (0.02 if big else 0.4):
            rebuild(catalogue, draw.random() < 0.5)


def allowed(log: Path) -> dict[str, set[str]]:
    """For each key what may be there: the last that was acknowledged, or what came later."""
    states: dict[str, set[str]] = {}
    for line in log.read_text().splitlines():
        word, key, state = json.loads(line)
        if word == "did":
            states[key] = {state}
        else:
            states.setdefault(key, {"gone"}).add(state)
    return states


def check_threads(folder: Path, log: Path) -> list[str]:
    """What is wrong with the threads: each is there once, and as far as it was acknowledged."""
    threads = Threads(folder)
    there = {row.title: threads.turns(row.id) for row in threads.rows()}
    wrong = []
    if len(there) != len(threads.rows()):
        wrong.append("a thread is there twice")
    for title, states in allowed(log).items():
        if title.startswith(_THREAD):
            turns = there.get(title, [])
            state = ("ended" if turns[0].failure else "asked") if len(turns) == 1 else "gone"
            if state not in states:
                wrong.append(f"{title}: {state}, where {states} was allowed")
    threads.close()
    return wrong


def check(folder: Path, log: Path) -> list[str]:
    """What is wrong. Ends with everything embedded and drained."""
    wrong: list[str] = []
    clear_leftovers(folder)
    catalogue = Catalogue(folder)
    wrong += catalogue.check()
    keys = catalogue.keys("wire.jsonl")
    if len(keys) != catalogue.counts().articles:
        wrong.append("an article is there twice")
    stored = {a.key: a for a in catalogue.articles(list(keys.values())).values()}
    wrong += check_threads(folder, log)
    for key, states in allowed(log).items():
        if key.startswith(_THREAD):
            continue
        state = content_hash(stored[key]) if key in stored else "gone"
        if state not in states:
            wrong.append(f"article {key}: {state}, where {states} was allowed")
    if not catalogue.check_words():
        wrong.append("words and passages differ")
    with catalogue.reading() as db:
        flags = db.execute(
            "SELECT count(*) FROM passages p LEFT JOIN vectors v ON v.passage = p.id "
            "WHERE (v.passage IS NOT NULL) <> p.embedded"
        ).fetchone()[0]
    if flags:
        wrong.append(f"{flags} passages differ from their vectors")
    for number in keys.values():
        if not catalogue.passages_of(number):
            wrong.append(f"article {number} has no passages")
    index = DenseIndex(catalogue, folder, DIMENSION)
    embed(catalogue, 1_000_000)
    some = catalogue.counts().passages > 0
    if not index.drain() or (some and index.state != "Chroma"):
        wrong.append(f"not drained: {index.state}")
    elif some:
        generations = index._generations
        assert generations is not None and generations.chroma is not None
        ids = set(catalogue.vector_ids().tolist())
        there = generations.worker.call("list", generations.chroma.ids, 60.0)
        if there != ids:
            wrong.append(f"Chroma: {len(ids - there)} missing, {len(there - ids)} too many")
        for id_ in random.sample(sorted(ids), min(20, len(ids))):
            if index.search(vector(id_), 1)[0][0] != id_:
                wrong.append(f"passage {id_} is not found by its own vector")
    if index.notice:
        wrong.append(f"set aside without need: {index.notice}")
    folders = list((folder / "vectors").iterdir()) if (folder / "vectors").exists() else []
    if len(folders) > 1:
        wrong.append(f"folders left behind: {[path.name for path in folders]}")
    index.close()
    catalogue.close()
    return wrong


def saving(folder: Path, deadline: float) -> bool:
    """Wait until Chroma begins to rewrite its HNSW files."""

    def stamps() -> dict[str, tuple[int, int]]:
        found = {}
        for path in folder.glob("vectors/gen-*/*/*.bin"):
            try:
                stat = path.stat()
                found[str(path)] = (stat.st_mtime_ns, stat.st_size)
            except FileNotFoundError:
                pass
        return found

    before = stamps()
    while time.monotonic() < deadline:
        if stamps() != before:
            return True
        time.sleep(0.0002)  # the writing process needs the CPU
    return False


def main(root: Path, kills: int, seed: int, aimed: bool) -> int:
    draw = random.Random(seed)
    counts: Counter[str] = Counter()
    for kill in range(kills):
        # A new corpus now and then, so that they are small and large.
        if kill % (5 if aimed else 25) == 0:
            home = root / str(kill)
            home.mkdir(parents=True)
            folder, log = home / ".qabot", home / "log"
            log.touch()
        child = os.fork()
        if child == 0:
            try:
                work(folder, log, seed * 1000 + kill, aimed)
            finally:
                os._exit(3)
        if aimed:
            counts["aimed"] += saving(folder, time.monotonic() + 20)
            time.sleep(draw.choice([0, 0, 0.0005, 0.002, 0.005]))
        else:
            time.sleep(draw.uniform(0.0, 0.3))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            print(f"the writing process ended by itself: {status}", file=sys.stderr)
            return 1
        counts["kills"] += 1
        checker = os.fork()
        if checker == 0:
            code = 4
            try:
                building = (folder / FOLDER).exists()
                left = Catalogue(folder).generation()
                wrong = check(folder, log)
                for line in wrong:
                    print(f"kill {kill}: {line}", file=sys.stderr)
                dirty = left is not None and not left.clean
                code = 1 if wrong else 10 + dirty + 2 * building
            finally:
                sys.stderr.flush()
                os._exit(code)
        _, status = os.waitpid(checker, 0)
        code = os.waitstatus_to_exitcode(status)
        counts["while Chroma was written"] += code in (11, 13)
        counts["while a new index was made"] += code in (12, 13)
        if code not in (10, 11, 12, 13):
            print(f"kill {kill}: the check ended with {code}", file=sys.stderr)
            return 1
    print(json.dumps(counts))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), "aimed" in sys.argv[4:]))
