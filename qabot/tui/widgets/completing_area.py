"""A text area with a popup of what can be completed in it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message
from textual.widgets import TextArea

from qabot.text import visible
from qabot.tui.completing import (
    WITH_PATHS,
    Choice,
    command_choices,
    name_choices,
    named,
    path_choices,
)
from qabot.tui.widgets.completions import Completions
from qabot.tui.widgets.in_order import InOrder


class CompletingArea(InOrder, TextArea):
    """Completes commands as they are typed, their names too, and paths when tab is pressed."""

    class NamesWanted(Message):
        """Names are needed that can follow this command."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    def __init__(self, completions: Completions, *, id: str | None = None) -> None:
        super().__init__(
            id=id,
            compact=True,
            highlight_cursor_line=False,
            placeholder="ask, or /add a path or URL",
        )
        self._completions = completions
        self._names: Sequence[Choice] = ()
        self._named = ""
        """The command whose names these are, or were asked for."""
        self._settled = ""
        """The text that completions were last offered for."""

    def put(self, text: str) -> None:
        """Replace what is typed, cursor at the end."""
        self.load_text(visible(text))
        self.move_cursor(self.document.end)

    def settle(self) -> None:
        """Show what goes on from the text, if that is not done yet: keys come faster than the
        news that the text has changed."""
        if self.text == self._settled:
            return
        self._settled = self.text
        command = named(self.text)
        if command != self._named:
            # Asked for once for each time that the command is typed: what there is may change.
            self._named, self._names = command, ()
            if command:
                self.post_message(self.NamesWanted(command))
        if not self.wants_completions:
            self._completions.offer(())
        elif command:
            self._completions.offer(name_choices(self.text, self._names), pick=False)
        else:
            self._completions.offer(command_choices(self.text))

    def take_names(self, command: str, names: Sequence[Choice]) -> None:
        """The names that were wanted."""
        if command == self._named:
            self._names = names
            if not self._completions.is_open and named(self.text) == command:
                self._completions.offer(name_choices(self.text, names), pick=False)

    @property
    def wants_completions(self) -> bool:
        """Whether a popup may open by itself."""
        return True

    @property
    def can_complete(self) -> bool:
        paths = tuple(f"/{command} " for command in WITH_PATHS)
        return self._completions.is_open or self.text.startswith(paths)

    def accept_picked(self) -> bool:
        """Take the line of the popup that is picked; False if it is typed already, or none is."""
        choice = self._completions.picked
        if choice is None or self.text.strip() == choice.insert.strip():
            return False
        self.accept(choice)
        return True

    def accept(self, choice: Choice) -> None:
        """Take a completion; run it if it is a whole command."""
        self.put(choice.insert)
        self._completions.offer(())
        if choice.run:
            self.action_submit()

    def action_submit(self) -> None:
        """Send what is typed."""
        raise NotImplementedError

    def action_complete(self) -> None:
        if self._completions.is_open:
            choice = self._completions.picked or self._completions.choices[0]
            self.put(choice.insert)
            self._completions.offer(())
            return
        choices = path_choices(self.text)
        if len(choices) == 1:
            self.put(choices[0].insert)
        else:
            self._completions.offer(choices)
