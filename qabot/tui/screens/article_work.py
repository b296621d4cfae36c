"""What the screen of articles asks of the library: in threads, answered by messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from qabot.domain import ArticleRow, Failure, QabotError
from qabot.tui.protocol import LibraryLike
from qabot.tui.safe import shorten
from qabot.tui.tasks import Trouble, trouble
from qabot.tui.widgets.article_preview import SHOWN

if TYPE_CHECKING:
    from qabot.tui.screens.article_panes import ArticlePanes


class RowsLoaded(Message):
    """The articles were listed, or could not be."""

    def __init__(
        self,
        request: int,
        rows: list[ArticleRow],
        failures: list[Failure],
        trouble: Trouble | None = None,
    ) -> None:
        super().__init__()
        self.request, self.rows, self.failures, self.trouble = request, rows, failures, trouble


class RowRemoved(Message):
    """An article was removed, or could not be."""

    def __init__(self, row: ArticleRow, trouble: Trouble | None = None) -> None:
        super().__init__()
        self.row, self.trouble = row, trouble


class PreviewLoaded(Message):
    """An article was read for the preview. ``text`` is why not, if it could not be."""

    def __init__(self, row: ArticleRow, text: str) -> None:
        super().__init__()
        self.row, self.text = row, text


class ArticleWork:
    """Work for one screen of articles."""

    def __init__(self, screen: ArticlePanes) -> None:
        self._screen = screen
        self._request = 0

    def load(self) -> None:
        """List the articles. Only the newest list counts."""
        library = self._screen.qabot.library
        if library is not None:
            self._request += 1
            request = self._request
            self._run(lambda: self._screen.post_message(_listed(request, library)))

    def is_newest(self, message: RowsLoaded) -> bool:
        return message.request == self._request

    def preview(self, row: ArticleRow) -> None:
        """Read an article for the preview."""
        library = self._screen.qabot.library
        if library is not None:
            self._run(lambda: self._screen.post_message(_previewed(row, library)))

    def remove(self, row: ArticleRow) -> None:
        """Remove an article. Waits for what is being added."""
        library = self._screen.qabot.library
        if library is not None:
            self._run(lambda: self._screen.post_message(_removed(row, library)))

    def restore(self, row: ArticleRow) -> None:
        """Bring back an article that was removed."""
        library = self._screen.qabot.library
        if library is not None:
            self._screen.qabot.start_task(
                f"bringing back “{shorten(row.title, 40)}”",
                lambda progress, cancel: library.restore(
                    row.number, progress=progress, cancel=cancel
                ),
            )

    def reread(self, path: str) -> None:
        """Read a file again."""
        library = self._screen.qabot.library
        if library is not None:
            self._screen.qabot.start_task(
                f"reading {shorten(path, 44)} again",
                lambda progress, cancel: library.reread(path, progress=progress, cancel=cancel),
            )

    def _run(self, work: object) -> None:
        self._screen.run_worker(work, thread=True, exit_on_error=False)  # type: ignore[arg-type]


# In the threads:


def _listed(request: int, library: LibraryLike) -> RowsLoaded:
    try:
        return RowsLoaded(request, library.rows(), library.failures())
    except Exception as error:
        said = trouble("The articles could not be listed", error)
        return RowsLoaded(request, [], [], said)


def _removed(row: ArticleRow, library: LibraryLike) -> RowRemoved:
    try:
        library.remove(row.number)
    except Exception as error:
        return RowRemoved(row, trouble("The article could not be removed", error))
    return RowRemoved(row)


def _previewed(row: ArticleRow, library: LibraryLike) -> PreviewLoaded:
    try:
        return PreviewLoaded(row, library.article(row.number).text[:SHOWN])
    except QabotError as error:
        return PreviewLoaded(row, str(error))
    except Exception as error:
        return PreviewLoaded(row, str(trouble("The article could not be read", error)))
