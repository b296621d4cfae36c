"""Opening the library in a thread after the first paint, and what the header says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Literal

from textual.app import App
from textual.message import Message

from qabot.domain import QabotError
from qabot.tui.keeping import KeepTrouble
from qabot.tui.protocol import LibraryLike
from qabot.tui.tasks import Trouble, trouble

_AGAIN = 1.0
"""Seconds between two looks at how many articles there are."""

LibraryPhase = Literal["opening", "preparing", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class LibraryState:
    """What the header shows. ``articles`` is None until it is known."""

    phase: LibraryPhase = "opening"
    articles: int | None = None
    new: int = 0
    """Articles that came in since the chat was opened."""
    folder: str = ""
    suggestions: tuple[str, ...] = ()


class LibraryOpened(Message):
    """The catalogue is open: it can be listed, not yet asked at full speed."""

    def __init__(self, library: LibraryLike, articles: int) -> None:
        super().__init__()
        self.library, self.articles = library, articles


class LibraryReady(Message):
    """Heavy parts are loaded: questions can be asked."""

    def __init__(self, suggestions: tuple[str, ...]) -> None:
        super().__init__()
        self.suggestions = suggestions


class CountKnown(Message):
    """How many articles there are now, and first questions made from them."""

    def __init__(self, articles: int, suggestions: tuple[str, ...]) -> None:
        super().__init__()
        self.articles, self.suggestions = articles, suggestions


class LibraryTrouble(Message):
    """Opening or preparing failed."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self.trouble = trouble


def open_library(app: App[None], opener: Callable[[], LibraryLike]) -> None:
    """In a thread: open the catalogue and tell the app."""
    try:
        library = opener()
        app.post_message(LibraryOpened(library, library.counts().articles))
        if library.notices:
            said = "\n".join(library.notices)
            app.post_message(KeepTrouble(Trouble("Found at the start", said)))
    except Exception as error:
        app.post_message(LibraryTrouble(trouble("The articles could not be opened", error)))


def warm_library(app: App[None], library: LibraryLike) -> None:
    """In a thread: load what asking needs, and tell the app."""
    try:
        library.warm()
        app.post_message(LibraryReady(()))
        _count(app, library)
    except Exception as error:
        app.post_message(LibraryTrouble(trouble("qabot could not get ready to answer", error)))


def count_library(app: App[None], library: LibraryLike) -> None:
    """In a thread: count again after articles came or went."""
    try:
        _count(app, library)
    except Exception as error:
        app.post_message(LibraryTrouble(trouble("The articles could not be counted", error)))


def follow_count(
    app: App[None], library: LibraryLike, shown: Callable[[], int | None], left: Event
) -> None:
    """In a thread: count every second, for another qabot may add and remove; until ``left``."""
    while not left.wait(_AGAIN):
        try:
            articles, before = library.counts().articles, shown()
        except QabotError:
            continue  # whatever the user does next says what is wrong
        if before == 0 and articles:
            _count(app, library)
        elif before is not None and articles != before:
            app.post_message(CountKnown(articles, ()))


def _count(app: App[None], library: LibraryLike) -> None:
    articles = library.counts().articles
    app.post_message(CountKnown(articles, ()))
    # Each suggestion is tried first, which takes a moment.
    app.post_message(CountKnown(articles, tuple(library.suggestions())))
