"""What the check adds to the time to the first shown word of a written answer.

    python tests/benchmarks/first_word.py

A server of this machine takes so long to read the prompt and then writes so many pieces a second.
Its own time to the first piece, asked directly, beside that to the first text that qabot shows,
from the moment at which the model is asked; and what searching took before. Medians.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "writing"))
from loopback import Server, serving

from qabot.answering.asking import Thread
from qabot.domain import Cancel, Found, Text
from qabot.library import Library
from qabot.settings import Quoting
from qabot.starting import starter_folder
from qabot.writing import open_writer, write_events
from qabot.writing.models import Writer

QUESTION = "why was the trip postponed?"
TIMES = 9


def alone(by: Writer, prompt: str) -> float:
    """Seconds to the model's first piece."""
    started = time.perf_counter()
    first = next(p for p in by.model.stream(prompt) if str(p.text))
    assert first
    return time.perf_counter() - started


def shown(library: Library, by: Writer) -> tuple[float, float]:
    """Seconds from asking the model to the first text, and those of searching before."""
    started = asked = time.perf_counter()
    retriever = library._parts().retriever
    for event in write_events(retriever, QUESTION, Thread(), Quoting(), Cancel(), by):
        if isinstance(event, Found):
            asked = time.perf_counter()
        if isinstance(event, Text):
            return time.perf_counter() - asked, asked - started
    raise AssertionError("nothing was shown")


def measured(library: Library, server: Server, delay: float, rate: float) -> str:
    server.mode, server.delay, server.interval = "paced", delay, 1 / rate
    by = open_writer(f"openai:test@{server.url}/v1")
    prompt = "\n".join(["[1] A sentence of news that is read."] * 200)
    rows = []
    for _ in range(TIMES):  # in turns, so that both meet the same load
        rows.append((alone(by, prompt), *shown(library, by)))
    own, ours, search = (statistics.median(column) for column in zip(*rows, strict=True))
    return (
        f"{delay:4.1f} s + {rate:3.0f} pieces/s: model alone {own:.3f} s, shown after {ours:.3f} s "
        f"({(ours / own - 1) * 100:+.1f} %); searching before {search:.3f} s"
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, serving() as server:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for file in starter_folder().glob("*.md"):
            shutil.copy(file, corpus)
        library = Library(corpus)
        library.sync()
        library.warm()
        for delay, rate in ((0.5, 60), (1.0, 30), (3.0, 15)):
            print(measured(library, server, delay, rate), flush=True)
        library.close()


if __name__ == "__main__":
    main()
