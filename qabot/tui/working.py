"""Long work of the app, and what it says of it whatever screen is shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from textual.notifications import SeverityLevel
from textual.signal import Signal

from qabot.domain import ArticleRow, Failure
from qabot.tui.saying import Saying
from qabot.tui.screens.chat import ChatScreen
from qabot.tui.tasks import Task, TaskBoard, TaskEnded, TaskMoved, Trouble, Work


class Working(Saying):
    """An app with a chat and a board of tasks."""

    def __init__(self, chat: ChatScreen, clock: Callable[[], float]) -> None:
        # Without colours Textual's theme of the terminal is asked for, or NO_COLOR gives greys.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.chat = chat
        self.clock = clock
        self.board = TaskBoard(self, clock)
        self.tasks_signal: Signal[TaskBoard] = Signal(self, "tasks")
        self.removed: list[ArticleRow] = []
        """Articles that were removed and can be brought back, the latest last."""
        self.not_added: dict[str, Failure] = {}
        """What could not be added since the chat was opened, by path or address."""
        self.picked_in: Path | None = None
        """The folder that articles were last added from."""

    def started(self) -> None:
        """The check at start has read all files."""
        raise NotImplementedError

    def recount(self) -> None:
        """Count the articles again, in a thread."""
        raise NotImplementedError

    def start_task(
        self, title: str, work: Work, *, startup: bool = False, sources: Sequence[str] = ()
    ) -> None:
        """Run long work after what runs already. It goes on whatever screen is shown."""
        self.board.start(Task(title, work, startup=startup, sources=tuple(sources)))
        self.tasks_signal.publish(self.board)

    def stop_task(self) -> bool:
        stopped = self.board.cancel()
        self.tasks_signal.publish(self.board)
        return stopped

    def on_task_moved(self, message: TaskMoved) -> None:
        task = message.task
        first = task.progress is None or task.progress.step == "reading"
        task.move(message.progress, self.clock())
        if task.startup and first and message.progress.step != "reading":
            # All is read and can be found by words: no need to wait for the vectors.
            self.started()
        self.tasks_signal.publish(self.board)

    async def on_task_ended(self, message: TaskEnded) -> None:
        task = message.task
        self.board.ended(message)
        self._note_failures(task)
        self.tasks_signal.publish(self.board)
        if task.startup:
            self.started()
        else:
            self.recount()
        await self.chat.task_ended(task)
        if self.screen is not self.chat and not task.startup:
            failed = task.trouble is not None or bool(task.failures)
            severity: SeverityLevel = "warning" if failed else "information"
            self.notify(f"{task.title}: {task.said()}", severity=severity)

    def _note_failures(self, task: Task) -> None:
        """Remember what could not be added, until it is."""
        for path in [*self.not_added]:
            if path.startswith(task.sources):
                del self.not_added[path]
        if task.sources:
            self.not_added.update({failure.path: failure for failure in task.failures})

    async def tell(self, trouble: Trouble) -> None:
        """Show an error where it stays and can be copied: in the chat."""
        await self.chat.add_trouble(trouble)
        if self.screen is not self.chat:
            self.notify(f"{trouble.message} {trouble.remedy}", severity="error")
