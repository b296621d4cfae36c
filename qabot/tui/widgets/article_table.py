"""A table of articles."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from qabot.domain import ArticleRow
from qabot.tui.widgets.line_list import LineList, fit

_OUTLET, _DATE, _PASSAGES = 20, 12, 8
_NARROW = 70
"""Cells below which the number of passages is left out."""


class ArticleTable(LineList):
    """Articles, one a line."""

    HELP = "Your articles. Type to filter; enter opens one, delete removes it."
    BINDING_GROUP_TITLE = "Articles"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete", "remove", "remove", id="articles.remove"),
    ]
    HEAD = 1

    class Opened(Message):
        """A row is to be opened."""

        def __init__(self, row: ArticleRow) -> None:
            super().__init__()
            self.row = row

    class Removing(Message):
        """A row is to be removed."""

        def __init__(self, row: ArticleRow) -> None:
            super().__init__()
            self.row = row

    def key(self, row: Any) -> Hashable:
        return row.number  # type: ignore[no-any-return]

    def open(self, row: Any) -> None:
        self.post_message(self.Opened(row))

    def action_remove(self) -> None:
        if self.picked is not None:
            self.post_message(self.Removing(self.picked))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.picked is not None if action in ("open", "remove") else True

    def cells(self, row: ArticleRow | None, width: int) -> tuple[str, str]:
        if row is None:
            return _cells("title", "outlet", "date", "passages", width)
        day = f"{row.published.day} {row.published:%b %Y}" if row.published else "no date"
        passages = f"{row.passages:,}"
        if row.embedded < row.passages:
            passages = f"{row.embedded:,}/{row.passages:,}"
        return _cells(row.title, row.source or "unknown", day, passages, width)


def _cells(title: str, outlet: str, day: str, passages: str, width: int) -> tuple[str, str]:
    outlet_width = _OUTLET if width >= _NARROW else 12
    right = [fit(outlet, outlet_width), fit(day, _DATE)]
    if width >= _NARROW:
        right.append(passages.rjust(_PASSAGES))
    room = max(8, width - sum(len(cell) for cell in right) - 2 * len(right))
    return fit(title, room), "".join(f"  {cell}" for cell in right)
