"""Files that could not be read, one a line."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from qabot.domain import Failure
from qabot.tui.widgets.line_list import LetterList, fit


class FailureList(LetterList):
    """Files and why they could not be read."""

    HELP = "Files that could not be read or added. enter tries one again, once it is mended."
    BINDING_GROUP_TITLE = "Failures"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,f5", "open", "try again", tooltip="Read the file again", id="failures.reread"
        ),
        Binding("y", "copy", "copy", tooltip="Copy them all", id="failures.copy"),
    ]
    HEAD = 1

    class Opened(Message):
        """A file is to be read again."""

        def __init__(self, row: Failure) -> None:
            super().__init__()
            self.row = row

    class Copied(Message):
        """The list is to be copied."""

    class Pointed(Message):
        """The cursor moved."""

    def key(self, row: Any) -> Hashable:
        return row.path  # type: ignore[no-any-return]

    def open(self, row: Any) -> None:
        self.post_message(self.Opened(row))

    def action_copy(self) -> None:
        self.post_message(self.Copied())

    def watch_cursor(self) -> None:
        super().watch_cursor()
        self.post_message(self.Pointed())

    def cells(self, row: Failure | None, width: int) -> tuple[str, str]:
        room = max(12, width * 2 // 5)
        file, why = (row.path, row.reason) if row else ("file", "why it could not be read")
        return fit(file, room), f"  {fit(why, max(8, width - room - 2))}"
