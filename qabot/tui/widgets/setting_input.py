"""The line in which the value of a setting is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.message import Message
from textual.widgets import Input

from qabot.text import visible
from qabot.tui.widgets.in_order import InOrder

_MOST = 500


class SettingInput(InOrder, Input):
    """enter saves, esc keeps what was."""

    HELP = "The value of this setting. enter saves it, esc leaves it as it was."
    BINDING_GROUP_TITLE = "Value"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "save", id="settings.save"),
        Binding("escape", "leave", "leave as it was", id="settings.leave"),
    ]

    class Saving(Message):
        """The value is to be saved."""

    class Left(Message):
        """The value stays as it was."""

    def __init__(self, *, id: str) -> None:
        super().__init__(compact=True, id=id, select_on_focus=False)

    def _on_paste(self, event: Paste) -> None:
        """Take the first line; nothing in it acts on the terminal."""
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(visible(event.text.strip().partition("\n")[0][:_MOST]))

    def action_save(self) -> None:
        self.post_message(self.Saving())

    def action_leave(self) -> None:
        self.post_message(self.Left())
