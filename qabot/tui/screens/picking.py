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

from qabot.tui.pasted import sources_in
from qabot.tui.picking import Listing, list_folder, matching
from qabot.tui.protocol import LibraryLike
from qabot.tui.safe import join, one_line, plain, shorten
from qabot.tui.widgets.folder_list import FolderList
from qabot.tui.widgets.key_bar import KeyBar


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
        Binding("backspace", "rub_out", "Shorten the filter", show=False, id="picking.rub_out"),
    ]

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._listing = Listing(folder)
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
        """Show another folder, read in a thread."""
        self._words = ""
        self.run_worker(
            lambda: self.post_message(FolderListed(list_folder(folder), came_from)),
            thread=True,
            group="folder",
            exclusive=True,
            exit_on_error=False,
        )

    @on(FolderListed)
    def folder_listed(self, message: FolderListed) -> None:
        self._listing = message.listing
        self._show()
        places = self._list.rows
        index = next((i for i, p in enumerate(places) if p.path == message.came_from), None)
        # Not on "../": enter, enter would go up and not in.
        self._list.cursor = index if index is not None else min(1, max(0, len(places) - 1))

    def _show(self) -> None:
        listing = self._listing
        self._list.show(matching(listing.places, self._words))
        head = [plain("Add articles", "bold $accent"), plain("   ")]
        if self._words:
            head += [plain("filter: ", "$text-muted"), plain(shorten(self._words, 40), "bold")]
        else:
            head.append(one_line(_end_of(str(listing.folder)), "$text-muted"))
        self.query_one("#picking-head", Static).update(join(head))
        said = Content("")
        if listing.error:
            said = plain(f"This folder cannot be read: {listing.error}.", "$warning")
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
            self._words = (self._words + event.character)[:200]
            self._show()

    def on_paste(self, event: Paste) -> None:
        """A path or an address is taken, a folder's too; anything else filters."""
        event.stop()
        sources = sources_in(event.text)
        if len(sources) == 1:
            self.dismiss(sources[0])
        else:
            self._words = (self._words + " ".join(event.text.split()))[:200]
            self._show()

    def action_rub_out(self) -> None:
        self._words = self._words[:-1]
        self._show()

    def action_back(self) -> None:
        if self._words:
            self._words = ""
            self._show()
        else:
            self.dismiss(None)


def starting_folder(library: LibraryLike | None) -> Path:
    """Where to begin: the working folder, or the home folder if that is the corpus."""
    here = Path.cwd()
    corpus = library.folder.absolute() if library is not None else None
    return Path.home() if corpus is not None and here.is_relative_to(corpus) else here


def _end_of(path: str, limit: int = 48) -> str:
    return path if len(path) <= limit else "…" + path[-limit:]
