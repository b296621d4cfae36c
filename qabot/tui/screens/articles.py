"""All articles: filter by typing, open, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from qabot.domain import ArticleRow, outlet_and_day
from qabot.tui.protocol import LibraryLike
from qabot.tui.safe import join, plain, shorten
from qabot.tui.screens.confirm import ConfirmScreen
from qabot.tui.tasks import TaskBoard, Trouble, trouble
from qabot.tui.widgets.article_table import ArticleTable
from qabot.tui.widgets.key_bar import KeyBar
from qabot.tui.widgets.task_strip import TaskStrip

if TYPE_CHECKING:
    from qabot.tui.app import QabotApp


class RowsLoaded(Message):
    """The articles were listed, or could not be."""

    def __init__(self, rows: list[ArticleRow], trouble: Trouble | None = None) -> None:
        super().__init__()
        self.rows, self.trouble = rows, trouble


class ArticlesScreen(Screen[int | None]):
    """Ends with the number of the article to open, or None."""

    CSS_PATH = "articles.tcss"
    BINDING_GROUP_TITLE = "Articles"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="articles.back"),
        Binding("backspace", "rub_out", "Shorten the filter", show=False, id="articles.rub_out"),
    ]

    def __init__(self, words: str = "", *, removing: bool = False) -> None:
        """With ``removing``, an article that alone matches the words is offered for removal."""
        super().__init__()
        self._words = words
        self._removing = removing
        self._rows: list[ArticleRow] = []
        self._loaded = False

    @property
    def qabot(self) -> QabotApp:
        return cast("QabotApp", self.app)

    def compose(self) -> ComposeResult:
        yield Static(id="articles-head", markup=False)
        yield ArticleTable(id="articles-table")
        yield TaskStrip(id="tasks")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.query_one(TaskStrip).display = False
        self.qabot.tasks_signal.subscribe(self, self._tasks_changed)
        self._tasks_changed(self.qabot.board)
        self._filter()
        self._load()

    def _tasks_changed(self, board: TaskBoard) -> None:
        self.query_one(TaskStrip).show(board.running, board.waiting, self.qabot.clock())

    def _load(self, removing: int | None = None) -> None:
        """List the articles in a thread, after removing one if asked."""
        library = self.qabot.library
        if library is not None:
            self.run_worker(
                lambda: self._read(library, removing),
                thread=True,
                group="rows",
                exit_on_error=False,
            )

    def _read(self, library: LibraryLike, removing: int | None) -> None:
        """In the thread."""
        said: Trouble | None = None
        try:
            if removing is not None:
                library.remove(removing)
        except Exception as error:
            said = trouble("The article could not be removed", error)
        try:
            self.post_message(RowsLoaded(library.rows(), said))
        except Exception as error:
            said = said or trouble("The articles could not be listed", error)
            self.post_message(RowsLoaded([], said))

    @on(RowsLoaded)
    async def rows_loaded(self, message: RowsLoaded) -> None:
        removed, self._loaded = self._loaded, True
        self._rows = message.rows
        self._filter()
        if removed:
            self.qabot.recount()
            if self._words and not self.query_one(ArticleTable).rows:
                self._words = ""  # the last match is gone: show what is left
                self._filter()
        if message.trouble is not None:
            await self.qabot.tell(message.trouble)
        table = self.query_one(ArticleTable)
        if self._removing and len(table.rows) == 1:
            self._ask_removal(table.rows[0])
        self._removing = False

    # Filtering

    def _filter(self) -> None:
        wanted = self._words.casefold().split()
        rows = self._rows
        if wanted:
            rows = [r for r in rows if all(word in _searchable(r) for word in wanted)]
        self.query_one(ArticleTable).show(rows)
        if not self._loaded:
            count = "listing"
        elif len(rows) == len(self._rows):
            count = f"{len(rows):,} in all"
        else:
            count = f"{len(rows):,} of {len(self._rows):,}"
        parts = [plain("Articles", "bold $accent"), plain(f"   {count}   ", "$text-muted")]
        if self._words:
            parts += [plain("filter: ", "$text-muted"), plain(shorten(self._words, 60), "bold")]
        else:
            parts.append(plain("type to filter", "$text-muted"))
        self.query_one("#articles-head", Static).update(join(parts))

    def _type(self, text: str) -> None:
        self._words = (self._words + " ".join(text.split("\n")))[:200]
        self._filter()

    def on_key(self, event: Key) -> None:
        if event.is_printable and event.character is not None:
            event.stop()
            self._type(event.character)

    def on_paste(self, event: Paste) -> None:
        event.stop()
        self._type(event.text)

    def action_rub_out(self) -> None:
        self._words = self._words[:-1]
        self._filter()

    def action_back(self) -> None:
        """Clear the filter first, then go back to the chat."""
        if self._words:
            self._words = ""
            self._filter()
        else:
            self.dismiss(None)

    # Opening and removing

    @on(ArticleTable.Opened)
    def opened(self, message: ArticleTable.Opened) -> None:
        self.dismiss(message.row.number)

    @on(ArticleTable.Removing)
    def removing(self, message: ArticleTable.Removing) -> None:
        self._ask_removal(message.row)

    def _ask_removal(self, row: ArticleRow) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._load(removing=row.number)

        lines = [
            shorten(row.title, 160),
            outlet_and_day(row.source, row.published),
            f"Entry {row.key} of {row.path} is left out from now on."
            if row.key
            else f"{row.path} is moved to the folder .removed of your articles.",
        ]
        question = ConfirmScreen("Remove this article?", lines, yes="remove", no="keep")
        self.app.push_screen(question, answered)


def _searchable(row: ArticleRow) -> str:
    day = f"{row.published.day} {row.published:%B %Y} {row.published}" if row.published else ""
    return f"{row.title} {row.source} {day} {row.path}".casefold()
