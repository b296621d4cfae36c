"""What the chat screen consists of, and moving about in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static

from qabot.domain import QabotError
from qabot.tui.asking import Asking
from qabot.tui.commands import bindings
from qabot.tui.naming import NamesKnown, names_of, theme_names, titles
from qabot.tui.protocol import ThreadsLike
from qabot.tui.tasks import TaskBoard
from qabot.tui.widgets.completions import Completions
from qabot.tui.widgets.key_bar import KeyBar
from qabot.tui.widgets.prompt import Prompt
from qabot.tui.widgets.source_pane import SourcePane
from qabot.tui.widgets.status_line import StatusLine
from qabot.tui.widgets.task_strip import TaskStrip
from qabot.tui.widgets.transcript import Transcript
from qabot.tui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from qabot.tui.app import QabotApp


class ChatPanes(Screen[None]):
    """Prompt, answers and source, without what they do together."""

    AUTO_FOCUS = "Prompt"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(),
        Binding(
            "escape", "step_back", "back", show=False, tooltip="Back, or stop", id="back"
        ),  # shown where it leads anywhere
        Binding("tab", "cycle(1)", "Next pane", show=False, id="pane.next"),
        Binding("shift+tab", "cycle(-1)", "Previous pane", show=False, id="pane.previous"),
    ]

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self.completions = Completions(id="completions")
        self.prompt = Prompt(self.completions, clock, id="prompt")
        self.transcript = Transcript(id="transcript")
        self.source = SourcePane(id="source")
        self.welcome = Welcome(id="welcome")
        self.asking = Asking(self, clock)

    @property
    def leads_back(self) -> bool:
        """Whether esc goes anywhere: from another pane, or from a source that is open."""
        return self.focused is not self.prompt or bool(self.source.display)

    @property
    def qabot(self) -> QabotApp:
        return cast("QabotApp", self.app)

    def compose(self) -> ComposeResult:
        yield StatusLine(id="status")
        with Horizontal(id="body"):
            with Vertical(id="left"), self.transcript:
                yield self.welcome
            yield self.source
        yield TaskStrip(id="tasks")
        yield self.completions
        with Horizontal(id="ask"):
            yield Static("❯", id="mark", markup=False)
            yield self.prompt
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.query_one(TaskStrip).display = False
        self.source.display = False
        self.qabot.tasks_signal.subscribe(self, self.tasks_changed)

    # Names that complete a command

    @on(Prompt.NamesWanted)
    def names_wanted(self, message: Prompt.NamesWanted) -> None:
        command, app = message.command, self.qabot

        def load() -> None:
            try:
                names = names_of(command, app.library, app.editor)
            except QabotError:
                return  # the command itself says what is wrong
            self.post_message(NamesKnown(command, names))

        def list_threads(threads: ThreadsLike) -> NamesKnown:
            return NamesKnown(command, titles(threads.rows()))

        if command == "theme":
            self.prompt.take_names(command, theme_names(app.available_themes))
        elif command == "threads":
            app.keeper.do(list_threads, self.post_message)
        else:
            app.in_thread(load, "names")

    @on(NamesKnown)
    def names_known(self, message: NamesKnown) -> None:
        self.prompt.take_names(message.command, message.names)

    def tasks_changed(self, board: TaskBoard) -> None:
        self.query_one(TaskStrip).show(board.running, board.waiting, self.qabot.clock())

    def action_scroll_chat(self, by: int) -> None:
        self.transcript.scroll_pages(by)

    def action_copy_text(self) -> None:
        super().action_copy_text()
        self.clear_selection()  # so that the next ctrl+c is about the draft again

    def clear_draft(self) -> bool:
        """Empty the prompt; what was in it can be had back with up."""
        text = self.prompt.text
        if not text:
            return False
        self.prompt.past.add(text)
        self.prompt.load_text("")
        return True
