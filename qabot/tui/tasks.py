"""Long work: one task at a time in a thread, with progress, cancel and a report."""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from textual.app import App
from textual.message import Message

from qabot.domain import (
    Cancel,
    Cancelled,
    Failure,
    Progress,
    ProgressCallback,
    QabotError,
    Report,
    summary,
)

TaskPhase = Literal["waiting", "running", "done", "cancelled", "failed"]
Work = Callable[[ProgressCallback, Cancel], Report]
_BETWEEN = 0.08
"""Seconds between two progress messages of a task; what comes faster is left out."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error as the user sees it. ``details`` is the traceback of an unforeseen one."""

    title: str
    message: str
    remedy: str = ""
    details: str = ""

    def __str__(self) -> str:
        parts = [self.title, self.message, self.remedy, self.details]
        return "\n".join(part for part in parts if part)


def trouble(title: str, error: BaseException) -> Trouble:
    """Any error as something that can be read and copied."""
    if isinstance(error, QabotError):
        return Trouble(title, error.message, error.remedy)
    details = "".join(traceback.format_exception(error))
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Trouble(title, said, "This is a fault in qabot: y copies the details.", details)


@dataclass(eq=False)
class Task:
    """One piece of long work. Only the UI thread changes it."""

    title: str
    """What is being done: ``adding strike-3.html``."""
    work: Work
    startup: bool = False
    """True for the check of the corpus at start, which is silent when nothing is new."""
    sources: tuple[str, ...] = ()
    """What is being added."""
    phase: TaskPhase = "waiting"
    progress: Progress | None = None
    started: float = 0.0
    step_started: float = 0.0
    step_from: int = 0
    """``done`` when the present step was first seen: what the rate is counted from."""
    report: Report | None = None
    trouble: Trouble | None = None
    cancel: Cancel = field(default_factory=Cancel)

    def move(self, progress: Progress, now: float) -> None:
        if self.progress is None or self.progress.step != progress.step:
            self.step_started, self.step_from = now, progress.done
        self.progress = progress

    def rate(self, now: float) -> float | None:
        """Items a second in the present step, or None while it is too early to tell."""
        if self.progress is None or now - self.step_started < 1.0:
            return None
        done = self.progress.done - self.step_from
        return done / (now - self.step_started) if done > 0 else None

    @property
    def failures(self) -> tuple[Failure, ...]:
        return self.report.failures if self.report else ()

    def said(self) -> str:
        """What came of it, in a few words, with the first reason if something failed."""
        if self.trouble is not None:
            return f"{self.trouble.message} {self.trouble.remedy}".strip()
        if self.report is None:
            return "stopped"
        said = summary(self.report)
        for failure in self.failures[:1]:
            said += f". {str(failure).rstrip('. ')}. {failure.remedy}".rstrip()
        return said


class TaskMoved(Message):
    """A task made progress. Sent to the app by its thread."""

    def __init__(self, task: Task, progress: Progress) -> None:
        super().__init__()
        self.task, self.progress = task, progress


class TaskEnded(Message):
    """A task came to its end, one way or the other. Sent to the app by its thread."""

    def __init__(
        self, task: Task, report: Report | None = None, trouble: Trouble | None = None
    ) -> None:
        super().__init__()
        self.task, self.report, self.trouble = task, report, trouble


class TaskBoard:
    """The tasks of the app. It belongs to the app, so tasks outlive every screen."""

    def __init__(self, app: App[None], clock: Callable[[], float]) -> None:
        self._app = app
        self._clock = clock
        self._queue: deque[Task] = deque()
        self.running: Task | None = None

    @property
    def waiting(self) -> int:
        return len(self._queue)

    def start(self, task: Task) -> None:
        """Run the task, after those that came before it."""
        self._queue.append(task)
        self._next()

    def cancel(self) -> bool:
        """Stop the running task at its next step. False if there is none."""
        if self.running is None or self.running.cancel.is_set:
            return False
        self.running.cancel.set()
        return True

    def cancel_all(self) -> None:
        self._queue.clear()
        self.cancel()

    def ended(self, message: TaskEnded) -> None:
        """Record how a task ended and start the next. Called in the UI thread."""
        task = message.task
        task.report, task.trouble = message.report, message.trouble
        task.phase = "failed" if message.trouble else "done" if message.report else "cancelled"
        if self.running is task:
            self.running = None
        self._next()

    def _next(self) -> None:
        if self.running is not None or not self._queue:
            return
        task = self.running = self._queue.popleft()
        task.phase, task.started = "running", self._clock()
        self._app.run_worker(
            lambda: self._run(task), thread=True, group="tasks", exit_on_error=False
        )

    def _run(self, task: Task) -> None:
        """In the thread: do the work, and say how it ended whatever happens."""
        last = float("-inf")
        step = ""

        def moved(progress: Progress) -> None:
            nonlocal last, step
            task.cancel.check()
            now = self._clock()
            ended = progress.total and progress.done >= progress.total
            if now - last >= _BETWEEN or progress.step != step or ended:
                last, step = now, progress.step
                self._app.post_message(TaskMoved(task, progress))

        try:
            report = task.work(moved, task.cancel)
        except Cancelled:
            self._app.post_message(TaskEnded(task))
        except Exception as error:
            self._app.post_message(TaskEnded(task, trouble=trouble(_failed(task.title), error)))
        else:
            self._app.post_message(TaskEnded(task, report=report))


def _failed(title: str) -> str:
    return f"{title[:1].upper()}{title[1:]} failed"
