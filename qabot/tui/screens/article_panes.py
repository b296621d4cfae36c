"""The articles as a table, with a preview: listed, sorted, filtered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import Key
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from qabot.domain import ArticleRow, Failure
from qabot.tui.listing import OUTDATED, STATES, Filter, ordered, state_of
from qabot.tui.opening import LibraryState
from qabot.tui.safe import join, plain, shorten
from qabot.tui.screens.article_work import ArticleWork, PreviewLoaded, RowsLoaded
from qabot.tui.tasks import Task, TaskBoard
from qabot.tui.widgets.article_preview import ArticlePreview
from qabot.tui.widgets.article_table import ArticleTable
from qabot.tui.widgets.key_bar import KeyBar
from qabot.tui.widgets.task_strip import TaskStrip

if TYPE_CHECKING:
    from qabot.tui.app import QabotApp

_STILL = 0.06
"""Seconds that the cursor rests on an article before it is read."""


class ArticlePanes(Screen[int | None]):
    """The table and what feeds it. What is done with an article is in ``articles``."""

    CSS_PATH = "articles.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (150, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012
    BINDING_GROUP_TITLE = "Articles"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="articles.back"),
        Binding("tab,shift+tab", "cycle", "Table or preview", show=False, id="articles.pane"),
        Binding("ctrl+b", "preview", "Preview, or none", show=False, id="articles.preview"),
        Binding("backspace", "rub_out", "Shorten the filter", show=False, id="articles.rub_out"),
        Binding("ctrl+u", "clear", "Clear the filter", show=False, id="articles.clear"),
    ]

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._words = words
        self._rows: Sequence[ArticleRow] = []
        self._failures: list[Failure] = []
        self._filter = Filter()
        self._loaded = False
        self._said = ""
        """What was done last, for the head."""
        self._previewing = True
        self._still: Timer | None = None
        self._ran: Task | None = None
        self._work = ArticleWork(self)

    @property
    def qabot(self) -> QabotApp:
        return cast("QabotApp", self.app)

    def compose(self) -> ComposeResult:
        yield Static(id="articles-head", markup=False)
        with Container(id="articles-body"):
            yield ArticleTable(id="articles-table")
            yield ArticlePreview(id="preview")
        yield TaskStrip(id="tasks")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.query_one(TaskStrip).display = False
        self.query_one(ArticlePreview).display = False
        self.qabot.tasks_signal.subscribe(self, self._tasks_changed)
        self.qabot.state_signal.subscribe(self, self._library_changed)
        self._tasks_changed(self.qabot.board)
        self._show()
        self._work.load()

    @property
    def table(self) -> ArticleTable:
        return self.query_one(ArticleTable)

    # What comes from elsewhere

    def _tasks_changed(self, board: TaskBoard) -> None:
        self.query_one(TaskStrip).show(board.running, board.waiting, self.qabot.clock())
        before, self._ran = self._ran, board.running
        if before is not None and before is not board.running:
            self._work.load()

    def _library_changed(self, state: LibraryState) -> None:
        if self._loaded and state.articles not in (None, len(self._rows)):
            self._work.load()

    @on(RowsLoaded)
    async def rows_loaded(self, message: RowsLoaded) -> None:
        if not self._work.is_newest(message):
            return
        first, self._loaded = not self._loaded, True
        self._rows, self._failures = message.rows, [*message.failures]
        listed = {failure.path for failure in message.failures}
        self._failures += [f for path, f in self.qabot.not_added.items() if path not in listed]
        self._filter.forget()
        self.table.failures = {failure.path: failure.reason for failure in message.failures}
        self.table.largest = max((row.number for row in message.rows), default=0)
        self.query_one(ArticlePreview).display = bool(self._rows) and self._previewing
        self._sort()
        if message.trouble is not None:
            await self.qabot.tell(message.trouble)
        self._preview()
        self.listed(first)

    def listed(self, first: bool) -> None:
        """The table shows what there is. ``first``: for the first time."""
        raise NotImplementedError

    # The preview

    @on(ArticleTable.Pointed)
    def pointed(self) -> None:
        if self._still is not None:
            self._still.stop()
        self._still = self.set_timer(_STILL, self._preview)

    def _preview(self) -> None:
        row = self.table.picked
        if row is None:
            self.query_one(ArticlePreview).clear()
        elif self.query_one(ArticlePreview).display:
            self._work.preview(row)

    @on(PreviewLoaded)
    def previewed(self, message: PreviewLoaded) -> None:
        row = self.table.picked
        if row is None or row.number != message.row.number:
            return  # the cursor went on meanwhile
        state = state_of(row, self.table.failures)
        remark = STATES[state]
        if state == OUTDATED:
            remark += f": {self.table.failures[row.path]}"
        self.query_one(ArticlePreview).show(row, message.text, remark)

    def action_preview(self) -> None:
        """Show the preview, or hide it."""
        self._previewing = not self._previewing
        self.query_one(ArticlePreview).display = self._previewing
        self.table.focus()
        self._preview()

    def action_cycle(self) -> None:
        preview = self.query_one(ArticlePreview)
        to_preview = self.table.has_focus and preview.display
        (preview.view if to_preview else self.table).focus()

    # Sorting and filtering

    @on(ArticleTable.Sorting)
    def sorting(self, message: ArticleTable.Sorting) -> None:
        self.table.order = message.order
        self._sort()

    def _sort(self) -> None:
        self._rows = ordered(self._rows, self.table.order, self.table.failures)
        self._show()

    def _show(self) -> None:
        rows = self._filter(self._rows, self._words)
        if self._words and self._loaded:
            self.table.nothing = "No article matches. esc shows all."
        else:
            self.table.nothing = ""
        self.table.show(rows)
        if not self._loaded:
            count = "listing"
        elif len(rows) == len(self._rows):
            count = f"{len(rows):,} in all"
        else:
            count = f"{len(rows):,} of {len(self._rows):,}"
        parts = [plain("Articles", "bold $accent"), plain(f"   {count}", "$text-muted")]
        if self._words and not (self._said and self.is_small):
            parts += [plain("   filter: ", "$text-muted"), plain(shorten(self._words, 40), "bold")]
        if self._said:
            parts.append(plain(f"   {self._said}"))
        elif self._failures and not self._words:
            parts.append(plain(f"   {len(self._failures):,} could not be read: f4", "$warning"))
        elif not self._words:
            parts.append(plain("   type to filter", "$text-muted"))
        self.query_one("#articles-head", Static).update(join(parts))
        self.refresh_bindings()

    @property
    def is_small(self) -> bool:
        """Whether the head has no room for all that it could say."""
        return self.size.width < 90

    def say(self, text: str) -> None:
        """Tell in the head what was done; until the user goes on."""
        self._said = text
        self._show()

    def type(self, text: str) -> None:
        """Add to the filter."""
        self._said = ""
        self._words = (self._words + " ".join(text.split("\n")))[:200]
        self._show()

    def on_key(self, event: Key) -> None:
        if event.is_printable and event.character is not None:
            event.stop()
            self.type(event.character)

    def action_rub_out(self) -> None:
        self._words = self._words[:-1]
        self._show()

    def action_clear(self) -> None:
        self._words = ""
        self._show()

    def action_back(self) -> None:
        """From the preview to the table; clear the filter; go back to the chat."""
        if not self.table.has_focus:
            self.table.focus()
        elif self._words:
            self._words = ""
            self._show()
        else:
            self.dismiss(None)
