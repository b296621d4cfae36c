"""What the app says to the user and gives to the desktop: notes, copies, web addresses."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from textual.notifications import Notification, Notify, SeverityLevel

from qabot.text import visible
from qabot.tui.ahead import TypedAhead
from qabot.tui.clipboard import copy_native, native_tool, sent
from qabot.tui.safe import limited

_LINE = 50
"""Characters of a notice that surely fit in one of its lines."""


class Saying(TypedAhead):
    """An app whose notes are never markup and whose copying is honest."""

    def copy_to_clipboard(self, text: str) -> None:
        """Copy by OSC 52 and the native tool, and say what came of it."""
        super().copy_to_clipboard(text)
        # In a browser the tool would fill the clipboard of the machine that serves.
        tool = None if self.is_web else native_tool()
        if tool is None:
            self.notify(sent(text, to="browser" if self.is_web else "terminal"), timeout=4)
            return
        self.in_thread(lambda: self._copy_with_tool(text), "copy")

    def _copy_with_tool(self, text: str) -> None:
        tool = native_tool()
        said = copy_native(text, tool) if tool else sent(text)
        self.call_from_thread(self.notify, said, timeout=4)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Like Textual's, but the text is never markup."""
        super().notify(
            visible(limited(message, min(600, self._room * _LINE))),
            title=visible(limited(title, 100)),
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    @property
    def _room(self) -> int:
        """Lines for notices: so many that the prompt and its popup are still seen."""
        return max(3, self.size.height // 3)

    def on_notify(self, event: Notify) -> None:
        """The oldest notices go if they would not fit with the new one."""
        shown = [*self._notifications, event.notification]
        while len(shown) > 1 and sum(map(_lines, shown)) > self._room:
            self._unnotify(shown.pop(0), refresh=False)

    def open_address(self, url: str) -> None:
        """Open a web address, or copy it where no browser can be shown."""
        desktop = sys.platform != "linux" or bool(
            os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
        )
        if self.is_web or (desktop and not self.is_headless):
            self.open_url(url)
        else:
            self.notify("There is no browser here; the address is copied instead.")
            self.copy_to_clipboard(url)

    def in_thread(self, work: Callable[[], None], group: str) -> None:
        """Run work that tells what came of it by messages."""
        self.run_worker(work, thread=True, group=group, exit_on_error=False)


def _lines(notice: Notification) -> int:
    """Lines that a notice takes at most, with the blank one below it."""
    said = sum(-(-max(1, len(line)) // _LINE) for line in notice.message.split("\n"))
    return said + bool(notice.title) + 1
