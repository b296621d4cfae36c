"""A question that wants yes or no."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from qabot.tui.safe import join, plain


class ConfirmScreen(ModalScreen[bool]):
    """Shows a question and what it is about; enter is yes, esc is no."""

    CSS_PATH = "confirm.tcss"
    HELP = "enter is yes, esc is no."
    BINDING_GROUP_TITLE = "Question"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "answer(True)", "yes", id="confirm.yes"),
        Binding("escape,n", "answer(False)", "no", id="confirm.no"),
        Binding("ctrl+c", "answer(False)", "No", show=False, id="confirm.interrupt"),
    ]

    def __init__(self, question: str, lines: list[str], *, yes: str = "yes", no: str = "no"):
        super().__init__()
        self._question, self._lines, self._yes, self._no = question, lines, yes, no

    def compose(self) -> ComposeResult:
        parts: list[Content] = [plain(self._question, "bold")]
        parts += [plain(line, "$text-muted") for line in self._lines]
        keys = join(
            [
                plain("enter", "bold $accent"),
                plain(f" {self._yes}    "),
                plain("esc", "bold $accent"),
                plain(f" {self._no}"),
            ]
        )
        with Vertical(id="confirm"):
            yield Static(join([*parts, "", keys], "\n"), markup=False)

    def on_key(self, event: Key) -> None:
        """Who types on is not answering: that is a no, and what is typed is kept."""
        if event.is_printable and event.key not in ("y", "n") and self.is_current:
            event.stop()
            self.dismiss(False)
            self.app.call_later(self.app.simulate_key, event.key)

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)
