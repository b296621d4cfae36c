"""A list drawn line by line: twenty thousand rows cost what twenty do.

Textual's DataTable builds every row at each change, which filtering as one types cannot wait
for.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qabot.tui.safe import first_words
from qabot.tui.wrapping import shown


class LineList(ScrollView, can_focus=True):
    """Rows with a cursor. A subclass says how a row is drawn and what opening it means."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--head", "list--cursor", "list--faint"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", id="list.open"),
        Binding("up", "move(-1)", "Up", show=False, id="list.up"),
        Binding("down", "move(1)", "Down", show=False, id="list.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="list.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="list.page_down"),
        Binding("home", "jump(0)", "First", show=False, id="list.first"),
        Binding("end", "jump(-1)", "Last", show=False, id="list.last"),
    ]
    HEAD = 0
    """Lines above the rows: 1 for a head, else 0."""
    cursor: reactive[int] = reactive(0)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[Any] = ()
        self.nothing = ""
        """What is said where the rows would be if there are none."""

    def key(self, row: Any) -> Hashable:
        """What makes a row the same when the list is shown anew."""
        raise NotImplementedError

    def cells(self, row: Any | None, width: int) -> tuple[str, str]:
        """A row's main and faint text, ``width`` cells together; of the head if it is None."""
        raise NotImplementedError

    def open(self, row: Any) -> None:
        """The user opens a row."""
        raise NotImplementedError

    @property
    def picked(self) -> Any | None:
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, rows: Sequence[Any]) -> None:
        """Show these rows. The cursor stays on its row if that is still there."""
        key = self.key(self.picked) if self.picked is not None else None
        self.rows = rows
        index = next((i for i, row in enumerate(rows) if self.key(row) == key), None)
        self.virtual_size = Size(0, len(rows) + self.HEAD)
        self.cursor = index if index is not None else min(self.cursor, max(0, len(rows) - 1))
        self._follow()
        self.refresh()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.picked is not None if action == "open" else True

    def watch_cursor(self) -> None:
        self._follow()
        self.refresh()

    def on_resize(self, event: Resize) -> None:
        self._follow()

    def _follow(self) -> None:
        """Keep the cursor on the screen."""
        height = max(1, self.scrollable_content_region.height - self.HEAD)
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(len(self.rows) - 1, self.cursor + by))

    def action_page(self, by: int) -> None:
        self.action_move(by * max(1, self.scrollable_content_region.height - 1 - self.HEAD))

    def action_jump(self, to: int) -> None:
        self.cursor = 0 if to == 0 else max(0, len(self.rows) - 1)

    def action_open(self) -> None:
        if self.picked is not None:
            self.open(self.picked)

    def on_click(self, event: Click) -> None:
        row = event.y - self.HEAD + self.scroll_offset.y
        if event.y >= self.HEAD and 0 <= row < len(self.rows):
            again = row == self.cursor and event.chain > 1
            self.cursor = row
            if again:
                self.action_open()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        base = self.rich_style
        if y < self.HEAD:
            head = base + self._part("head")
            return Strip([Segment("".join(self.cells(None, width)), head)]).crop_extend(
                0, width, head
            )
        index = y - self.HEAD + self.scroll_offset.y
        if index == 0 and not self.rows and self.nothing:
            faint = base + self._part("faint")
            return Strip([Segment(fit(self.nothing, width), faint)])
        if index >= len(self.rows):
            return Strip.blank(width, base)
        main, rest = self.cells(self.rows[index], width)
        if index == self.cursor:
            base = faint = base + self._part("cursor")
        else:
            faint = base + self._part("faint")
        return Strip([Segment(main, base), Segment(rest, faint)]).crop_extend(0, width, base)

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"list--{name}", partial=True)


class LetterList(LineList):
    """A list in which letters do not filter: they move as in vim."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "move(-1)", "Up", show=False, id="list.k_up"),
        Binding("j", "move(1)", "Down", show=False, id="list.j_down"),
        Binding("b", "page(-1)", "Page up", show=False, id="list.b_page_up"),
        Binding("space", "page(1)", "Page down", show=False, id="list.space_page_down"),
        Binding("g", "jump(0)", "First", show=False, id="list.g_first"),
        Binding("G", "jump(-1)", "Last", show=False, id="list.G_last"),
    ]


def fit(text: str, width: int) -> str:
    """One line of exactly ``width`` cells, with ``…`` for what does not fit."""
    flat = shown(first_words(text, 400))
    if cell_len(flat) <= width:
        return set_cell_size(flat, width)
    return set_cell_size(flat, width - 1) + "…"
