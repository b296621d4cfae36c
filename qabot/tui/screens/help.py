"""F1: what the focused pane is for, its keys, and all commands."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from qabot.tui.commands import COMMANDS
from qabot.tui.protocol import Helpable
from qabot.tui.safe import join, plain

_KEYS = 19
"""Cells for the keys."""


class HelpScreen(ModalScreen[None]):
    """``keys`` are groups of the live keys: title, then key and meaning."""

    CSS_PATH = "help.tcss"
    BINDING_GROUP_TITLE = "Help"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,q", "close", "close", id="help.close"),
        Binding("down,j", "scroll(1)", "Down", show=False, id="help.down"),
        Binding("up,k", "scroll(-1)", "Up", show=False, id="help.up"),
    ]

    def __init__(self, about: str, keys: Sequence[tuple[str, list[tuple[str, str]]]]) -> None:
        super().__init__()
        self._about, self._keys = about, keys

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield Static(id="help-text", markup=False)

    def on_resize(self) -> None:
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        text = self.query_one("#help-text", Static)
        room = max(12, text.content_size.width - _KEYS - 3)
        blocks: list[Content] = [plain("Help", "bold $accent")]
        if self._about:
            blocks += [plain(self._about)]
        for title, keys in self._keys:
            blocks += [Content(""), plain(title, "bold"), *(_row(k, d, room) for k, d in keys)]
        blocks += [Content(""), plain("Commands", "bold")]
        blocks += [_row(c.usage, c.help, room) for c in COMMANDS if c.slash]
        blocks += [
            Content(""),
            plain("Select text with the mouse and press ctrl+c to copy it.", "$text-muted"),
            plain("esc closes this help.", "$text-muted"),
        ]
        text.update(join(blocks, "\n"))

    def action_close(self) -> None:
        self.dismiss()

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=by * 2, animate=False)


def _row(key: str, does: str, room: int) -> Content:
    """A key and what it does, in ``room`` cells beside it."""
    below = "\n" + " " * (_KEYS + 3)
    said = below.join(wrap(does, room))
    return join([plain(f"  {key.ljust(_KEYS)}", "$accent"), plain(f" {said}")])


def help_of(screen: Screen[Any], more: Sequence[tuple[str, str]] = ()) -> HelpScreen:
    """Help for what has the focus: what it is, and the keys that work now. ``more``: keys that
    are bound elsewhere."""
    about = ""
    groups: dict[str, dict[str, list[str]]] = {}
    for node in screen.focused.ancestors_with_self if screen.focused else ():
        if not about and isinstance(node, Helpable):
            about = node.HELP
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        if enabled and binding.id:  # ours; those of Textual's widgets have none
            title = node.BINDING_GROUP_TITLE or "Everywhere"
            does = tooltip or f"{binding.description[:1].upper()}{binding.description[1:]}"
            keys = groups.setdefault(title, {}).setdefault(does, [])
            key = screen.app.get_key_display(binding)
            if key not in keys:
                keys.append(key)
    rows = [
        (title, [(", ".join(keys), does) for does, keys in group.items()])
        for title, group in groups.items()
    ]
    rows[-1][1].extend(more)
    return HelpScreen(about, rows)
