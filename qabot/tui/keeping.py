"""Keeping threads and the draft as they happen: one thread writes, in the order of what was
done, and never holds up a key."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from textual.app import App
from textual.message import Message

from qabot.tui.conversation import Conversation, Turn
from qabot.tui.protocol import LibraryLike, SavedTurnLike, ThreadLike, ThreadsLike
from qabot.tui.tasks import Trouble, trouble

Job = Callable[[ThreadsLike], Message | None]


class KeepTrouble(Message):
    """Something could not be kept. Said once, not at each question."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self.trouble = trouble


class Remembered(Message):
    """What is known from earlier: questions for the history, oldest first, the draft, and what
    is to be said of how the threads were found."""

    def __init__(self, questions: list[str], draft: str, notice: str) -> None:
        super().__init__()
        self.questions, self.draft, self.notice = questions, draft, notice


class ThreadRead(Message):
    """A saved thread was read, to be gone on with."""

    def __init__(self, id: int, title: str, turns: list[SavedTurnLike]) -> None:
        super().__init__()
        self.id, self.title, self.turns = id, title, turns


class ThreadGone(Message):
    """A thread that was to be read is not there, or cannot be read."""

    def __init__(self, thread: int | None) -> None:
        super().__init__()
        self.thread = thread


class ThreadsListed(Message):
    """The saved threads that match a filter."""

    def __init__(self, request: int, rows: list[ThreadLike]) -> None:
        super().__init__()
        self.request, self.rows = request, rows


class Keeper:
    """Called in the UI thread; what must be kept before the library is open waits for it."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._pool: ThreadPoolExecutor | None = None
        self._library: LibraryLike | None = None
        self._early: list[tuple[Job, Callable[[Message], object] | None]] = []
        self._complained = False
        self._draft = ""

    def open(self, library: LibraryLike) -> None:
        """Begin to keep, with what has waited."""
        self._library = library
        self._pool = ThreadPoolExecutor(1, "threads")
        early, self._early = self._early, []
        for job, answer in early:
            self.do(job, answer)

    def do(self, job: Job, answer: Callable[[Message], object] | None = None) -> None:
        """Run a job after those before it; what it returns is given to ``answer``, which posts
        it to whom it is for, else to the app."""
        if self._pool is None:
            self._early.append((job, answer))
        else:
            self._pool.submit(self._run, job, answer or self._app.post_message)

    def _run(self, job: Job, answer: Callable[[Message], object]) -> None:
        """In the thread."""
        assert self._library is not None
        try:
            said = job(self._library.threads)
        except Exception as error:
            if not self._complained:
                self._complained = True
                self._app.post_message(
                    KeepTrouble(trouble("This conversation is not being saved", error))
                )
            return
        if said is not None:
            answer(said)

    def keep_early(self, library: LibraryLike) -> None:
        """Keep what waits for a library that was opened only when the chat was left already.
        Blocks; raises ``QabotError`` where it cannot be kept."""
        early, self._early = self._early, []
        for job, _ in early:
            job(library.threads)

    def close(self) -> None:
        """Wait until all is kept. Blocks: call it in a thread."""
        if self._pool is not None:
            self._pool.shutdown(wait=True)
            self._pool = None

    # What is kept

    def asked(self, conversation: Conversation, turn: Turn) -> None:
        def begin(threads: ThreadsLike) -> None:
            conversation.kept, turn.kept = threads.begin(conversation.kept, turn.question)

        self.do(begin)

    def ended(self, turn: Turn) -> None:
        answer, failure, seconds = turn.answer, turn.failure, turn.seconds

        def end(threads: ThreadsLike) -> None:
            if turn.kept is None:
                return
            if answer is not None:
                threads.finish(turn.kept, answer, seconds)
            elif failure is not None:
                threads.fail(turn.kept, failure.message, failure.remedy)

        self.do(end)

    def taken_back(self, turn: Turn) -> None:
        def drop(threads: ThreadsLike) -> None:
            if turn.kept is not None:
                threads.drop(turn.kept)

        self.do(drop)

    def draft(self, text: str) -> None:
        """Keep what is typed, if it is not what was kept last."""
        if text != self._draft:
            self._draft = text
            self.do(lambda threads: threads.keep_draft(text))

    def rename(self, conversation: Conversation, title: str) -> None:
        conversation.title = title

        def rename(threads: ThreadsLike) -> None:
            if conversation.kept is not None:
                threads.rename(conversation.kept, title)

        self.do(rename)

    # What is read

    def remember(self) -> None:
        """Ask for the questions and the draft of earlier times."""
        self.do(lambda threads: Remembered(threads.questions(), threads.draft(), threads.notice))

    def read(self, thread: int | None = None) -> None:
        """Ask for a thread; without a number for the one that was changed last."""

        def read(threads: ThreadsLike) -> ThreadRead | ThreadGone:
            try:
                rows = [row for row in threads.rows() if thread in (None, row.id)]
                if not rows:
                    return ThreadGone(thread)
                return ThreadRead(rows[0].id, rows[0].title, list(threads.turns(rows[0].id)))
            except Exception:
                self._app.post_message(ThreadGone(thread))  # or what waits for it waits for ever
                raise

        self.do(read)

    def list(self, request: int, words: str, answer: Callable[[Message], object]) -> None:
        """Ask for the threads that match."""
        self.do(lambda threads: ThreadsListed(request, [*threads.rows(words)]), answer)
