"""Asking: the questions of a thread one after the other, each in a worker thread."""

from __future__ import annotations

from collections.abc import Callable

from textual.dom import DOMNode
from textual.message import Message

from qabot.domain import Answer, Answered, AskEvent, Cancelled, Chip, Failed
from qabot.tui.conversation import Conversation, Turn
from qabot.tui.protocol import LibraryLike
from qabot.tui.tasks import Trouble, trouble


class AskMoved(Message):
    """An event of ``Library.ask`` for a turn."""

    def __init__(self, turn: Turn, event: AskEvent) -> None:
        super().__init__()
        self.turn, self.event = turn, event


class AskEnded(Message):
    """The worker of a turn is free again."""

    def __init__(self, turn: Turn, seconds: float, trouble: Trouble | None = None) -> None:
        super().__init__()
        self.turn, self.seconds, self.trouble = turn, seconds, trouble


class Asking:
    """The queue of questions. All methods but ``_run`` belong to the UI thread."""

    def __init__(self, host: DOMNode, clock: Callable[[], float]) -> None:
        self._host = host
        self._clock = clock
        self.busy = False
        """True while a question is asked: the next waits."""
        self.library: LibraryLike | None = None
        self.conversation = Conversation()

    def ask(self, question: str, without: tuple[Chip, ...] = ()) -> Turn:
        """Add a question. It is asked as soon as the library is ready and no other runs.

        ``without`` are filters that are not to be read out of it.
        """
        turn = self.conversation.add(question, without)
        self.go()
        return turn

    def go(self) -> None:
        """Start the next waiting question, if it can start."""
        turn = self.conversation.next_waiting()
        if self.busy or self.library is None or turn is None:
            return
        self.busy = True
        turn.phase = "asking"
        library, history = self.library, self.conversation.answers_before(turn)
        self._host.run_worker(
            lambda: self._run(library, turn, history),
            thread=True,
            group="ask",
            exclusive=True,
            exit_on_error=False,
        )

    def take_back(self) -> Turn | None:
        """Cancel the newest question that is not answered yet, and return it."""
        turn = self.conversation.last_open()
        if turn is not None:
            turn.stop()
        return turn

    def fail_waiting(self, trouble: Trouble) -> list[Turn]:
        """Fail every waiting question: the library could not be opened."""
        waiting = [turn for turn in self.conversation.turns if turn.phase == "waiting"]
        for turn in waiting:
            turn.apply(Failed(trouble.message, trouble.remedy))
        return waiting

    def apply(self, message: AskMoved) -> bool:
        """Take an event; False if its turn was cancelled meanwhile."""
        if message.turn.phase not in ("asking", "stopping"):
            return False
        if message.turn.phase == "stopping" and isinstance(message.event, Failed):
            return False  # what has come is worth more
        message.turn.apply(message.event)
        return True

    def ended(self, message: AskEnded) -> None:
        """Take the end of a turn and start the next."""
        turn = message.turn
        timings = turn.answer.timings if turn.answer else {}
        turn.seconds = timings.get("total") or sum(timings.values()) or message.seconds
        if turn.phase == "asking":
            said = message.trouble or Trouble("", "The answer broke off.", "Ask again.")
            turn.apply(Failed(said.message, said.remedy))
            turn.details = said.details
        elif turn.phase == "stopping":
            turn.apply(Answered(turn.unfinished()))
        self.busy = False
        self.go()

    def clear(self, conversation: Conversation | None = None) -> None:
        """Start afresh, or go on with another thread: running work is cancelled and its events
        are dropped."""
        while self.take_back() is not None:
            pass
        self.conversation = conversation or Conversation()

    def _run(self, library: LibraryLike, turn: Turn, history: tuple[Answer, ...]) -> None:
        """In the thread: pass events on. Never touches a widget."""
        started = self._clock()
        said: Trouble | None = None
        try:
            events = library.ask(
                turn.question, cancel=turn.cancel, history=history, without=turn.without
            )
            for event in events:
                if not isinstance(event, Answered):
                    turn.cancel.check()  # a cancelled answer may still come, as far as it got
                self._host.post_message(AskMoved(turn, event))
        except Cancelled:
            pass
        except Exception as error:
            said = trouble("Asking failed", error)
        finally:
            self._host.post_message(AskEnded(turn, self._clock() - started, said))
