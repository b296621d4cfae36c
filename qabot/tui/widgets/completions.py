"""The popup over the prompt: what can be completed."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import RenderResult
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from qabot.tui.completing import Choice
from qabot.tui.safe import join, plain

_SHOWN = 10
"""Lines at most."""


class Completions(Widget):
    """A short list with one line picked. The prompt moves through it."""

    ALLOW_SELECT = False
    choices: reactive[tuple[Choice, ...]] = reactive((), layout=True)
    index: reactive[int] = reactive(0)

    class Picked(Message):
        """A line was clicked."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    def on_mount(self) -> None:
        self.display = False

    def offer(self, choices: Sequence[Choice], *, pick: bool = True) -> None:
        """Show these, or hide if there are none. Without ``pick`` none of them is picked before
        the user moves to one: enter is for what is typed."""
        self.index = 0 if pick else -1
        self.choices = tuple(choices)
        self.display = bool(choices)

    @property
    def is_open(self) -> bool:
        return bool(self.display and self.choices)

    @property
    def picked(self) -> Choice | None:
        return self.choices[self.index] if self.is_open and self.index >= 0 else None

    def move(self, by: int) -> None:
        if self.choices:
            begin = -1 if by > 0 else 0
            present = self.index if self.index >= 0 else begin
            self.index = (present + by) % len(self.choices)

    def render(self) -> RenderResult:
        # As many as fit, so that the picked one is among them.
        top = max(0, min(self.index - _SHOWN + 2, len(self.choices) - _SHOWN))
        width = max((len(choice.label) for choice in self.choices), default=0)
        lines = []
        for index, choice in [*enumerate(self.choices)][top : top + _SHOWN]:
            label = plain(choice.label.ljust(width))
            line = join([" ", label, plain(f"  {choice.help}", "$text-muted"), " "])
            line = line.truncate(self.content_size.width or 80, ellipsis=True, pad=True)
            if index == self.index:
                style = "$block-cursor-foreground on $block-cursor-background"
                line = line.stylize(f"{style} $block-cursor-text-style")
            lines.append(line.stylize(Style.from_meta({"@click": f"pick({index})"})))
        return join(lines, "\n")

    def action_pick(self, index: int) -> None:
        if 0 <= index < len(self.choices):
            self.post_message(self.Picked(self.choices[index]))
