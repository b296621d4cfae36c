"""One question with its answer."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.style import Style

from qabot.domain import Chip
from qabot.tui.conversation import Turn
from qabot.tui.copying import turn_text
from qabot.tui.widgets.entry import Entry
from qabot.tui.wording import Lit, turn_content

_DIGITS = [
    Binding(
        str(n),
        f"open_source({n})",
        "source",
        show=n == 1,
        key_display="1-9",
        tooltip="Read that source",
        id=f"turn.source{n}",
    )
    for n in range(1, 10)
]


class TurnView(Entry):
    """A question and its answer. Redrawn while the answer comes in, then left alone."""

    HELP = (
        "An answer from your articles. The numbers in brackets are its sources: "
        "press one, or click it, to read it in its article. n and p go through the statements, "
        "with the passage of each beside them."
    )
    BINDING_GROUP_TITLE = "Answer"
    BINDINGS: ClassVar[list[BindingType]] = [
        *_DIGITS,
        Binding("enter", "open", "Read the source", show=False, id="turn.open"),
        Binding("n", "step(1)", "next", tooltip="Next statement, its passage", id="turn.next"),
        Binding("p", "step(-1)", "Previous statement", show=False, id="turn.previous"),
        Binding("w", "why", "why", tooltip="What was searched and found", id="turn.why"),
        Binding("r", "again", "Ask again, of the articles now", show=False, id="turn.again"),
        Binding(
            "x", "widen", "drop filters", tooltip="Ask again without its filters", id="turn.widen"
        ),
        Binding(
            "Y",
            "copy(True)",
            "with sources",
            tooltip="Copy with sources as footnotes",
            id="turn.cite",
        ),
    ]

    class Widened(Message):
        """The user drops filters of this turn: it is to be asked again without them."""

        def __init__(self, turn: Turn, chips: tuple[Chip, ...]) -> None:
            super().__init__()
            self.turn, self.chips = turn, chips

    class Again(Message):
        """This turn's question is to be asked again, of the articles as they are now."""

        def __init__(self, turn: Turn) -> None:
            super().__init__()
            self.turn = turn

    class Why(Message):
        """The user wants to know how this answer came about."""

        def __init__(self, turn: Turn) -> None:
            super().__init__()
            self.turn = turn

    class Step(Message):
        """The user goes on to the next (1) or previous (-1) statement."""

        def __init__(self, turn: Turn, by: int) -> None:
            super().__init__()
            self.turn, self.by = turn, by

    class OpenSource(Message):
        """The user opens a source of this turn."""

        def __init__(self, turn: Turn, number: int) -> None:
            super().__init__()
            self.turn, self.number = turn, number

    def __init__(self, turn: Turn, *, ready: bool = True) -> None:
        super().__init__(turn_content(turn, ready=ready), markup=False)
        self.turn = turn
        self._lit: tuple[int | None, int] | None = None

    def redraw(self, *, ready: bool = True) -> None:
        lit = None
        if self._lit is not None:
            place, number = self._lit
            # Textual leaves out that a style reverses, which is how a terminal without colours marks.
            screen = self.screen  # which has the style once, not each of hundreds of turns
            reverse = screen.get_component_rich_style("chat--lit").reverse
            style = screen.get_visual_style("chat--lit") + Style(reverse=reverse or None)
            lit = Lit(number, place, style)
        self.update(turn_content(self.turn, ready=ready, lit=lit))

    def light(self, step: tuple[int | None, int] | None) -> None:
        """Mark the statement at a place that cites a number, every one that does, or none."""
        self._lit = step
        self.redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "open_source":
            number = parameters[0]
            return isinstance(number, int) and self.turn.citation(number) is not None
        if action == "copy" and parameters[0]:
            return self.turn.answer is not None and self.turn.answer.answered
        if action in ("open", "step"):
            return bool(self.turn.evidence)
        if action == "why":
            return self.turn.answer is not None
        if action == "again":
            return self.turn.finished
        if action == "widen":
            return bool(self.turn.answer and self.turn.answer.chips)
        return True

    def action_open_source(self, number: int) -> None:
        self.post_message(self.OpenSource(self.turn, number))

    def action_why(self) -> None:
        self.post_message(self.Why(self.turn))

    def action_again(self) -> None:
        self.post_message(self.Again(self.turn))

    def action_widen(self) -> None:
        """Drop all filters."""
        if self.turn.answer is not None:
            self.post_message(self.Widened(self.turn, self.turn.answer.chips))

    def action_drop_chip(self, index: int) -> None:
        """Drop one filter, by a click on it."""
        if self.turn.answer is not None:
            self.post_message(self.Widened(self.turn, self.turn.answer.chips[index : index + 1]))

    def action_open(self) -> None:
        """Read what is marked, else the first source."""
        self.action_open_source(self._lit[1] if self._lit else self.turn.evidence[0].number)

    def action_step(self, by: int) -> None:
        self.post_message(self.Step(self.turn, by))

    def copy_text(self, sources: bool) -> str:
        return turn_text(self.turn, sources=sources)
