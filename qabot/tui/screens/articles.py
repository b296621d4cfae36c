"""All articles: open, remove and bring back, read again, add."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Paste

from qabot.domain import ArticleRow
from qabot.tui.pasted import recognise
from qabot.tui.safe import shorten
from qabot.tui.screens.article_panes import ArticlePanes
from qabot.tui.screens.article_work import RowRemoved
from qabot.tui.screens.removing import removal
from qabot.tui.widgets.article_table import ArticleTable


class ArticlesScreen(ArticlePanes):
    """Ends with the number of the article to open, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "add", "add", tooltip="Add files and folders", id="articles.add"),
        Binding("ctrl+z", "undo", "undo", tooltip="Bring back the removed", id="articles.undo"),
        Binding("f4", "failures", "failures", tooltip="What failed", id="articles.failures"),
    ]

    def __init__(self, words: str = "", *, removing: bool = False) -> None:
        """With ``removing``, an article that alone matches the words is offered for removal."""
        super().__init__(words)
        self._removing = removing
        self._back: tuple[str, str] | None = None
        """Path and key of what is being brought back: the cursor goes there."""

    def listed(self, first: bool) -> None:
        if first and self._removing and len(self.table.rows) == 1:
            self._ask_removal(self.table.rows[0])
        places = [(row.path, row.key) for row in self.table.rows] if self._back else []
        if self._back in places:
            self.table.cursor = places.index(self._back)
            self._back = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "undo":
            return bool(self.qabot.removed)
        return bool(self._failures) if action == "failures" else True

    @on(ArticleTable.Opened)
    def opened(self, message: ArticleTable.Opened) -> None:
        self.dismiss(message.row.number)

    # Removing and bringing back

    @on(ArticleTable.Removing)
    def removing(self, message: ArticleTable.Removing) -> None:
        self._remove(message.row)

    def _ask_removal(self, row: ArticleRow) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._remove(row)

        self.app.push_screen(removal([row]), answered)

    def _remove(self, row: ArticleRow) -> None:
        self.say(f"removing “{shorten(row.title, 40)}”")
        self._work.remove(row)

    @on(RowRemoved)
    async def row_removed(self, message: RowRemoved) -> None:
        if message.trouble is not None:
            self.say("")
            await self.qabot.tell(message.trouble)
        else:
            self.qabot.removed.append(message.row)
            title = "" if self.is_small else f" “{shorten(message.row.title, 30)}”"
            self.say(f"removed{title} · ctrl+z brings it back")
            self.qabot.recount()
        self._work.load()

    def action_undo(self) -> None:
        row = self.qabot.removed.pop()
        self._back = row.path, row.key
        self._work.restore(row)
        self.say("")

    # Reading again and adding

    @on(ArticleTable.Rereading)
    def rereading(self, message: ArticleTable.Rereading) -> None:
        self._work.reread(message.row.path)

    def action_failures(self) -> None:
        """What could not be read, and why."""
        from qabot.tui.screens.failures import FailuresScreen

        def closed(paths: Sequence[str] | None) -> None:
            for path in paths or ():
                if path in self.qabot.not_added:
                    self.qabot.chat.commands.add([path])
                else:
                    self._work.reread(path)

        self.app.push_screen(FailuresScreen(self._failures), closed)

    def action_add(self) -> None:
        """Choose files or a folder to add."""
        from qabot.tui.screens.picking import PickingScreen, starting_folder

        def closed(path: str | None) -> None:
            if path:
                self.qabot.picked_in = Path(path).parent
                self.qabot.chat.commands.add([path])

        folder = self.qabot.picked_in or starting_folder(self.qabot.library)
        self.app.push_screen(PickingScreen(folder), closed)

    def on_paste(self, event: Paste) -> None:
        event.stop()
        offer = recognise(event.text)
        if offer is not None:
            self.qabot.chat.commands.offer(offer, event.text)
        else:
            self.type(event.text)
