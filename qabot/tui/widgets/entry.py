"""What stands in the transcript: each entry a single Static."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static


class Entry(Static, can_focus=True):
    """Something in the transcript that can be gone to and copied."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Previous", show=False, id="entry.previous"),
        Binding("down,j", "move(1)", "Next", show=False, id="entry.next"),
        Binding("y", "copy(False)", "copy", tooltip="Copy it", id="entry.copy"),
    ]

    class Move(Message):
        """The user goes to the entry before (-1) or after (1)."""

        def __init__(self, entry: Entry, by: int) -> None:
            super().__init__()
            self.entry, self.by = entry, by

    class Copied(Message):
        """The user copies the entry."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def action_move(self, by: int) -> None:
        self.post_message(self.Move(self, by))

    def action_copy(self, sources: bool) -> None:
        self.post_message(self.Copied(self.copy_text(sources)))

    def copy_text(self, sources: bool) -> str:
        raise NotImplementedError
