"""Commands about threads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qabot.tui.screens.chat import ChatScreen


class ThreadCommands:
    """A part of ``ChatCommands``."""

    _chat: ChatScreen

    def command_threads(self, argument: str) -> None:
        from qabot.tui.screens.threads import ThreadsScreen

        chat = self._chat

        def closed(picked: int | None) -> None:
            if picked == 0:
                chat.threading.begin()
            elif picked is not None:
                chat.qabot.keeper.read(picked)

        if chat.qabot.library is None:
            chat.notify("Your articles are still being opened; try again in a moment.")
        else:
            chat.app.push_screen(ThreadsScreen(argument), closed)

    def command_new(self, argument: str) -> None:
        self._chat.threading.begin()

    def command_rename(self, argument: str) -> None:
        if not self._chat.asking.conversation.turns:
            self._chat.notify("There is no thread yet: ask something first.")
        elif argument:
            self._chat.threading.rename(argument)
        else:
            self._chat.notify("Say how to call it: /rename and a title.")

    def take_back(self) -> bool:
        """Cancel the newest open question; its text returns to the prompt if that is free."""
        chat = self._chat
        turn = chat.asking.take_back()
        if turn is None:
            return False
        view = chat.transcript.view_of(turn)
        if not chat.prompt.text:
            chat.prompt.put(turn.question)
            chat.asking.conversation.remove(turn)
            if view is not None:
                view.remove()
            chat.welcome.display = not chat.asking.conversation.turns
        elif view is not None:
            view.redraw()
        chat.threading.taken_back(turn)
        return True
