"""/why: what was searched and found, and why each passage ranked where it did."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from qabot.domain import Answer, Hit
from qabot.tui.conversation import Turn
from qabot.tui.why import why_content
from qabot.tui.widgets.hit_list import HitList, Ranked
from qabot.tui.widgets.key_bar import KeyBar


class WhyScreen(Screen[Hit | None]):
    """Ends with the passage to read, or None."""

    CSS_PATH = "why.tcss"
    BINDING_GROUP_TITLE = "Why"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "back", id="why.back"),
    ]

    def __init__(self, turn: Turn, answer: Answer) -> None:
        super().__init__()
        self._turn, self._answer = turn, answer

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="why-head", can_focus=False):
            yield Static(why_content(self._turn, self._answer), markup=False)
        yield HitList(id="why-hits")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        rows = [
            Ranked(place, hit, self._answer.cited_in(hit))
            for place, hit in enumerate(self._answer.hits, start=1)
        ]
        self.query_one(HitList).show(rows)

    @on(HitList.Opened)
    def opened(self, message: HitList.Opened) -> None:
        self.dismiss(message.row.hit)
