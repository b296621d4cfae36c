"""Moving between the panes of the chat by keys."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from textual.events import Key
from textual.widget import Widget

from qabot.tui.widgets.entry import Entry

if TYPE_CHECKING:
    from qabot.tui.screens.chat import ChatScreen


class Moving:
    """Where the focus goes."""

    def __init__(self, chat: ChatScreen) -> None:
        self._chat = chat

    def move(self, entry: Entry, by: int) -> None:
        """From an entry to the one above or below; below the last is the prompt."""
        target = self._chat.transcript.neighbour(entry, by)
        if target is not None:
            target.focus()
        elif by > 0:
            self._chat.prompt.focus()

    def cycle(self, by: int) -> None:
        """From pane to pane: prompt, newest answer, source."""
        chat = self._chat
        panes: list[Widget] = [chat.prompt]
        newest = chat.transcript.latest()
        if newest is not None:
            panes.append(newest)
        elif chat.welcome.state.suggestions:
            panes.append(chat.welcome)
        if chat.source.display:
            panes.append(chat.source.view)
        present = chat.focused
        if isinstance(present, Entry):
            present = newest
        index = panes.index(present) if present in panes else 0
        panes[(index + by) % len(panes)].focus()

    def step_back(self) -> None:
        """esc: one step closer to the empty prompt, then stop what runs."""
        chat = self._chat
        if chat.completions.is_open:
            chat.completions.offer(())
        elif chat.has_class("-full"):
            chat.sourcing.full()
        elif chat.source.has_focus_within:
            chat.sourcing.leave(hide=True)
        elif chat.focused is not chat.prompt:
            chat.prompt.focus()
            if not chat.source.display:
                chat.sourcing.unlight()
        elif chat.commands.take_back():
            pass
        elif chat.source.display:
            chat.sourcing.leave(hide=True)
        else:
            chat.qabot.stop_task()

    def type_through(self, event: Key) -> None:
        """Typing anywhere goes to the prompt, with the digit that a source was opened by if
        it turns out to be the start of a question such as “2023 …”."""
        chat = self._chat
        bound = event.key in chat.active_bindings or self._rests(event)
        if bound or not event.is_printable or event.character is None:
            if chat.focused is not chat.prompt:
                chat.prompt.take_digit()
            return
        # A key that the prompt does not stop was on its way when the prompt got the focus.
        event.stop()
        typed = chat.prompt.take_digit(event.character) + event.character
        chat.set_focus(chat.prompt)
        chat.prompt.insert(typed)

    def _rests(self, event: Key) -> bool:
        """Whether it is a key of the focused pane that does not apply now, as ``o`` in an article
        without a link: that is no typing. A digit is: questions begin with numbers."""
        if event.key in "123456789":
            return False
        # With the user's own keys, and without those that a text field takes as letters.
        chain = takewhile(lambda pane: pane[0] is not self._chat, self._chat._binding_chain)
        return any(event.key in bindings.key_to_bindings for _, bindings in chain)
