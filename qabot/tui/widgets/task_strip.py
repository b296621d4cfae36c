"""The line above the prompt that shows long work: what, how far, how fast."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from qabot.tui.safe import join, plain, shorten
from qabot.tui.tasks import Task
from qabot.tui.widgets.status_line import spread

_UNITS = {"reading": "articles", "embedding": "passages", "indexing": "passages"}
_BAR = 14


class TaskStrip(Widget):
    """Hidden while nothing runs."""

    ALLOW_SELECT = False
    text: reactive[tuple[str, float | None, str]] = reactive(("", None, ""))
    """What is done, how much of it from 0 to 1 if that is known, and figures."""

    def show(self, task: Task | None, waiting: int, now: float) -> None:
        """Show the task, or hide when there is none."""
        self.display = task is not None
        if task is None:
            return
        progress = task.progress
        share: float | None = None
        figures: list[str] = []
        if progress is not None:
            unit = _UNITS.get(progress.step, "")
            if progress.total:
                share = min(1.0, progress.done / progress.total)
                figures.append(f"{progress.done:,} of {progress.total:,} {unit}".strip())
            elif progress.done:
                figures.append(f"{progress.done:,} {unit}".strip())
            rate = task.rate(now)
            if rate is not None:
                figures.append(f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s")
        if waiting:
            figures.append(f"{waiting} more waiting")
        if task.cancel.is_set:
            figures = ["stopping"]
        self.text = (shorten(task.title, 60), share, " · ".join(figures))

    def render(self) -> RenderResult:
        title, share, figures = self.text
        width = self.content_size.width
        stop = plain("esc stop", "$text-muted")
        parts: list[Content | str] = [plain(title)]
        rest: list[Content] = []
        if share is not None:
            full = round(share * _BAR)
            bar = [plain("━" * full, "$accent"), plain("─" * (_BAR - full), "$text-disabled")]
            rest += [join(["  ", *bar]), plain(f" {share:.0%}")]
        if figures:
            rest.append(plain(f"  {figures}", "$text-muted"))
        # What does not fit is left out, but never how to stop.
        for part in rest:
            if join([*parts, part]).cell_length + stop.cell_length + 2 <= width:
                parts.append(part)
        left = join(parts)
        room = max(0, width - stop.cell_length - 2)
        return spread(left.truncate(min(room, left.cell_length), ellipsis=True), stop, width)
