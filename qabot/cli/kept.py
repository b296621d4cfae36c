"""Questions of the chat of lines, kept as they happen; if they cannot be, they are answered."""

from __future__ import annotations

from collections.abc import Callable

from qabot.cli.output import say_error
from qabot.domain import Answer, QabotError
from qabot.library import Library


class Kept:
    """What is asked, in the library's threads. Trouble with them is said once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._turn: int | None = None
        self._complained = False

    def open(self) -> None:
        """Say what is to be known of how the threads were found."""
        self._do(lambda: self._say(self._library.threads.notice))

    def begin(self, thread: int | None, question: str) -> int | None:
        """Keep a question; its thread."""
        self._turn, begun = None, thread

        def begin() -> None:
            nonlocal begun
            begun, self._turn = self._library.threads.begin(thread, question)

        self._do(begin)
        return begun

    def finish(self, answer: Answer, seconds: float) -> None:
        """Keep its answer."""
        turn = self._turn
        if turn is not None:
            self._do(lambda: self._library.threads.finish(turn, answer, seconds))

    def fail(self, message: str, remedy: str) -> None:
        """Keep that there was none."""
        turn = self._turn
        if turn is not None:
            self._do(lambda: self._library.threads.fail(turn, message, remedy))

    def drop(self) -> None:
        """Forget it."""
        turn = self._turn
        if turn is not None:
            self._do(lambda: self._library.threads.drop(turn))

    def _do(self, job: Callable[[], None]) -> None:
        try:
            job()
        except QabotError as error:
            if not self._complained:
                self._complained = True
                say_error(f"This conversation is not being kept. {error.message}", error.remedy)

    @staticmethod
    def _say(notice: str) -> None:
        if notice:
            say_error(notice)
