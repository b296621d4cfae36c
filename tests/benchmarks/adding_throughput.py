"""How much adding costs beyond embedding, and whether its memory stays flat.

    python tests/benchmarks/adding_throughput.py ARTICLES.jsonl.gz [--copies 1 2 4]

Adds the articles to an empty corpus, a second time, and embeds the same passages with nothing
else; each in a process of its own. Prints wall and CPU seconds, the ratio of both, and the
peak of memory in each quarter of the articles. CPU time is the fairer figure on a busy machine.
``--copies`` reads and stores the articles so many times over, without embedding, for memory.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from qabot.domain import Article, Progress
from qabot.embedding import load_embedder
from qabot.library import Library
from qabot.quiet import quiet
from qabot.reading import read
from qabot.text import embedded_text, passages, sentences

BATCH = 128
"""Texts a call, as adding does it."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--copies", type=int, nargs="*", default=[1, 2, 4])
    parser.add_argument("--part", choices=("add", "embed", "store"), help=argparse.SUPPRESS)
    parser.add_argument("--corpus", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    quiet()
    if given.part:
        parts = {"add": _add, "embed": _embed, "store": _store}
        print(json.dumps(parts[given.part](given.articles, given.corpus)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "corpus"
        folder.mkdir()
        first = _part("add", given.articles, folder)
        again = _part("add", given.articles, folder)
        alone = _part("embed", given.articles, folder)
        for count in given.copies:
            _copies(given.articles, count, Path(scratch))
    for name in ("wall", "cpu"):
        print(
            f"{name}: add {first[name]:.1f} s, embedder alone {alone[name]:.1f} s, "
            f"ratio {first[name] / alone[name]:.3f}; again {again[name]:.2f} s, "
            f"{again[name] / first[name]:.2%}"
        )
    print("peak MB by quarter of the passages:", first["peaks"], "whole:", first["peak"])


def _part(part: str, articles: Path, corpus: Path) -> dict[str, float]:
    command = [sys.executable, __file__, str(articles), "--part", part, "--corpus", str(corpus)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result: dict[str, float] = json.loads(out)
    print(part, result, flush=True)
    return result


def _add(articles: Path, corpus: Path) -> dict[str, object]:
    library = Library(corpus)
    library.warm()  # the model is loaded on both sides before the clock starts
    peaks, share, ended = [0.0] * 4, [0.0], threading.Event()

    def said(step: Progress) -> None:
        if step.step == "embedding" and step.total:
            share[0] = step.done / step.total

    def watch() -> None:
        while not ended.wait(0.2):
            quarter = min(3, int(share[0] * 4))
            peaks[quarter] = max(peaks[quarter], _resident())

    watcher = threading.Thread(target=watch)
    watcher.start()
    began = time.perf_counter(), time.process_time()
    report = library.add([str(articles)], progress=said)
    took = time.perf_counter() - began[0], time.process_time() - began[1]
    ended.set()
    watcher.join()
    counts = library.counts()
    library.close()
    return {
        "added": len(report.added),
        "passages": counts.embedded,
        "wall": took[0],
        "cpu": took[1],
        "peaks": [round(peak) for peak in peaks],
        "peak": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _embed(articles: Path, corpus: Path) -> dict[str, object]:
    texts = []
    for item in read(articles, articles.name):
        if isinstance(item, Article):
            spans = passages(item.text, sentences(item.text))
            texts += [embedded_text(item, span)[0] for span in spans]
    embedder = load_embedder()
    embedder.embed_array(texts[:4])
    began = time.perf_counter(), time.process_time()
    for start in range(0, len(texts), BATCH):
        embedder.embed_array(texts[start : start + BATCH])
    return {
        "passages": len(texts),
        "wall": time.perf_counter() - began[0],
        "cpu": time.process_time() - began[1],
    }


def _store(articles: Path, corpus: Path) -> dict[str, object]:
    library = Library(corpus)
    began = time.process_time()
    report = library.sync_files()
    library.close()
    return {
        "added": len(report.added),
        "cpu": round(time.process_time() - began, 1),
        "peak": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _copies(articles: Path, count: int, scratch: Path) -> None:
    """Put the articles so many times into a corpus, each copy a little different."""
    folder = scratch / f"copies-{count}"
    folder.mkdir()
    with gzip.open(folder / "all.jsonl.gz", "wt", encoding="utf-8", compresslevel=1) as out:
        for copy in range(count):
            with gzip.open(articles, "rt", encoding="utf-8") as lines:
                for line in lines:
                    row = json.loads(line)
                    row["id"] = f"{copy}-{row.get('id', '')}"
                    row["title"] = f"{row.get('title', '')} ({copy})"
                    out.write(json.dumps(row) + "\n")
    _part("store", articles, folder)


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024**2


if __name__ == "__main__":
    main()
