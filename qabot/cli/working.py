"""`qabot add`, `sync`, `rebuild`: long work with progress on standard error."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType

from qabot.cli.output import say, say_error
from qabot.domain import Cancel, ProgressCallback, QabotError, Report, summary
from qabot.library import Library
from qabot.progress import progress_bar


def run_add(
    library: Library,
    sources: Sequence[str],
    mapping: Mapping[str, str],
    *,
    allow_private: bool,
    quietly: bool,
) -> int:
    """Add files, folders, addresses and standard input; the exit code."""
    texts: list[bytes] = []
    if "-" in sources:
        if sys.stdin.isatty():
            say("Type or paste an article; end with ctrl+d.", sys.stderr)
        texts.append(sys.stdin.buffer.read())
    named = [source for source in sources if source != "-"]
    return _work(
        lambda said, stop: library.add(
            named,
            texts=texts,
            mapping=mapping,
            allow_private=allow_private,
            progress=said,
            cancel=stop,
        ),
        quietly,
    )


def fields(pairs: str) -> dict[str, str]:
    """``text=body,published=date`` as a mapping. Raises ``QabotError``."""
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in pairs.split(","))):
        ours, sign, theirs = pair.partition("=")
        if not (sign and ours.strip() and theirs.strip()):
            raise QabotError(
                f"--map does not understand {pair!r}.",
                "Write it as --map text=body,published=date.",
            )
        found[ours.strip()] = theirs.strip()
    return found


def run_sync(library: Library, *, feeds: bool, quietly: bool) -> int:
    """Sync; the exit code."""
    return _work(lambda said, stop: library.sync(feeds=feeds, progress=said, cancel=stop), quietly)


def run_rebuild(library: Library, *, reuse: bool, quietly: bool) -> int:
    """Rebuild; the exit code."""
    return _work(
        lambda said, stop: library.rebuild(reuse=reuse, progress=said, cancel=stop), quietly
    )


def catch_up(library: Library) -> None:
    """Sync before a question, with progress only where a person looks on."""
    with progress_bar() as said, interruptible() as stop:
        report = library.sync(wait=False, progress=said, cancel=stop)
    tell_failures(report)
    counts = library.counts()
    if counts.passages > counts.embedded:
        say(
            f"{counts.passages - counts.embedded:,} passages are still being embedded by another "
            "qabot: they are found by words only.",
            sys.stderr,
        )


def tell_failures(report: Report) -> None:
    """Write what failed to standard error, each remedy below the first that it is for."""
    told: set[str] = set()
    for failure in report.failures:
        say_error(str(failure), failure.remedy if failure.remedy not in told else "")
        told.add(failure.remedy)


def _work(run: Callable[[ProgressCallback, Cancel], Report], quietly: bool) -> int:
    with progress_bar(not quietly) as said, interruptible() as stop:
        report = run(said, stop)
    tell_failures(report)
    for notice in report.notices:
        say(notice, sys.stderr)
    touched = report.added or report.changed or report.removed or report.unchanged
    if report.notices and not (touched or report.failures):
        say("no new, changed or deleted articles")
    else:
        say(summary(report))
    return 1 if report.failures else 0


@contextmanager
def interruptible() -> Iterator[Cancel]:
    """A token that ctrl+c sets, so that work stops between two steps, in order."""
    stop = Cancel()

    def interrupted(number: int, frame: FrameType | None) -> None:
        if stop.is_set:
            raise KeyboardInterrupt  # the second time: at once
        stop.set()

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
