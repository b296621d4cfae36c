"""A folder of this machine, one entry a line.

Not Textual's DirectoryTree nor textual-fspicker: those write file names to the terminal as they
are, control characters included, draw emoji, and choose either files or folders.
"""

from __future__ import annotations

import time
from collections.abc import Hashable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from qabot.tui.listing import when
from qabot.tui.picking import Place, size
from qabot.tui.widgets.line_list import LineList, fit

_NARROW = 60


class FolderList(LineList):
    """Folders to go into and files to add."""

    HELP = (
        "Choose what to add. enter goes into a folder or adds a file; f2 adds a whole folder. "
        "Type to filter by name; or type or paste a path, from / or ~ on, or a web address."
    )
    BINDING_GROUP_TITLE = "Files"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", tooltip="Into the folder, or add", id="list.open"),
        Binding("f2", "add", "add it", tooltip="Add the file or whole folder", id="picking.add"),
        Binding("left", "screen.up", "up", tooltip="The folder above", id="picking.up"),
        Binding("right", "open", "Into the folder", show=False, id="picking.into"),
    ]

    class Opened(Message):
        """A folder is to be gone into, or a file added."""

        def __init__(self, row: Place) -> None:
            super().__init__()
            self.row = row

    class Added(Message):
        """A file or a whole folder is to be added."""

        def __init__(self, row: Place) -> None:
            super().__init__()
            self.row = row

    def key(self, row: Any) -> Hashable:
        return row.path  # type: ignore[no-any-return]

    def open(self, row: Any) -> None:
        self.post_message(self.Opened(row))

    def action_add(self) -> None:
        if self.picked is not None:
            self.post_message(self.Added(self.picked))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "add":
            return self.picked is not None and self.picked.kind != "up"
        return super().check_action(action, parameters)

    def cells(self, row: Place | None, width: int) -> tuple[str, str]:
        assert row is not None
        if row.kind == "up":
            return fit("../", width), ""
        name = row.path.name + ("/" if row.kind == "folder" else "")
        right = size(row.size).rjust(9) if row.kind == "file" else " " * 9
        if width >= _NARROW:
            right += f"  {fit(when(row.changed, time.time()), 11)}"
        return fit(name, max(8, width - len(right) - 2)), f"  {right}"
