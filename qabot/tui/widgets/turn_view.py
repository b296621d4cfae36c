"""One question with its answer."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from qabot.tui.conversation import Turn
from qabot.tui.copying import turn_text
from qabot.tui.widgets.entry import Entry
from qabot.tui.wording import turn_content

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
        "press one, or click it, to read it in its article."
    )
    BINDING_GROUP_TITLE = "Answer"
    BINDINGS: ClassVar[list[BindingType]] = [
        *_DIGITS,
        Binding("enter", "open_first", "Open the first source", show=False, id="turn.open"),
        Binding(
            "Y",
            "copy(True)",
            "with sources",
            tooltip="Copy with sources as footnotes",
            id="turn.cite",
        ),
    ]

    class OpenSource(Message):
        """The user opens a source of this turn."""

        def __init__(self, turn: Turn, number: int) -> None:
            super().__init__()
            self.turn, self.number = turn, number

    def __init__(self, turn: Turn, *, ready: bool = True) -> None:
        super().__init__(turn_content(turn, ready=ready), markup=False)
        self.turn = turn

    def redraw(self, *, ready: bool = True) -> None:
        self.update(turn_content(self.turn, ready=ready))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "open_source":
            number = parameters[0]
            return isinstance(number, int) and self.turn.citation(number) is not None
        if action == "copy" and parameters[0]:
            return self.turn.answer is not None and self.turn.answer.answered
        if action == "open_first":
            return bool(self.turn.evidence)
        return True

    def action_open_source(self, number: int) -> None:
        self.post_message(self.OpenSource(self.turn, number))

    def action_open_first(self) -> None:
        self.action_open_source(self.turn.evidence[0].number)

    def copy_text(self, sources: bool) -> str:
        return turn_text(self.turn, sources=sources)
