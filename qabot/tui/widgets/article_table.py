"""A table of articles, drawn line by line: twenty thousand rows cost what twenty do.

Textual's DataTable builds every row at each change, which filtering as one types cannot wait
for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qabot.domain import ArticleRow
from qabot.tui.safe import first_words
from qabot.tui.wrapping import shown

_OUTLET, _DATE, _PASSAGES = 20, 12, 8
_NARROW = 70
"""Cells below which the number of passages is left out."""


class ArticleTable(ScrollView, can_focus=True):
    """Rows with a cursor."""

    HELP = "Your articles. Type to filter; enter opens one, delete removes it."
    BINDING_GROUP_TITLE = "Articles"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "articles--head",
        "articles--cursor",
        "articles--faint",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", id="articles.open"),
        Binding("delete", "remove", "remove", id="articles.remove"),
        Binding("up", "move(-1)", "Up", show=False, id="articles.up"),
        Binding("down", "move(1)", "Down", show=False, id="articles.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="articles.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="articles.page_down"),
        Binding("home", "jump(0)", "First", show=False, id="articles.first"),
        Binding("end", "jump(-1)", "Last", show=False, id="articles.last"),
    ]
    cursor: reactive[int] = reactive(0)

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

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[ArticleRow] = ()

    @property
    def picked(self) -> ArticleRow | None:
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, rows: Sequence[ArticleRow]) -> None:
        """Show these rows. The cursor stays on its article if that is still there."""
        number = self.picked.number if self.picked else None
        self.rows = rows
        index = next((i for i, row in enumerate(rows) if row.number == number), None)
        self.virtual_size = Size(0, len(rows) + 1)
        self.cursor = index if index is not None else min(self.cursor, max(0, len(rows) - 1))
        self._follow()
        self.refresh()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.picked is not None if action in ("open", "remove") else True

    def watch_cursor(self) -> None:
        self._follow()
        self.refresh()

    def on_resize(self, event: Resize) -> None:
        self._follow()

    def _follow(self) -> None:
        """Keep the cursor on the screen."""
        height = max(1, self.scrollable_content_region.height - 1)
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(len(self.rows) - 1, self.cursor + by))

    def action_page(self, by: int) -> None:
        self.action_move(by * max(1, self.scrollable_content_region.height - 2))

    def action_jump(self, to: int) -> None:
        self.cursor = 0 if to == 0 else max(0, len(self.rows) - 1)

    def action_open(self) -> None:
        if self.picked is not None:
            self.post_message(self.Opened(self.picked))

    def action_remove(self) -> None:
        if self.picked is not None:
            self.post_message(self.Removing(self.picked))

    def on_click(self, event: Click) -> None:
        row = event.y - 1 + self.scroll_offset.y
        if event.y >= 1 and 0 <= row < len(self.rows):
            again = row == self.cursor and event.chain > 1
            self.cursor = row
            if again:
                self.action_open()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        base = self.rich_style
        if y == 0:
            head = base + self.get_component_rich_style("articles--head", partial=True)
            cells = self._cells("title", "outlet", "date", "passages", width)
            return Strip([Segment("".join(cells), head)]).crop_extend(0, width, head)
        index = y - 1 + self.scroll_offset.y
        if index >= len(self.rows):
            return Strip.blank(width, base)
        row = self.rows[index]
        day = f"{row.published.day} {row.published:%b %Y}" if row.published else "no date"
        passages = f"{row.passages:,}"
        if row.embedded < row.passages:
            passages = f"{row.embedded:,}/{row.passages:,}"
        title, *rest = self._cells(row.title, row.source or "unknown", day, passages, width)
        if index == self.cursor:
            base = faint = base + self.get_component_rich_style("articles--cursor", partial=True)
        else:
            faint = base + self.get_component_rich_style("articles--faint", partial=True)
        segments = [Segment(title, base), Segment("".join(rest), faint)]
        return Strip(segments).crop_extend(0, width, base)

    def _cells(self, title: str, outlet: str, day: str, passages: str, width: int) -> list[str]:
        outlet_width = _OUTLET if width >= _NARROW else 12
        right = [_fit(outlet, outlet_width), _fit(day, _DATE)]
        if width >= _NARROW:
            right.append(passages.rjust(_PASSAGES))
        room = max(8, width - sum(len(cell) for cell in right) - 2 * len(right))
        return [_fit(title, room), *(f"  {cell}" for cell in right)]


def _fit(text: str, width: int) -> str:
    """One line of exactly ``width`` cells, with ``…`` for what does not fit."""
    flat = shown(first_words(text, 400))
    if cell_len(flat) <= width:
        return set_cell_size(flat, width)
    return set_cell_size(flat, width - 1) + "…"
