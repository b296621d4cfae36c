"""The drawer of saved threads: filter, go on, rename, delete and bring back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key, Paste
from textual.screen import ModalScreen
from textual.widgets import Static

from qabot.tui.keeping import ThreadsListed
from qabot.tui.protocol import ThreadLike
from qabot.tui.safe import join, one_line, plain, shorten
from qabot.tui.widgets.key_bar import KeyBar
from qabot.tui.widgets.thread_list import ThreadList

if TYPE_CHECKING:
    from qabot.tui.app import QabotApp


class ThreadsScreen(ModalScreen[int | None]):
    """Ends with the number of the thread to go on with, 0 for a new one, or None."""

    CSS_PATH = "threads.tcss"
    BINDING_GROUP_TITLE = "Threads"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="threads.back"),
        Binding("f1", "app.help", "help", tooltip="Keys and commands", id="threads.help"),
        Binding("ctrl+o", "dismiss(None)", "Close", show=False, id="threads.close"),
        Binding("ctrl+n", "dismiss(0)", "new", id="threads.new"),
        Binding("ctrl+z", "undo", "undo", tooltip="Bring back what was deleted", id="threads.undo"),
        Binding("backspace", "rub_out", "Shorten the filter", show=False, id="threads.rub_out"),
        Binding("ctrl+u", "clear", "Clear title or filter", show=False, id="threads.clear"),
    ]

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._words = words
        self._request = 0
        self._shown = 0
        """The request whose threads are shown: of what was typed since none are yet."""
        self._then: Callable[[ThreadLike], None] | None = None
        """What is to be done with the thread that is picked once they are."""
        self._listed = False
        self._deleted: list[ThreadLike] = []
        self._renaming: ThreadLike | None = None
        self._title = ""

    @property
    def qabot(self) -> QabotApp:
        return cast("QabotApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(id="threads"):
            yield Static(id="threads-head", markup=False)
            yield ThreadList(id="threads-list")
            yield Static(id="threads-said", markup=False)
            yield KeyBar(id="threads-keys")

    def on_mount(self) -> None:
        self._list()

    def _list(self) -> None:
        self._request += 1
        self.qabot.keeper.list(self._request, self._words, self.post_message)
        self._say()

    @on(ThreadsListed)
    def listed(self, message: ThreadsListed) -> None:
        if message.request == self._request:
            self._listed, self._shown = True, message.request
            self.query_one(ThreadList).show(message.rows)
            self._say()
            then, self._then = self._then, None
            picked = self.query_one(ThreadList).picked
            if then is not None and picked is not None:
                then(picked)

    def _say(self) -> None:
        head: list[Content] = [plain("Threads", "bold $accent"), plain("   ")]
        if self._renaming is not None:
            head += [plain("new title: ", "$text-muted"), one_line(self._title[-40:], "bold")]
            head.append(plain("▏"))
        elif self._words:
            head += [plain("filter: ", "$text-muted"), plain(shorten(self._words, 40), "bold")]
        else:
            head.append(plain("type to filter by title and text", "$text-muted"))
        self.query_one("#threads-head", Static).update(join(head))
        said = Content("")
        if self._renaming is not None:
            keys = "enter takes the title, ctrl+u clears it, esc keeps the old one"
            said = plain(keys, "$text-muted")
        elif self._deleted:
            title = shorten(self._deleted[-1].title, 24)
            said = plain(f"deleted “{title}” · ctrl+z undoes it", "$text-muted")
        elif self._listed and not self.query_one(ThreadList).rows:
            nothing = "No thread has these words." if self._words else "No threads yet."
            said = plain(nothing, "$text-muted")
        self.query_one("#threads-said", Static).update(said)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._deleted) if action == "undo" else True

    # Typing: a filter, or a new title

    def _type(self, text: str) -> None:
        flat = " ".join(text.split("\n"))
        if self._renaming is not None:
            self._title = (self._title + flat)[:200]
            self._say()
        else:
            self._words = (self._words + flat)[:200]
            self._list()

    def on_key(self, event: Key) -> None:
        if event.is_printable and event.character is not None:
            event.stop()
            self._type(event.character)

    def on_paste(self, event: Paste) -> None:
        event.stop()
        self._type(event.text)

    def action_rub_out(self) -> None:
        if self._renaming is not None:
            self._title = self._title[:-1]
            self._say()
        else:
            self._words = self._words[:-1]
            self._list()

    def action_clear(self) -> None:
        if self._renaming is not None:
            self._title = ""
            self._say()
        elif self._words:
            self._words = ""
            self._list()

    def action_back(self) -> None:
        """Keep the old title, else clear the filter, else close."""
        if self._renaming is not None:
            self._renaming = None
            self._say()
        elif self._words:
            self._words = ""
            self._list()
        else:
            self.dismiss(None)

    # What is done with a thread

    def _do(self, then: Callable[[ThreadLike], None], row: ThreadLike) -> None:
        """Do it with the row, or wait for the rows of what was typed before the key."""
        if self._shown == self._request:
            then(row)
        else:
            self._then = then

    @on(ThreadList.Opened)
    def opened(self, message: ThreadList.Opened) -> None:
        renaming, title = self._renaming, self._title.strip()
        if renaming is None:
            self._do(self._go_on, message.row)
            return
        self._renaming = None
        if title:
            self.qabot.keeper.do(lambda threads: threads.rename(renaming.id, title))
            self.qabot.chat.thread_renamed(renaming.id, title)
        self._list()

    @on(ThreadList.Renaming)
    def rename(self, message: ThreadList.Renaming) -> None:
        self._do(self._rename, message.row)

    @on(ThreadList.Deleting)
    def delete(self, message: ThreadList.Deleting) -> None:
        self._do(self._delete, message.row)

    def _go_on(self, row: ThreadLike) -> None:
        self.dismiss(row.id)

    def _rename(self, row: ThreadLike) -> None:
        self._renaming, self._title = row, row.title
        self._say()

    def _delete(self, row: ThreadLike) -> None:
        self._deleted.append(row)
        self.qabot.keeper.do(lambda threads: threads.delete(row.id))
        self.qabot.chat.thread_deleted(row.id)
        self._list()
        self.refresh_bindings()

    def action_undo(self) -> None:
        row = self._deleted.pop()
        self.qabot.keeper.do(lambda threads: threads.undelete(row.id))
        self._list()
        self.refresh_bindings()
