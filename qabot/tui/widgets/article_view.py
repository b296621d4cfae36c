"""The text of one article, drawn line by line: an article of megabytes scrolls like a short one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from qabot.domain import Span
from qabot.tui.finding import find_all
from qabot.tui.wrapping import Lines, shown, wrap


class ArticleView(ScrollView, can_focus=True):
    """Shows a text with one quote marked strongly and others dimly."""

    HELP = "The article. The quoted words are marked; other passages that are cited, faintly."
    BINDING_GROUP_TITLE = "Source"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--quote",
        "article--cited",
        "article--found",
        "article--at",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", "Up", show=False, id="article.up"),
        Binding("down,j", "scroll_down", "Down", show=False, id="article.down"),
        Binding("pageup,b", "page_up", "Page up", show=False, id="article.page_up"),
        Binding("pagedown,space", "page_down", "Page down", show=False, id="article.page_down"),
        Binding("home,g", "scroll_home", "First", show=False, id="article.first"),
        Binding("end,G", "scroll_end", "Last", show=False, id="article.last"),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = ""
        self._quote: Span | None = None
        self._others: tuple[Span, ...] = ()
        self._found: Sequence[Span] = ()
        self._at = -1
        self._lines = Lines()
        self._width = 0
        self._show_quote = False

    @property
    def text(self) -> str:
        return self._text

    @property
    def quote(self) -> Span | None:
        return self._quote

    def show(self, text: str, quote: Span | None = None, others: Sequence[Span] = ()) -> None:
        """Show ``text`` with the quote scrolled into view; without a quote, from its start."""
        changed = text != self._text
        self._text, self._quote, self._others = text, quote, tuple(others)
        if changed:
            self._found, self._at = (), -1
            self._wrap()
        self._show_quote = True
        self._scroll_to_quote()
        self.refresh()

    @property
    def found(self) -> Sequence[Span]:
        return self._found

    def find(self, words: str) -> int:
        """Mark the words and go to the first at or below what is shown. Returns how many."""
        self._found = find_all(self._text, words)
        top = self.scroll_offset.y
        offset = self._lines.starts[top] if top < len(self._lines) else 0
        after = (i for i, span in enumerate(self._found) if span.start >= offset)
        self._at = next(after, 0) if self._found else -1
        self._to_found()
        return len(self._found)

    def find_next(self, by: int) -> int:
        """Go on to the next (1) or previous (-1) found words. Returns which, from 1."""
        if self._found:
            self._at = (self._at + by) % len(self._found)
            self._to_found()
        return self._at + 1

    def _to_found(self) -> None:
        height = self.scrollable_content_region.height
        if self._at >= 0 and height and len(self._lines):
            line = self._lines.at(self._found[self._at].start)
            top = self.scroll_offset.y
            if not top <= line < top + height:
                self.scroll_to(y=max(0, line - height // 3), animate=False)
        self.refresh()

    def quote_lines(self) -> range:
        """The screen lines of the quote."""
        if self._quote is None or not len(self._lines):
            return range(0)
        last = max(self._quote.start, self._quote.end - 1)
        return range(self._lines.at(self._quote.start), self._lines.at(last) + 1)

    def on_resize(self, event: Resize) -> None:
        if self.scrollable_content_region.width == self._width:
            if self._show_quote:
                self._scroll_to_quote()
            return
        top = self.scroll_offset.y
        offset = self._lines.starts[top] if top < len(self._lines) else 0
        self._wrap()
        if self._quote is not None and self._show_quote:
            self._scroll_to_quote()
        elif len(self._lines):
            self.scroll_to(y=self._lines.at(offset), animate=False)

    def _wrap(self) -> None:
        # The scroll bar is always given its room: a text must not wrap twice to find out.
        self._width = self.scrollable_content_region.width
        self._lines = wrap(self._text, self._width) if self._width > 0 else Lines()
        self.virtual_size = Size(self._width, len(self._lines))

    def _scroll_to_quote(self) -> None:
        height = self.scrollable_content_region.height
        if not height or not len(self._lines):
            return
        lines = self.quote_lines()
        spare = max(0, height - len(lines))
        top = lines.start - min(spare, max(1, spare // 3)) if lines else 0
        self.scroll_to(y=max(0, top), animate=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        lines = self.quote_lines()
        height = self.scrollable_content_region.height
        self._show_quote = bool(lines) and new_value <= lines.start < new_value + height

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        base = self.rich_style
        width = self.scrollable_content_region.width
        if row >= len(self._lines):
            return Strip.blank(width, base)
        start, end = self._lines.starts[row], self._lines.ends[row]
        quote = self.get_component_rich_style("article--quote")
        cited = self.get_component_rich_style("article--cited")
        marks = [(span, cited) for span in self._others]
        if self._quote is not None:
            marks.append((self._quote, quote))
        marks += self._found_on(start, end)
        selected = self._selected(row)
        if selected is not None:
            marks.append((selected, self.screen.get_component_rich_style("screen--selection")))
        cuts = {start, end}
        for span, _ in marks:
            cuts.update(x for x in (span.start, span.end) if start < x < end)
        segments: list[Segment] = []
        edges = sorted(cuts)
        for a, b in pairwise(edges):
            style = base
            for span, extra in marks:
                if span.start <= a and b <= span.end:
                    style += extra
            segments.append(Segment(shown(self._text[a:b]), style))
        strip = Strip(segments).apply_offsets(0, row)
        return strip.crop_extend(0, width, base)

    def _found_on(self, start: int, end: int) -> list[tuple[Span, Style]]:
        """What was found on a line, of what may be thousands."""
        if not self._found:
            return []
        first = bisect_right(self._found, start, key=lambda span: span.end)
        marks = []
        for index in range(first, len(self._found)):
            if self._found[index].start >= end:
                break
            name = "article--at" if index == self._at else "article--found"
            marks.append((self._found[index], self.get_component_rich_style(name)))
        return marks

    # Selecting: x is a place on the screen line, y the screen line; what is copied is the
    # text itself, without the breaks that only the screen has.

    def _offset(self, row: int, x: int | None) -> int:
        """The text offset at place ``x`` of a screen line; None is its end."""
        row = min(max(0, row), len(self._lines) - 1)
        start, end = self._lines.starts[row], self._lines.ends[row]
        if x is None or x < 0:
            return end
        at = place = start
        while at < end and place - start < x:
            place += len(shown(self._text[at]))
            at += 1
        return at

    def _selected(self, row: int) -> Span | None:
        selection = self.text_selection
        span = selection.get_span(row) if selection is not None else None
        if span is None:
            return None
        return Span(self._offset(row, span[0]), self._offset(row, span[1]))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        if not len(self._lines):
            return None
        start = self._offset(selection.start.y, selection.start.x) if selection.start else 0
        end = self._offset(selection.end.y, selection.end.x) if selection.end else len(self._text)
        return self._text[start:end], "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()
