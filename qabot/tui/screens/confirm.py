"""A question that wants yes or no."""

from __future__ import annotations

import time
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key, Paste
from textual.screen import ModalScreen
from textual.widgets import Static

from qabot.tui.safe import join, plain

_LOOK = 0.3
"""Seconds that it takes to see the question, and to stop typing: no key answers it sooner."""


class ConfirmScreen(ModalScreen[bool]):
    """Shows a question and what it is about; enter is yes, esc is no.

    Who types on is not answering: what is typed goes where it would have gone without it.
    """

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
        self._drawn = float("inf")
        """When the question was on the screen."""
        self._last = float("-inf")
        """When the last key came that was not for it."""
        self._typed: list[Key | Paste] = []
        self._answered = False
        """Whether a key that answers it is on its way."""

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

    def on_mount(self) -> None:
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        self._drawn = time.monotonic()

    @property
    def seen(self) -> bool:
        """Whether a key that comes now may be meant for the question."""
        return time.monotonic() - self._drawn >= _LOOK

    def keeps(self, event: Key | Paste) -> bool:
        """Keep what is typed on. False: it is for the question. The app asks for each key before
        it goes to any screen: so none is lost, and none comes late, when the question goes."""
        text = isinstance(event, Paste) or event.is_printable
        typing = time.monotonic() - self._last < _LOOK
        if isinstance(event, Key) and self.seen and not typing and not self._answered:
            self._answered = self._answers(event)
            if self._answered or not text:
                return False
        self._last = time.monotonic()
        if text or (isinstance(event, Key) and event.key == "backspace"):
            self._typed.append(event)
        if self.seen and text and not self._answered:
            self.action_answer(False)
        return True

    def _answers(self, event: Key) -> bool:
        bound = self.active_bindings
        return any(key in bound and bound[key].node is self for key in event.aliases)

    def action_answer(self, yes: bool) -> None:
        app = self.app
        self.dismiss(yes)
        for event in self._typed:
            copy = (
                Paste(event.text) if isinstance(event, Paste) else Key(event.key, event.character)
            )
            (app.focused or app.screen)._forward_event(copy)
