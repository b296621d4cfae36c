"""Watching the folder of articles while the chat is open."""

from __future__ import annotations

from textual.app import App
from textual.message import Message

from qabot.domain import Cancel, Report
from qabot.tui.protocol import LibraryLike
from qabot.tui.tasks import Trouble, trouble


class FolderChanged(Message):
    """Articles came, changed or went, and are in the index now."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


class WatchEnded(Message):
    """The folder is not watched any more."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self.trouble = trouble


def watch_library(app: App[None], library: LibraryLike, cancel: Cancel) -> None:
    """In a thread: tell the app of every change, until cancelled."""
    try:
        library.watch(lambda report: _tell(app, report), cancel)
    except Exception as error:
        if not cancel.is_set:
            said = trouble("New articles are not noticed while qabot is open", error)
            app.post_message(WatchEnded(said))


def _tell(app: App[None], report: Report) -> None:
    app.post_message(FolderChanged(report))


def news(report: Report) -> str:
    """What came, in a few words: ``2 new articles``; empty if only files failed."""
    parts = [(len(report.added), "new"), (len(report.changed), "changed"), (report.removed, "gone")]
    said = [(count, word) for count, word in parts if count]
    if not said:
        return ""
    first, word = said[0]
    rest = "".join(f", {count:,} {word}" for count, word in said[1:])
    articles = f"article{'' if first == 1 else 's'}"
    what = f"{articles} {word}" if word == "gone" else f"{word} {articles}"
    return f"{first:,} {what}{rest}"
