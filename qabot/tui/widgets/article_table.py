"""A table of articles that can be sorted."""

from __future__ import annotations

import time
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.message import Message

from qabot.domain import ArticleRow, true_name
from qabot.tui.listing import COLUMNS, Column, Order, state_of, when, written
from qabot.tui.widgets.line_list import LineList, fit

_WIDTHS: dict[Column, int] = {
    "outlet": 18,
    "date": 11,
    "added": 11,
    "passages": 9,
    "state": 8,
}
_NARROW_OUTLET = 14
_FIRST: tuple[Column, ...] = ("date", "outlet", "number", "state", "added", "passages")
"""The columns that stay longest as the table gets narrow."""
_TITLE, _LEAST = 26, 20
"""Cells that the title keeps before a column is shown beside it; before the number is."""


def _sort(key: str, by: int, *, show: bool, id: str) -> Binding:
    return Binding(
        key,
        f"sort_beside({by})",
        "sort",
        show=show,
        key_display="left/right",
        tooltip="Sort by another column",
        id=id,
    )


class ArticleTable(LineList):
    """Articles, one a line."""

    HELP = (
        "Your articles. Type to filter by title, outlet, date or file; enter opens one. "
        "left and right choose the column to sort by, and so does a click on its head."
    )
    BINDING_GROUP_TITLE = "Articles"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", id="list.open"),
        Binding(
            "delete",
            "remove",
            "remove",
            tooltip="Remove it; ctrl+z brings it back",
            id="articles.remove",
        ),
        Binding("f5", "reread", "re-read", tooltip="Read its file again", id="articles.reread"),
        # The arrows are keys of Textual's that come first in the footer; ctrl+s does not.
        _sort("ctrl+s", 1, show=True, id="articles.sort"),
        _sort("right", 1, show=False, id="articles.sort_next"),
        _sort("left", -1, show=False, id="articles.sort_back"),
        Binding("ctrl+r", "turn", "Turn the order round", show=False, id="articles.turn"),
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

    class Rereading(Message):
        """The file of a row is to be read again."""

        def __init__(self, row: ArticleRow) -> None:
            super().__init__()
            self.row = row

    class Sorting(Message):
        """Another order is wanted."""

        def __init__(self, order: Order) -> None:
            super().__init__()
            self.order = order

    class Pointed(Message):
        """The cursor is on another article now, or on none."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.order = Order()
        self.failures: Mapping[str, str] = {}
        """Why files could not be read, by path."""
        self.largest = 0
        """The largest number of an article."""
        self._pointed: Hashable = None

    def show(self, rows: Sequence[Any]) -> None:
        super().show(rows)
        self._point()

    def watch_cursor(self) -> None:
        super().watch_cursor()
        self._point()

    def _point(self) -> None:
        key = self.key(self.picked) if self.picked is not None else None
        if key != self._pointed:
            self._pointed = key
            self.post_message(self.Pointed())

    def key(self, row: Any) -> Hashable:
        return row.number  # type: ignore[no-any-return]

    def open(self, row: Any) -> None:
        self.post_message(self.Opened(row))

    def action_remove(self) -> None:
        if self.picked is not None:
            self.post_message(self.Removing(self.picked))

    def action_reread(self) -> None:
        if self.picked is not None:
            self.post_message(self.Rereading(self.picked))

    def action_sort_beside(self, by: int) -> None:
        self.post_message(self.Sorting(self.order.beside(by)))

    def action_turn(self) -> None:
        self.post_message(self.Sorting(self.order.turned()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.picked is not None if action in ("open", "remove", "reread") else True

    def on_click(self, event: Click) -> None:
        if event.y >= self.HEAD:
            super().on_click(event)
            return
        x = event.x - self.gutter.left
        at = 0
        for column, width in self._columns(self.scrollable_content_region.width):
            if at <= x < at + width:
                self.post_message(self.Sorting(self.order.by(column)))
            at += width + 2

    def _columns(self, width: int) -> list[tuple[Column, int]]:
        """The columns that fit, from left to right, with their widths; the rest is the title's."""
        outlet = _WIDTHS["outlet"] if width >= 96 else _NARROW_OUTLET
        widths = {**_WIDTHS, "outlet": outlet, "number": max(2, len(str(self.largest)))}
        room = width
        shown: set[Column] = set()
        # What it is sorted by is always seen.
        for column in sorted(_FIRST, key=lambda column: column != self.order.column):
            least = _LEAST if column == "number" else _TITLE
            if room - widths[column] - 2 >= least or column == self.order.column:
                room -= widths[column] + 2
                shown.add(column)
        widths["title"] = max(8, room)
        return [(c, widths[c]) for c in COLUMNS if c == "title" or c in shown]

    def cells(self, row: ArticleRow | None, width: int) -> tuple[str, str]:
        columns = self._columns(width)
        cells = [_cell(self._text(row, column), column, room) for column, room in columns]
        main = [column for column, _ in columns].index("title") + 1
        return "  ".join(cells[:main]), "".join(f"  {cell}" for cell in cells[main:])

    def _text(self, row: ArticleRow | None, column: Column) -> str:
        if row is None:
            arrow = "▾" if self.order.falls else "▴"
            name = "#" if column == "number" else column
            return name + (arrow if column == self.order.column else "")
        match column:
            case "number":
                return str(row.number)
            case "title":
                return true_name(row.title)
            case "outlet":
                return true_name(row.source) or "unknown"
            case "date":
                return written(row.published)
            case "added":
                return when(row.added, time.time())
            case "passages":
                return f"{row.passages:,}"
            case "state":
                return state_of(row, self.failures)


def _cell(text: str, column: Column, width: int) -> str:
    return text.rjust(width) if column in ("number", "passages") else fit(text, width)
