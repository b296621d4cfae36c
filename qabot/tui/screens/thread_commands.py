"""Commands about threads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from qabot.tui.protocol import ThreadsLike

if TYPE_CHECKING:
    from qabot.tui.screens.chat import ChatScreen


class ThreadFound(Message):
    """The one thread that is called so; None if there is not one."""

    def __init__(self, title: str, thread: int | None) -> None:
        super().__init__()
        self.title, self.thread = title, thread


def _flat(title: str) -> str:
    return " ".join(title.split()).casefold()


class ThreadCommands:
    """A part of ``ChatCommands``."""

    _chat: ChatScreen

    def command_threads(self, argument: str, *, drawer: bool = False) -> None:
        from qabot.tui.screens.threads import ThreadsScreen

        chat = self._chat

        def closed(picked: int | None) -> None:
            if picked == 0:
                chat.threading.begin()
            elif picked is not None:
                chat.threading.open(picked)

        def find(threads: ThreadsLike) -> ThreadFound:
            same = [r.id for r in threads.rows() if _flat(r.title) == _flat(argument)]
            return ThreadFound(argument, same[0] if len(same) == 1 else None)

        if chat.qabot.library is None:
            chat.notify("Your articles are still being opened; try again in a moment.")
        elif argument and not drawer:
            chat.qabot.keeper.do(find, chat.post_message)
        else:
            chat.app.push_screen(ThreadsScreen(argument), closed)

    def thread_found(self, message: ThreadFound) -> None:
        """Go on with the thread of that title; without one show those with its words."""
        if message.thread is not None:
            self._chat.threading.open(message.thread)
        else:
            self.command_threads(message.title, drawer=True)

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
        """Cancel the newest open question. What has come of its answer is kept; if nothing has,
        its text returns to the prompt, if that is free."""
        chat = self._chat
        turn = chat.asking.take_back()
        if turn is None:
            return False
        view = chat.transcript.view_of(turn)
        if turn.phase == "stopping":
            chat.redraw(turn)
            return True
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
