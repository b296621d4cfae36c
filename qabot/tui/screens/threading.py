"""The thread that is shown: begun, gone on with, named; and the draft under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

from qabot.tui.conversation import Conversation, Turn
from qabot.tui.keeping import Remembered, ThreadRead
from qabot.tui.widgets.status_line import StatusLine
from qabot.tui.widgets.turn_view import TurnView

if TYPE_CHECKING:
    from qabot.tui.screens.chat import ChatScreen

_DRAFT_AFTER = 0.5
"""Seconds from the last key until the draft is kept."""


class Threading:
    """Which thread the chat shows."""

    def __init__(self, chat: ChatScreen) -> None:
        self._chat = chat
        self._timer: Timer | None = None

    @property
    def conversation(self) -> Conversation:
        return self._chat.asking.conversation

    def asked(self, turn: Turn) -> None:
        self._chat.qabot.keeper.asked(self.conversation, turn)
        self._name()

    def begin(self) -> None:
        """A new thread."""
        self._show(Conversation())
        self._chat.prompt.focus()

    async def resume(self, read: ThreadRead) -> None:
        """Go on with a saved thread."""
        chat = self._chat
        if self.conversation.kept == read.id and self.conversation.turns:
            return
        self._show(Conversation.resumed(read.id, read.title, read.turns))
        views = [TurnView(turn) for turn in self.conversation.turns]
        chat.welcome.display = not views
        if views:
            await chat.transcript.mount_all(views)
            chat.transcript.reveal(views[-1])
        chat.offer_sources()
        chat.prompt.focus()

    def _show(self, conversation: Conversation) -> None:
        chat = self._chat
        chat.asking.clear(conversation)
        for entry in chat.transcript.entries():
            entry.remove()
        chat.sourcing.leave(hide=True)
        chat.welcome.display = True
        chat.offer_sources()
        self._name()

    def _name(self) -> None:
        self._chat.query_one(StatusLine).thread = self.conversation.title

    def rename(self, title: str) -> None:
        self._chat.qabot.keeper.rename(self.conversation, title)
        self._name()

    def renamed(self, thread: int, title: str) -> None:
        """It was renamed in the drawer."""
        if self.conversation.kept == thread:
            self.conversation.title = title
            self._name()

    def deleted(self, thread: int) -> None:
        if self.conversation.kept == thread:
            self.begin()

    def taken_back(self, turn: Turn) -> None:
        self._chat.qabot.keeper.taken_back(turn)
        if not self.conversation.turns:
            self.conversation.title = ""
        self._name()

    # The draft

    def remembered(self, message: Remembered) -> None:
        """Earlier questions and the draft are there: what is typed already stays."""
        prompt = self._chat.prompt
        prompt.past.begin_with(message.questions)
        if message.draft and not prompt.text:
            prompt.put(message.draft)

    def edited(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._chat.set_timer(_DRAFT_AFTER, self.keep_draft)

    def keep_draft(self) -> None:
        self._chat.qabot.keeper.draft(self._chat.prompt.text)
