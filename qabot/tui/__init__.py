"""The terminal chat. Importing this package costs nothing; ``run`` brings Textual in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qabot.tui.protocol import LibraryLike


def run(open_library: Callable[[], LibraryLike], *, theme: str = "") -> int:
    """Show the chat until the user quits, and return the exit code.

    ``open_library`` is called in a thread after the first paint, so nothing heavy delays it.
    ``theme`` names a Textual theme or one of ``qabot.tui.themes``; empty: chosen from what
    the terminal can show.
    """
    from qabot.tui.app import QabotApp

    app = QabotApp(open_library, theme=theme)
    app.run()
    return app.return_code or 0
