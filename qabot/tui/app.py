"""The Textual app: it owns the library, long tasks, themes and the clipboard, and outlives
every screen."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.signal import Signal
from textual.types import CSSPathType

from qabot.domain import Cancel
from qabot.tui.choosing import Choosing
from qabot.tui.commands import BY_NAME, COMMANDS
from qabot.tui.keeping import Keeper, KeepTrouble, Remembered, ThreadGone, ThreadRead
from qabot.tui.opening import (
    CountKnown,
    LibraryOpened,
    LibraryReady,
    LibraryState,
    LibraryTrouble,
    count_library,
    follow_count,
    open_library,
    warm_library,
)
from qabot.tui.protocol import LibraryLike, SettingsLike
from qabot.tui.safe import short_path
from qabot.tui.screens.chat import ChatScreen
from qabot.tui.tasks import Trouble
from qabot.tui.watching import FolderChanged, WatchEnded, news, watch_library

_QUIT_AGAIN = 3.0
"""Seconds in which a second ctrl+c quits."""


class QabotApp(Choosing):
    """The chat of qabot."""

    TITLE = "qabot"
    # Textual does not load the style sheet of a default screen by itself.
    CSS_PATH: ClassVar[CSSPathType | None] = ["app.tcss", "screens/chat.tcss"]
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+p", "command_palette", "all", tooltip="All commands", priority=True, id="palette"
        ),
        # The same as the chat's own, for all other screens.
        Binding(BY_NAME["jump"].key, "jump", BY_NAME["jump"].help, show=False, id="jump"),
        Binding("f1", "help", "help", tooltip="Keys and commands", id="help.here"),
        Binding("ctrl+c", "interrupt", "Copy, clear or quit", show=False, id="interrupt"),
    ]

    def __init__(
        self,
        opener: Callable[[], LibraryLike],
        *,
        theme: str = "",
        resume: bool = False,
        keys: Mapping[str, str] | None = None,
        themes_kept_in: Path | None = None,
        settings: Callable[[], SettingsLike] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(
            theme=theme, keys=keys, themes_kept_in=themes_kept_in, settings=settings, clock=clock
        )
        self.library: LibraryLike | None = None
        self.state = LibraryState()
        self.state_signal: Signal[LibraryState] = Signal(self, "library state")
        self.keeper = Keeper(self)
        self._resume = resume
        self._watch = Cancel()
        self._watching = False
        self._left = Event()
        self._opener = opener
        self._quit_asked = float("-inf")
        self._at_start: int | None = None
        self._warming = False

    def get_default_screen(self) -> ChatScreen:
        return self.chat

    @property
    def fault(self) -> Exception | None:
        """What ended the app though nobody foresaw it."""
        return self._exception

    def _fatal_error(self) -> None:
        # Textual would print the values of variables: words of articles, questions, keys.
        self.bell()
        self._close_messages_no_wait()

    # Opening: nothing of it before the first frame is on the screen.

    def on_ready(self) -> None:
        if not gc.isenabled():
            gc.freeze()  # modules and styles stay: no later look at them is worth its time
            gc.enable()
        self.theme_changed_signal.subscribe(self, self.keep_theme)
        self.tell_clashes()
        if self._resume:
            self.chat.threading.will_open()
        self.in_thread(lambda: open_library(self, self._opener), "open")

    def on_library_opened(self, message: LibraryOpened) -> None:
        library = self.library = message.library
        self._at_start = message.articles
        self.show_model()
        self.keeper.open(library)
        self.keeper.remember()
        if self._resume:
            self.chat.threading.open()
        # None yet says nothing: the check below may find them.
        known = message.articles or None
        self._set_state(phase="preparing", articles=known, folder=short_path(str(library.folder)))
        if message.articles:
            self._warm()
        self.start_task(
            "checking your articles",
            lambda progress, cancel: library.sync(progress=progress, cancel=cancel),
            startup=True,
        )

    def _warm(self) -> None:
        library = self.library
        if library is not None and not self._warming:
            self._warming = True
            self.in_thread(lambda: warm_library(self, library), "warm")

    def on_library_ready(self, message: LibraryReady) -> None:
        self._set_state(phase="ready", suggestions=message.suggestions or self.state.suggestions)

    def on_count_known(self, message: CountKnown) -> None:
        if self._at_start is None:
            self._at_start = message.articles
        new = max(0, message.articles - self._at_start)
        suggestions = message.suggestions or self.state.suggestions
        self._set_state(articles=message.articles, new=new, suggestions=suggestions)

    async def on_library_trouble(self, message: LibraryTrouble) -> None:
        if self.state.phase != "ready":
            self._set_state(phase="failed")
            self.chat.threading.not_opened()
        await self.tell(message.trouble)

    # Threads

    async def on_remembered(self, message: Remembered) -> None:
        self.chat.threading.remembered(message)
        if message.notice:
            await self.tell(Trouble("Threads", message.notice))

    async def on_thread_read(self, message: ThreadRead) -> None:
        await self.chat.threading.resume(message)

    def on_thread_gone(self, message: ThreadGone) -> None:
        self.chat.threading.not_opened(message.thread)

    async def on_keep_trouble(self, message: KeepTrouble) -> None:
        await self.tell(message.trouble)

    def _set_state(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self.state_signal.publish(self.state)

    def recount(self) -> None:
        """Count the articles again, in a thread."""
        library = self.library
        if library is not None:
            self.in_thread(lambda: count_library(self, library), "count")

    def started(self) -> None:
        """The check at start has read all files: what it found is not new to the user."""
        if self._at_start == 0:
            self._at_start = None
        self._warm()
        self.recount()
        library = self.library
        if library is not None and not self._watching:
            self._watching = True
            self.in_thread(lambda: watch_library(self, library, self._watch), "watch")
            follow = partial(follow_count, self, library, lambda: self.state.articles, self._left)
            self.in_thread(follow, "follow")

    async def on_folder_changed(self, message: FolderChanged) -> None:
        """A quiet note; what failed is said where it can be read again."""
        said = news(message.report)
        if said:
            self.recount()
            turns = self.chat.asking.conversation.turns
            again = " · /again asks the last question again" if turns else ""
            self.notify(f"{said}{again}")
        if message.report.failures:
            await self.chat.show_failures(message.report)

    async def on_watch_ended(self, message: WatchEnded) -> None:
        await self.tell(message.trouble)

    # Keys

    def action_interrupt(self) -> None:
        """ctrl+c with nothing selected: clear the draft, else ask again to quit."""
        if self.screen is self.chat and self.chat.clear_draft():
            return
        now = time.monotonic()
        if now - self._quit_asked < _QUIT_AGAIN:
            self.exit()
            return
        self._quit_asked = now
        self.notify("Press ctrl+c again to quit.", timeout=_QUIT_AGAIN)

    def action_jump(self) -> None:
        from qabot.tui.screens.jumping import jump

        jump(self.screen)

    def action_help(self) -> None:
        from qabot.tui.screens.help import help_of

        self.push_screen(help_of(self.screen))

    def action_help_quit(self) -> None:
        self.action_interrupt()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        for command in COMMANDS:
            yield SystemCommand(
                command.title, command.help, lambda name=command.name: self.chat.from_palette(name)
            )
        yield SystemCommand("Themes", "All themes, ours and Textual's", self.action_change_theme)

    async def on_unmount(self) -> None:
        self._watch.set()
        self._left.set()
        self.board.cancel_all()
        self.chat.asking.clear()
        self.chat.threading.keep_draft()
        await asyncio.to_thread(self.keeper.close)
