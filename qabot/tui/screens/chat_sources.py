"""What answers and sources ask of the chat: opening, going through them, copying."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on

from qabot.tui.screens.chat_panes import ChatPanes
from qabot.tui.screens.sourcing import SourceLoaded, Sourcing
from qabot.tui.tasks import Trouble
from qabot.tui.widgets.entry import Entry
from qabot.tui.widgets.prompt import Prompt
from qabot.tui.widgets.source_pane import SourcePane
from qabot.tui.widgets.turn_view import TurnView


class ChatSources(ChatPanes):
    """The chat's side of answers and sources; how they open is in ``sourcing``."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"chat--lit"}

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(clock)
        self.sourcing = Sourcing(self)

    def on_mount(self) -> None:
        self.qabot.theme_changed_signal.subscribe(self, lambda _: self.sourcing.light())

    async def add_trouble(self, trouble: Trouble) -> None:
        """Show an error in the chat."""
        raise NotImplementedError

    @on(Prompt.OpenSource)
    def open_latest(self, message: Prompt.OpenSource) -> None:
        turn = self.asking.conversation.latest_with_evidence()
        if turn is not None:
            self.sourcing.open(turn, message.number)

    @on(Prompt.NoSource)
    def close_latest(self) -> None:
        self.sourcing.forget()

    @on(TurnView.OpenSource)
    def open_of_turn(self, message: TurnView.OpenSource) -> None:
        self.sourcing.open(message.turn, message.number)

    @on(SourceLoaded)
    async def source_loaded(self, message: SourceLoaded) -> None:
        if message.trouble is not None:
            await self.add_trouble(message.trouble)
        else:
            self.sourcing.show(message)

    @on(TurnView.Step)
    def step_statement(self, message: TurnView.Step) -> None:
        self.sourcing.step_statement(message.turn, message.by)

    @on(SourcePane.Step)
    def step_source(self, message: SourcePane.Step) -> None:
        self.sourcing.step(message.by)

    @on(SourcePane.Full)
    def full_source(self) -> None:
        self.sourcing.full()

    @on(SourcePane.Original)
    def open_original(self, message: SourcePane.Original) -> None:
        self.qabot.open_address(message.url)

    @on(Entry.Copied)
    @on(SourcePane.Copied)
    def copied(self, message: Entry.Copied | SourcePane.Copied) -> None:
        self.app.copy_to_clipboard(message.text)
