"""All settings, one a line: name, value, and where the value is from."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from qabot.tui.protocol import SettingLike
from qabot.tui.setting_rows import origin
from qabot.tui.widgets.line_list import LineList, fit

_NAME = 23


class SettingList(LineList):
    """Settings in the order of their tree."""

    HELP = (
        "All settings, and the key of each action. Type to search; enter changes one, "
        "delete takes it back to its default. They are saved in your qabot.toml."
    )
    BINDING_GROUP_TITLE = "Settings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "change", id="list.open"),
        Binding(
            "delete",
            "reset",
            "default",
            key_display="del",
            tooltip="Take it back to its default",
            id="settings.reset",
        ),
    ]

    class Changing(Message):
        """A setting is to be changed."""

        def __init__(self, row: SettingLike) -> None:
            super().__init__()
            self.row = row

    class Resetting(Message):
        """A setting is to be as by default."""

        def __init__(self, row: SettingLike) -> None:
            super().__init__()
            self.row = row

    class Pointed(Message):
        """The cursor went to another setting."""

    def key(self, row: Any) -> Hashable:
        return row.name  # type: ignore[no-any-return]

    def open(self, row: Any) -> None:
        self.post_message(self.Changing(row))

    def watch_cursor(self) -> None:
        super().watch_cursor()
        self.post_message(self.Pointed())
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "reset":
            return self.picked is not None and self.picked.origin != "default"
        return super().check_action(action, parameters)

    def action_reset(self) -> None:
        if self.picked is not None:
            self.post_message(self.Resetting(self.picked))

    def cells(self, row: SettingLike | None, width: int) -> tuple[str, str]:
        assert row is not None
        mark = "! " if row.problem else "  "
        from_width = min(34, max(9, width - _NAME - 34))
        left = f"{mark}{fit(row.name, _NAME)} "
        where = origin(row)
        if len(where) > from_width:
            where = where.rpartition("/")[2]  # the name of the file
        right = f"  {fit(where, from_width)}"
        return left + fit(row.value or "not set", max(8, width - len(left) - len(right))), right
