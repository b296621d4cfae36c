"""The chat: prompt, answers, and the source beside them. It wires widgets to the app; what
each command does is in ``chat_commands``, how sources open in ``sourcing``."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.events import Key

from qabot.domain import Chip, Report
from qabot.tui.asking import AskEnded, AskMoved
from qabot.tui.commands import parse
from qabot.tui.conversation import Turn
from qabot.tui.exporting import ExportEnded
from qabot.tui.opening import LibraryState
from qabot.tui.pasted import missing_path, recognise
from qabot.tui.screens.chat_commands import ChatCommands
from qabot.tui.screens.chat_sources import ChatSources
from qabot.tui.screens.moving import Moving
from qabot.tui.screens.removing import ArticlesRemoved, RemovalFound, Removing
from qabot.tui.screens.thread_commands import ThreadFound
from qabot.tui.screens.threading import Threading
from qabot.tui.tasks import Task, Trouble
from qabot.tui.widgets.completions import Completions
from qabot.tui.widgets.entry import Entry
from qabot.tui.widgets.note_view import NoteView, task_note, trouble_note
from qabot.tui.widgets.prompt import Prompt
from qabot.tui.widgets.status_line import StatusLine
from qabot.tui.widgets.turn_view import TurnView
from qabot.tui.widgets.welcome import Welcome


class ChatScreen(ChatSources):
    """Where users live."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(clock)
        self.commands = ChatCommands(self)
        self.threading = Threading(self)
        self.removing = Removing(self)
        self.moving = Moving(self)
        self._unready: Trouble | None = None
        """Why nothing can be asked."""

    def on_mount(self) -> None:
        self.qabot.state_signal.subscribe(self, self.library_changed)
        self.library_changed(self.qabot.state)

    # What the app tells

    def library_changed(self, state: LibraryState) -> None:
        """The library was opened, got ready, or holds more or fewer articles now."""
        self.query_one(StatusLine).state = state
        self.welcome.state = state
        if state.phase == "ready" and self.asking.library is None:
            self._unready = None
            self.asking.library = self.qabot.library
            self.asking.go()
            self._redraw_open()

    async def task_ended(self, task: Task) -> None:
        """Say what long work did. The check at start speaks only of failures."""
        note = task_note(task)
        if note is not None:
            await self.transcript.append(note)

    async def show_failures(self, report: Report) -> None:
        """Say which new files could not be read."""
        note = task_note(Task("reading new files", lambda *_: report, report=report))
        if note is not None:
            await self.transcript.append(note)

    async def add_trouble(self, trouble: Trouble) -> None:
        """Show an error; what waits for the library fails with it."""
        if self.qabot.state.phase == "failed":
            self._unready = trouble
            for turn in self.asking.fail_waiting(trouble):
                self.redraw(turn)
        await self.transcript.append(trouble_note(trouble))

    # Asking

    @on(Prompt.Submitted)
    async def submitted(self, message: Prompt.Submitted) -> None:
        text = message.text
        command = parse(text)
        offer = recognise(text)
        if offer is not None and offer.kind != "text":
            self.commands.offer(offer, text)
        elif command is not None:
            self.commands.run(*command)
        elif path := missing_path(text):
            self.commands.missing(path, text)
        else:
            await self.ask(text)

    @on(Welcome.Chosen)
    async def chosen(self, message: Welcome.Chosen) -> None:
        self.prompt.focus()
        await self.ask(message.question)

    async def ask(self, question: str, without: tuple[Chip, ...] = ()) -> None:
        """Ask now, or as soon as it can be answered; without the filters that were dropped."""
        if self.threading.holds(question):
            return
        self.welcome.display = False
        if self.has_class("-narrow"):
            self.sourcing.leave(hide=True)  # it covers the answer there
        turn = self.asking.ask(question, without)
        self.threading.asked(turn)
        if self._unready is not None:
            self.asking.fail_waiting(self._unready)
        await self.transcript.append(TurnView(turn, ready=self._ready))

    @property
    def _ready(self) -> bool:
        return self.asking.library is not None

    @on(AskMoved)
    def ask_moved(self, message: AskMoved) -> None:
        if self.asking.apply(message) and not message.turn.finished:
            self.redraw(message.turn)

    @on(AskEnded)
    def ask_ended(self, message: AskEnded) -> None:
        self.asking.ended(message)
        self.qabot.keeper.ended(message.turn)
        self.redraw(message.turn)
        self._redraw_open()
        self.offer_sources()

    def redraw(self, turn: Turn) -> None:
        view = self.transcript.view_of(turn)
        if view is not None:
            view.redraw(ready=self._ready)
            if turn is self.asking.conversation.turns[-1]:
                self.transcript.reveal(view)

    def _redraw_open(self) -> None:
        for turn in self.asking.conversation.turns:
            if not turn.finished:
                self.redraw(turn)

    def offer_sources(self) -> None:
        """Tell the prompt which digits open a source: those of the latest answer."""
        turn = self.asking.conversation.latest_with_evidence()
        numbers = (c.number for c in turn.evidence) if turn else ()
        self.prompt.offer_sources(frozenset(numbers))

    # Threads and the draft

    @on(Prompt.Edited)
    def edited(self) -> None:
        self.threading.edited()

    @on(RemovalFound)
    def removal_found(self, message: RemovalFound) -> None:
        self.removing.found(message)

    @on(ArticlesRemoved)
    async def articles_removed(self, message: ArticlesRemoved) -> None:
        await self.removing.removed(message)

    @on(ThreadFound)
    def thread_found(self, message: ThreadFound) -> None:
        self.commands.thread_found(message)

    def thread_deleted(self, thread: int) -> None:
        """A thread was deleted in the drawer: if it is the one shown, begin a new one."""
        self.threading.deleted(thread)

    def thread_renamed(self, thread: int, title: str) -> None:
        self.threading.renamed(thread, title)

    @on(ExportEnded)
    async def export_ended(self, message: ExportEnded) -> None:
        if message.trouble is not None:
            await self.add_trouble(message.trouble)
        else:
            await self.transcript.append(NoteView("Exported", [str(message.path)]))

    # What is asked of an answer

    @on(TurnView.Widened)
    async def widened(self, message: TurnView.Widened) -> None:
        self.prompt.focus()
        await self.ask(message.turn.question, (*message.turn.without, *message.chips))

    @on(TurnView.Again)
    async def again(self, message: TurnView.Again) -> None:
        self.prompt.focus()
        await self.ask(message.turn.standing, message.turn.without)

    @on(TurnView.Why)
    def why(self, message: TurnView.Why) -> None:
        self.commands.show_why(message.turn)

    # Moving about

    @on(Entry.Move)
    def move(self, message: Entry.Move) -> None:
        self.moving.move(message.entry, message.by)

    @on(Completions.Picked)
    def completion_picked(self, message: Completions.Picked) -> None:
        self.prompt.focus()
        self.prompt.accept(message.choice)

    @on(Prompt.PasteOffered)
    def paste_offered(self, message: Prompt.PasteOffered) -> None:
        self.commands.offer(message.offer, message.text)

    def on_key(self, event: Key) -> None:
        self.moving.type_through(event)

    def action_cycle(self, by: int) -> None:
        self.moving.cycle(by)

    def action_step_back(self) -> None:
        self.moving.step_back()

    def action_command(self, name: str) -> None:
        self.commands.run(name, "")

    def from_palette(self, name: str) -> None:
        self.commands.from_palette(name)
