"""`qabot add`, `sync`, `rebuild`: long work with progress on standard error."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from qabot.cli.output import say, say_error
from qabot.domain import Cancel, Cancelled, Progress, ProgressCallback, QabotError, Report, summary
from qabot.library import Library

_STEPS = {"reading": "reading articles", "embedding": "embedding passages", "indexing": "indexing"}


def run_add(library: Library, sources: Sequence[str], *, quietly: bool) -> int:
    """Add files, folders and standard input; the exit code."""
    texts = [source for source in sources if source == "-"]
    others = [source for source in sources if source != "-"]
    if texts:
        if sys.stdin.isatty():
            say("Type or paste an article; end with ctrl+d.", sys.stderr)
        others.append(library.write_article(sys.stdin.read()))
    return _work(lambda said, stop: library.add(others, progress=said, cancel=stop), quietly)


def run_sync(library: Library, *, quietly: bool) -> int:
    """Sync; the exit code."""
    return _work(lambda said, stop: library.sync(progress=said, cancel=stop), quietly)


def run_rebuild(library: Library, *, quietly: bool) -> int:
    """Rebuild; the exit code."""
    return _work(lambda said, stop: library.rebuild(progress=said, cancel=stop), quietly)


def catch_up(library: Library) -> None:
    """Sync before a question, with progress only where a person looks on."""
    with _progress(quietly=not sys.stderr.isatty()) as said, _interruptible() as stop:
        report = library.sync(progress=said, cancel=stop)
    for failure in report.failures:
        say_error(str(failure), failure.remedy)


def _work(run: Callable[[ProgressCallback, Cancel], Report], quietly: bool) -> int:
    with _progress(quietly) as said, _interruptible() as stop:
        report = run(said, stop)
    for failure in report.failures:
        say_error(str(failure), failure.remedy)
    for notice in report.notices:
        say(notice, sys.stderr)
    say(summary(report))
    return 1 if report.failures else 0


@contextmanager
def _interruptible() -> Iterator[Cancel]:
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
    except Cancelled:
        raise QabotError(
            "Stopped; what was done until now is kept.", "Run the same command to go on."
        ) from None
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _progress(quietly: bool) -> Iterator[ProgressCallback]:
    if quietly or not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        rows = {}

        def said(step: Progress) -> None:
            if step.step not in rows:
                rows[step.step] = bar.add_task(_STEPS.get(step.step, step.step), total=None)
            bar.update(rows[step.step], completed=step.done, total=step.total or None)

        yield said
