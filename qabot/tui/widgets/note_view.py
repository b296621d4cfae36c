"""What qabot itself says between answers: what adding did, or an error."""

from __future__ import annotations

from textual.content import Content

from qabot.domain import summary
from qabot.tui.safe import join, limited, plain
from qabot.tui.tasks import Task, Trouble
from qabot.tui.widgets.entry import Entry

_LINES_SHOWN = 20


class NoteView(Entry):
    """Something that qabot itself says: what adding did, or an error."""

    HELP = "A note. y copies it."
    BINDING_GROUP_TITLE = "Note"

    def __init__(
        self, title: str, lines: list[str], *, error: bool = False, copied: str = ""
    ) -> None:
        """``copied`` is what copying gives, where that is more than what is shown."""
        head = plain(limited(title), "bold $error" if error else "bold")
        body: list[Content] = [plain(limited(line), "$text-muted") for line in lines if line]
        super().__init__(join([head, *body], "\n"), markup=False)
        self.copied = copied or "\n".join([title, *lines])
        self.set_class(error, "-error")

    def copy_text(self, sources: bool) -> str:
        return self.copied


def task_note(task: Task) -> NoteView | None:
    """What a task did. The check at start speaks only of failures and notices."""
    if task.trouble is not None:
        return trouble_note(task.trouble)
    title = task.title[:1].upper() + task.title[1:]
    report = task.report
    if report is None:
        rest = "The rest is done at the next start, or with the next article that is added."
        kept = ["What was done so far is kept.", rest if task.startup else ""]
        return NoteView(f"{title}: stopped", [line for line in kept if line])
    if task.startup and not report.failures and not report.notices:
        return None
    head = f"{title}: {summary(report)}"
    lines = list(report.notices)
    for failure in report.failures:
        remedy = f". {failure.remedy}" if failure.remedy else ""
        lines.append(f"! {str(failure).rstrip('. ')}{remedy}")
    shown = lines[:_LINES_SHOWN]
    if len(lines) > len(shown):
        shown.append(f"… and {len(lines) - len(shown):,} more; y copies all of them")
    return NoteView(head, shown, copied="\n".join([head, *lines]))


def trouble_note(trouble: Trouble) -> NoteView:
    """An error, with all its details to copy."""
    lines = [trouble.message, trouble.remedy]
    return NoteView(trouble.title, lines, error=True, copied=str(trouble))
