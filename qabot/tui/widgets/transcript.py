"""The chat: turns and notes one below the other."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.widget import Widget

from qabot.tui.conversation import Turn
from qabot.tui.widgets.entry import Entry
from qabot.tui.widgets.turn_view import TurnView


class Transcript(VerticalScroll, can_focus=False):
    """A scrolling list of entries, newest below. It keeps the entry that was revealed in view
    while that grows, until the user scrolls or goes elsewhere."""

    _revealed: Widget | None = None

    async def append(self, entry: Entry) -> None:
        """Add an entry and bring it into view."""
        await self.mount(entry)
        self.reveal(entry)

    def view_of(self, turn: Turn) -> TurnView | None:
        return next((view for view in self.turn_views() if view.turn is turn), None)

    def turn_views(self) -> list[TurnView]:
        return [child for child in self.children if isinstance(child, TurnView)]

    def entries(self) -> list[Entry]:
        return [child for child in self.children if isinstance(child, Entry)]

    def latest(self) -> Entry | None:
        return next((e for e in reversed(self.children) if isinstance(e, Entry)), None)

    def neighbour(self, entry: Entry, by: int) -> Entry | None:
        """The entry before (-1) or after (1), or None at the end."""
        entries = self.entries()
        index = entries.index(entry) + by
        return entries[index] if 0 <= index < len(entries) else None

    def reveal(self, entry: Widget) -> None:
        """Scroll so that the whole entry is seen, or its start if it is longer than the chat."""
        self._revealed = entry
        self.call_after_refresh(self._follow)

    # A new entry has no place yet when it is revealed: what counts is the layout that follows.

    def watch_virtual_size(self) -> None:
        self.call_later(self._follow)

    def on_resize(self) -> None:
        self.call_later(self._follow)

    def on_mouse_scroll_up(self) -> None:
        self._revealed = None

    def on_mouse_scroll_down(self) -> None:
        self._revealed = None

    def on_scroll_to(self) -> None:
        self._revealed = None

    def on_descendant_focus(self) -> None:
        self._revealed = None

    def scroll_pages(self, by: int) -> None:
        """Scroll by most of a screen."""
        self._revealed = None
        self.scroll_relative(y=by * max(1, self.size.height - 2), animate=False)

    def _follow(self) -> None:
        entry = self._revealed
        if entry is None or not entry.is_attached or not entry.virtual_region.height:
            return
        top = entry.virtual_region.y
        bottom = entry.virtual_region.bottom
        height = self.scrollable_content_region.height
        self.scroll_to(y=top if bottom - top > height else max(0, bottom - height), animate=False)
