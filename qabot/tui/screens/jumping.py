"""Jumping: a letter on every place that can be focused; pressing it goes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key, Resize
from textual.geometry import Offset
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from qabot.tui.safe import plain

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"
Place = tuple[str, Widget, Offset]
"""Letter, widget, and where on the screen its letter stands."""


class JumpScreen(ModalScreen[Widget | None]):
    """Ends with the widget to go to, or None."""

    CSS_PATH = "jumping.tcss"
    HELP = "Press a letter to go to its place. Any other key leaves."
    BINDING_GROUP_TITLE = "Jump"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+l,ctrl+c", "leave", "leave", id="jump.leave")
    ]

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self._places = places

    def compose(self) -> ComposeResult:
        for letter, _widget, at in self._places:
            label = Static(plain(f" {letter} "), markup=False, classes="jump-letter")
            label.styles.offset = (at.x, at.y)
            yield label
        yield Static(plain("a letter goes to its place · esc leaves"), id="jump-foot", markup=False)

    def on_key(self, event: Key) -> None:
        if not event.is_printable:
            return
        event.stop()
        found = (widget for letter, widget, _ in self._places if letter == event.character)
        if self.is_current:
            self.dismiss(next(found, None))

    def on_resize(self, event: Resize) -> None:
        if event.size != self._first_size:
            self.action_leave()  # the letters are no longer where their places are

    def on_mount(self) -> None:
        self._first_size = self.app.size

    def action_leave(self) -> None:
        if self.is_current:
            self.dismiss(None)


def places_of(screen: Screen[Any]) -> list[Place]:
    """What can be focused and is seen now, from top to bottom."""
    found: list[tuple[Offset, Widget]] = []
    for widget in screen.focus_chain:
        seen = screen.find_widget(widget).visible_region
        # One pane may lie over another.
        if seen.area and widget in screen.get_widget_at(*seen.offset)[0].ancestors_with_self:
            found.append((seen.offset, widget))
    found.sort(key=lambda one: (one[0].y, one[0].x))
    return [(letter, w, at) for letter, (at, w) in zip(_LETTERS, found, strict=False)]


def jump(screen: Screen[Any]) -> None:
    """Show the letters over a screen, and go where the user wants."""

    def closed(widget: Widget | None) -> None:
        if widget is not None and widget.is_attached:
            screen.set_focus(widget)

    def show() -> None:
        if screen.is_current:
            screen.app.push_screen(JumpScreen(places_of(screen)), closed)

    screen.call_after_refresh(show)  # what has just been opened has its place then
