"""Choosing a file or a folder to add."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key, Paste
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from qabot.tui.pasted import is_url, sources_in
from qabot.tui.picking import Listing, beginning, list_folder, matching, typed_path
from qabot.tui.protocol import LibraryLike
from qabot.tui.safe import join, one_line, plain, shorten
from qabot.tui.widgets.folder_list import FolderList
from qabot.tui.widgets.key_bar import KeyBar

_LONGEST = 1000
"""Characters that are taken as a filter or path."""


class FolderListed(Message):
    """A folder was read. ``came_from``: what the cursor is to stand on."""

    def __init__(self, listing: Listing, came_from: Path | None) -> None:
        super().__init__()
        self.listing, self.came_from = listing, came_from


class PickingScreen(ModalScreen[str | None]):
    """Ends with what to add: the path of a file or folder, or a web address; or None."""

    CSS_PATH = "picking.tcss"
    BINDING_GROUP_TITLE = "Files"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="picking.back"),
        Binding("f1", "app.help", "help", tooltip="Keys and commands", id="picking.help"),
        Binding("backspace", "rub_out", "Shorten the filter", show=False, id="picking.rub_out"),
        Binding("ctrl+u", "clear", "Clear the filter", show=False, id="picking.clear"),
        Binding("tab", "complete", "Complete the path", show=False, id="picking.complete"),
    ]

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._listing = Listing(folder)
        self._folder = folder
        """The folder that was gone to; a path that is typed begins there."""
        self._wanted = folder
        """The folder whose list is shown, or is on its way."""
        self._words = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="picking"):
            yield Static(id="picking-head", markup=False)
            yield FolderList(id="picking-list")
            yield Static(id="picking-said", markup=False)
            yield KeyBar(id="picking-keys")

    def on_mount(self) -> None:
        self._go(self._listing.folder)

    @property
    def _list(self) -> FolderList:
        return self.query_one(FolderList)

    def _go(self, folder: Path, came_from: Path | None = None) -> None:
        """Show another folder."""
        self._words = ""
        self._folder = folder
        self._list_folder(folder, came_from)

    def _list_folder(self, folder: Path, came_from: Path | None = None) -> None:
        """Read a folder in a thread."""
        self._wanted = folder
        hidden = folder != self._folder
        self.run_worker(
            lambda: self.post_message(FolderListed(list_folder(folder, hidden=hidden), came_from)),
            thread=True,
            group="folder",
            exclusive=True,
            exit_on_error=False,
        )

    @on(FolderListed)
    def folder_listed(self, message: FolderListed) -> None:
        if message.listing.folder != self._wanted:
            return
        self._listing = message.listing
        self._show()
        if self._words:
            return
        places = self._list.rows
        index = next((i for i, p in enumerate(places) if p.path == message.came_from), None)
        # Not on "../": enter, enter would go up and not in.
        self._list.cursor = index if index is not None else min(1, max(0, len(places) - 1))

    def _show(self) -> None:
        listing = self._listing
        path = typed_path(self._words, self._folder)
        places = beginning(listing.places, path[1]) if path else None
        if places is None:
            places = matching(listing.places, self._words)
        self._list.show(places)
        if path:
            self._list.cursor = 0
        head = [plain("Add articles", "bold $accent"), plain("   ")]
        if path:
            head += [plain("path: ", "$text-muted"), plain(_end_of(self._words), "bold")]
        elif self._words:
            head += [plain("filter: ", "$text-muted"), plain(shorten(self._words, 40), "bold")]
        else:
            head.append(one_line(_end_of(str(listing.folder)), "$text-muted"))
        self.query_one("#picking-head", Static).update(join(head))
        said = Content("")
        if listing.error:
            said = plain(f"This folder cannot be read: {listing.error}.", "$warning")
        elif path and not places:
            nothing = "Nothing that can be added begins so. An address: enter adds it."
            said = plain(nothing, "$text-muted")
        elif listing.others:
            word = "file" if listing.others == 1 else "files"
            said = plain(f"{listing.others:,} {word} of other kinds left out", "$text-muted")
        elif not any(place.kind != "up" for place in listing.places):
            said = plain("There is nothing to add here.", "$text-muted")
        self.query_one("#picking-said", Static).update(said)

    @on(FolderList.Opened)
    def opened(self, message: FolderList.Opened) -> None:
        if message.row.kind == "file":
            self.dismiss(str(message.row.path))
        else:
            up = self._listing.folder if message.row.kind == "up" else None
            self._go(message.row.path, up)

    @on(FolderList.Added)
    def added(self, message: FolderList.Added) -> None:
        self.dismiss(str(message.row.path))

    def action_up(self) -> None:
        folder = self._listing.folder
        self._go(folder.parent, folder)

    # Typing

    def on_key(self, event: Key) -> None:
        if event.is_printable and event.character is not None:
            event.stop()
            self._type(self._words + event.character)
        elif event.key == "enter" and not self._list.rows:
            self._take_typed()

    def _type(self, words: str) -> None:
        """Filter by name; or follow a path, folder by folder."""
        self._words = words[:_LONGEST]
        path = typed_path(self._words, self._folder)
        folder = path[0] if path else self._folder
        if folder != self._wanted:
            self._list_folder(folder)
        elif folder == self._listing.folder:
            self._show()

    def _take_typed(self) -> None:
        """Add an address, or a path that is not in the list."""
        words = self._words.strip()
        path = self._folder / Path(words).expanduser()
        if is_url(words):
            self.dismiss(words)
        elif words and path.exists():
            self.dismiss(str(path))

    def action_complete(self) -> None:
        place, path = self._list.picked, typed_path(self._words, self._folder)
        if place is not None and path is not None:
            head = self._words[: len(self._words) - len(path[1])] if path[1] else self._words
            name = place.path.name + ("/" if place.kind == "folder" else "")
            self._type(f"{head}{name}")

    def on_paste(self, event: Paste) -> None:
        """A path or an address is taken, a folder's too; anything else filters."""
        event.stop()
        sources = sources_in(event.text)
        if len(sources) == 1:
            self.dismiss(sources[0])
        else:
            self._type(self._words + " ".join(event.text.split()))

    def action_rub_out(self) -> None:
        self._type(self._words[:-1])

    def action_clear(self) -> None:
        self._type("")

    def action_back(self) -> None:
        if self._words:
            self._type("")
        else:
            self.dismiss(None)


def starting_folder(library: LibraryLike | None) -> Path:
    """Where to begin: the working folder, or the home folder if that is the corpus."""
    here = Path.cwd()
    corpus = library.folder.absolute() if library is not None else None
    return Path.home() if corpus is not None and here.is_relative_to(corpus) else here


def _end_of(path: str, limit: int = 48) -> str:
    return path if len(path) <= limit else "…" + path[-limit:]
