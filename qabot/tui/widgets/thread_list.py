"""The saved threads, one a line."""

from __future__ import annotations

import time
from collections.abc import Hashable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from qabot.tui.listing import when
from qabot.tui.protocol import ThreadLike
from qabot.tui.widgets.line_list import LineList, fit

_WHEN = 11


class ThreadList(LineList):
    """Saved threads, the one that was changed last first."""

    HELP = (
        "Your conversations, saved as they happen. Type to filter by title and text; "
        "enter goes on with one."
    )
    BINDING_GROUP_TITLE = "Threads"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "delete",
            "delete",
            "remove",
            tooltip="Delete it; ctrl+z brings it back",
            id="threads.delete",
        ),
        Binding("f2", "rename", "rename", id="threads.rename"),
    ]

    class Opened(Message):
        """A thread is to be gone on with."""

        def __init__(self, row: ThreadLike) -> None:
            super().__init__()
            self.row = row

    class Deleting(Message):
        """A thread is to be deleted."""

        def __init__(self, row: ThreadLike) -> None:
            super().__init__()
            self.row = row

    class Renaming(Message):
        """A thread is to be called otherwise."""

        def __init__(self, row: ThreadLike) -> None:
            super().__init__()
            self.row = row

    def key(self, row: Any) -> Hashable:
        return row.id  # type: ignore[no-any-return]

    def open(self, row: Any) -> None:
        self.post_message(self.Opened(row))

    def action_delete(self) -> None:
        if self.picked is not None:
            self.post_message(self.Deleting(self.picked))

    def action_rename(self) -> None:
        if self.picked is not None:
            self.post_message(self.Renaming(self.picked))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("open", "delete", "rename"):
            return self.picked is not None
        return True

    def cells(self, row: ThreadLike | None, width: int) -> tuple[str, str]:
        assert row is not None
        count = f"{row.turns:,}".rjust(5)
        right = f"  {count}  {fit(when(row.changed, time.time()), _WHEN)}"
        return fit(row.title, max(8, width - len(right))), right
