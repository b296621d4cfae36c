"""Calls that hang, and disks that are full."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from qabot.storage.errors import IndexBusy, IndexStuck, IndexTrouble
from qabot.storage.worker import Worker


def test_the_worker_returns_results_and_errors_in_its_own_thread() -> None:
    worker = Worker()
    first = worker.call("look", threading.get_ident, 5)
    assert first == worker.call("look", threading.get_ident, 5) != threading.get_ident()
    with pytest.raises(IndexTrouble, match=r"could not divide.*ZeroDivisionError"):
        worker.call("divide", lambda: 1 // 0, 5)
    assert worker.call("add", lambda: 1 + 1, 5) == 2
    worker.end()


def test_a_call_that_waits_too_long_is_withdrawn_and_one_that_hangs_is_left() -> None:
    worker = Worker()
    running, release = threading.Event(), threading.Event()
    ran: list[str] = []

    def hang() -> None:
        running.set()
        release.wait()

    failed: list[Exception] = []

    def call() -> None:
        try:
            worker.call("hang", hang, 0.5)
        except Exception as error:
            failed.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    running.wait()
    with pytest.raises(IndexBusy, match="too busy"):
        worker.call("wait", lambda: ran.append("late"), 0.01)
    assert not worker.stuck
    thread.join()
    assert isinstance(failed[0], IndexStuck) and worker.stuck
    with pytest.raises(IndexStuck, match="Restart"):
        worker.call("go on", lambda: ran.append("never"), 5)
    release.set()
    worker.end()
    assert ran == []


FULL = """
import json, resource, sys
from pathlib import Path
import numpy as np
from qabot.domain import Article, QabotError, Span
from qabot.storage.catalogue import Catalogue
from qabot.storage.dense import DenseIndex

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

folder = Path(sys.argv[1])
catalogue = Catalogue(folder)
text = "a" * 1500
spans = [Span(n, n + 1) for n in range(1500)]
catalogue.put_article(Article(title="t", text=text, path="p"), spans)
vectors = np.random.default_rng(0).standard_normal((1500, 384)).astype(np.float32)
catalogue.put_vectors(range(1, 1501), vectors)
index = DenseIndex(catalogue, folder, 384)
said = {}
limit(1 << 20)  # no file may grow beyond: writes fail as on a full disk
said["drained"] = index.drain()
said["state"] = index.state
said["found"] = index.search(vectors[3], 1)[0][0]
try:
    big = Article(title="big", text="word " * 1_000_000, path="q")
    catalogue.put_article(big, [Span(0, len(big.text))])
except QabotError as error:
    said["error"] = str(error)
limit(resource.RLIM_INFINITY)
said["articles"] = catalogue.counts().articles
said["drained later"] = index.drain()
said["state later"] = index.state
said["found later"] = index.search(vectors[3], 1)[0][0]
said["wrong"] = catalogue.check()
index.close()
print(json.dumps(said))
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_full_disk_loses_nothing_and_is_said(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.returncode}: {done.stderr}"
    said = json.loads(done.stdout)
    assert not said["drained"] and said["state"].startswith("exact scan: ")
    assert str(folder / "catalogue.db") in said["error"]
    assert said["articles"] == 1 and said["wrong"] == []
    assert said["found"] == said["found later"] == 4
    assert said["drained later"] and said["state later"] == "Chroma"
