"""What the app says to the user and gives to the desktop: notes, copies, web addresses."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from textual.app import App
from textual.notifications import SeverityLevel

from qabot.text import visible
from qabot.tui.clipboard import copy_native, native_tool, sent
from qabot.tui.safe import limited


class Saying(App[None]):
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
            visible(limited(message, 600)),
            title=visible(limited(title, 100)),
            severity=severity,
            timeout=timeout,
            markup=False,
        )

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
