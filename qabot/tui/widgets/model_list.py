"""The models that can write the answers, one a line."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from qabot.tui.widgets.line_list import LineList, fit

_REMARK = 22


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A model, and what there is to say of it."""

    name: str
    remark: str = ""


class ModelList(LineList):
    """Models; the first line is none: quoting."""

    HELP = (
        "Models that can write the answers. Type to filter, or type a whole name such as "
        "ollama:llama3.2; enter takes it. With none the articles are quoted."
    )
    BINDING_GROUP_TITLE = "Models"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "use it", id="list.open")]

    class Opened(Message):
        """A model is to write from now on."""

        def __init__(self, row: ModelRow) -> None:
            super().__init__()
            self.row = row

    def key(self, row: Any) -> Hashable:
        return row.name  # type: ignore[no-any-return]

    def open(self, row: Any) -> None:
        self.post_message(self.Opened(row))

    def cells(self, row: ModelRow | None, width: int) -> tuple[str, str]:
        assert row is not None
        right = f"  {fit(row.remark, _REMARK)}"
        return fit(row.name, max(8, width - len(right))), right
