"""The line in which words are typed that are to be found in the article."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.message import Message
from textual.widgets import Input

from qabot.text import visible
from qabot.tui.widgets.in_order import InOrder

_MOST = 200
"""Characters that are looked for."""


class Finder(InOrder, Input):
    """Finds while one types; enter goes on, esc closes it."""

    HELP = "Words to find in this article. enter or down goes on, up goes back, esc closes."
    BINDING_GROUP_TITLE = "Find"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "go(1)", "next", id="find.next"),
        Binding("up", "go(-1)", "previous", id="find.previous"),
        Binding("escape", "close", "close", id="find.close"),
    ]

    class Go(Message):
        """To the next (1) or previous (-1) place."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Closed(Message):
        """Nothing is looked for any more."""

    def __init__(self) -> None:
        super().__init__(placeholder="find in this article", compact=True, id="finder")

    def _on_paste(self, event: Paste) -> None:
        """Take the first line; nothing in it acts on the terminal."""
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(visible(event.text.strip().partition("\n")[0][:_MOST]))

    def action_go(self, by: int) -> None:
        self.post_message(self.Go(by))

    def action_close(self) -> None:
        self.post_message(self.Closed())
