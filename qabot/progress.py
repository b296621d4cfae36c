"""A progress bar on standard error, for every command that works long."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from qabot.domain import Progress, ProgressCallback

_STEPS = {
    "fetching": "fetching pages",
    "reading": "reading articles",
    "embedding": "embedding passages",
    "waiting": "waiting for another qabot, passages",
    "indexing": "indexing passages",
    "asking": "asking questions",
}


@contextmanager
def progress_bar(shown: bool = True) -> Iterator[ProgressCallback]:
    """Says how far work is, how fast, and how long it takes, if a person can see it."""
    if not shown or not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:,.0f}/s" if speed and speed >= 1 else "")

    with Bar(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
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
