"""``/remove`` with numbers or files, as ``qabot list`` shows them: asked once, done in a thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from qabot.domain import ArticleRow, outlet_and_day
from qabot.tui.protocol import LibraryLike
from qabot.tui.safe import shorten
from qabot.tui.tasks import Trouble, trouble
from qabot.tui.widgets.note_view import NoteView

if TYPE_CHECKING:
    from qabot.tui.screens.chat import ChatScreen
    from qabot.tui.screens.confirm import ConfirmScreen

_LISTED = 8


class RemovalFound(Message):
    """The articles that were meant by number or file; none: the words are to be looked for."""

    def __init__(self, wanted: str, rows: Sequence[ArticleRow]) -> None:
        super().__init__()
        self.wanted, self.rows = wanted, rows


class ArticlesRemoved(Message):
    """Articles were removed; ``trouble`` is why the next one was not."""

    def __init__(self, rows: Sequence[ArticleRow], trouble: Trouble | None = None) -> None:
        super().__init__()
        self.rows, self.trouble = rows, trouble


class Removing:
    """Removing articles from the chat."""

    def __init__(self, chat: ChatScreen) -> None:
        self._chat = chat

    def find(self, library: LibraryLike, wanted: str) -> None:
        """Look for the articles with these numbers or files."""

        def look() -> None:
            try:
                self._chat.post_message(RemovalFound(wanted, named(library.rows(), wanted)))
            except Exception as error:
                said = trouble("The articles could not be listed", error)
                self._chat.post_message(ArticlesRemoved((), said))

        self._chat.qabot.in_thread(look, "removing")

    def found(self, message: RemovalFound) -> None:
        """Ask about them, or go on to look for words."""
        rows, chat = message.rows, self._chat
        if not rows:
            if message.wanted.isdecimal():
                chat.notify(f"There is no article {message.wanted}.", severity="warning")
            chat.commands.open_articles(message.wanted, removing=True)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._remove(rows)

        chat.app.push_screen(removal(rows), answered)

    def _remove(self, rows: Sequence[ArticleRow]) -> None:
        library = self._chat.qabot.library
        if library is None:
            return

        def work() -> None:
            done: list[ArticleRow] = []
            said: Trouble | None = None
            try:
                for row in rows:
                    library.remove(row.number)
                    done.append(row)
            except Exception as error:
                said = trouble("The article could not be removed", error)
            self._chat.post_message(ArticlesRemoved(done, said))

        self._chat.qabot.in_thread(work, "removing")

    async def removed(self, message: ArticlesRemoved) -> None:
        """Say what was removed, and how it can be had back."""
        app = self._chat.qabot
        app.removed.extend(message.rows)
        app.recount()
        if message.rows:
            lines = [f"{row.number}  {shorten(row.title, 160)}" for row in message.rows]
            note = NoteView("Removed", [*lines, "ctrl+z in /articles brings it back."])
            await self._chat.transcript.append(note)
        if message.trouble is not None:
            await self._chat.add_trouble(message.trouble)


def named(rows: Sequence[ArticleRow], wanted: str) -> list[ArticleRow]:
    """The articles with these numbers or files; none if one of them is neither."""
    known = {str(row.number): row for row in rows}
    files: dict[str, list[ArticleRow]] = {}
    for row in rows:
        files.setdefault(row.path, []).append(row)
    whole = files.get(wanted, [])
    if len(whole) == 1:
        return whole
    words = list(dict.fromkeys(wanted.split()))
    return [known[word] for word in words] if all(word in known for word in words) else []


def removal(rows: Sequence[ArticleRow]) -> ConfirmScreen:
    """The question that is asked before articles are removed."""
    from qabot.tui.screens.confirm import ConfirmScreen

    this = "this article" if len(rows) == 1 else f"these {len(rows)} articles"
    return ConfirmScreen(f"Remove {this}?", lines_of(rows), yes="remove", no="keep")


def lines_of(rows: Sequence[ArticleRow]) -> list[str]:
    """What is removed, and where it goes."""
    if len(rows) > 1:
        lines = [f"{row.number}  {shorten(row.title, 120)}" for row in rows[:_LISTED]]
        more = [f"… and {len(rows) - _LISTED} more"] if len(rows) > _LISTED else []
        return [*lines, *more, "Their files are moved to the folder .removed of your articles."]
    (row,) = rows
    where = (
        f"Entry {row.key} of {row.path} is left out from now on."
        if row.key
        else f"{row.path} is moved to the folder .removed of your articles."
    )
    title = f"{row.number}  {shorten(row.title, 160)}"
    return [title, outlet_and_day(row.source, row.published), where]
