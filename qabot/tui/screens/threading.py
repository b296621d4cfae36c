"""The thread that is shown: begun, gone on with, named; and the draft under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

from qabot.tui.conversation import Conversation, Turn
from qabot.tui.keeping import Remembered, ThreadRead
from qabot.tui.widgets.prompt import Prompt
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
        self._opening: int | None = None
        """The saved thread that is being read; 0 for the one that was changed last."""
        self._held: list[str] = []
        """What was sent meanwhile: it is for the thread that is being read."""

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
        self._go_on()

    # Opening a saved thread

    def open(self, thread: int | None = None) -> None:
        """Read a saved thread, by default the one that was changed last, to go on with it."""
        self.will_open(thread)
        self._chat.qabot.keeper.read(thread)

    def will_open(self, thread: int | None = None) -> None:
        """What is sent from now on waits until that thread is shown."""
        self._opening = thread or 0
        self._chat.query_one(StatusLine).thread = "opening the thread"

    def holds(self, text: str) -> bool:
        """Whether ``text`` waits for a thread that is being read."""
        if self._opening is not None:
            self._held.append(text)
        return self._opening is not None

    def not_opened(self, thread: int | None = None) -> None:
        """It is gone, or nothing can be read."""
        if self._opening is None:
            return
        if thread is not None:
            self._chat.notify("That thread is gone.", severity="warning")
        self._name()
        self._go_on()

    def _go_on(self) -> None:
        self._opening = None
        held, self._held = self._held, []
        for text in held:
            self._chat.post_message(Prompt.Submitted(text))

    async def resume(self, read: ThreadRead) -> None:
        """Go on with a saved thread, if it is still wanted."""
        chat = self._chat
        if self._opening not in (0, read.id):
            return
        if self.conversation.kept == read.id and self.conversation.turns:
            self._name()
            self._go_on()
            return
        self._show(Conversation.resumed(read.id, read.title, read.turns))
        views = [TurnView(turn) for turn in self.conversation.turns]
        chat.welcome.display = not views
        if views:
            await chat.transcript.mount_all(views)
            chat.transcript.reveal(views[-1])
        chat.offer_sources()
        chat.prompt.focus()
        self._go_on()

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
        """Earlier questions and the draft are there. What is typed already stays: then the draft
        of last time can be had back with up."""
        prompt = self._chat.prompt
        other = message.draft if prompt.text and prompt.text != message.draft else ""
        prompt.past.begin_with([*message.questions, other] if other else message.questions)
        if message.draft and not prompt.text:
            prompt.put(message.draft)

    def edited(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._chat.set_timer(_DRAFT_AFTER, self.keep_draft)

    def keep_draft(self) -> None:
        self._chat.qabot.keeper.draft(self._chat.prompt.text)
