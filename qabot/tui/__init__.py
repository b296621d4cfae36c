"""The terminal chat. Importing this package costs nothing; ``run`` brings Textual in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qabot.tui.protocol import LibraryLike


def run(open_library: Callable[[], LibraryLike], *, theme: str = "", resume: bool = False) -> int:
    """Show the chat until the user quits, and return the exit code.

    ``open_library`` is called in a thread after the first paint, so nothing heavy delays it.
    ``theme`` names a Textual theme or one of ``qabot.tui.themes``; empty: chosen from what
    the terminal can show. ``resume``: go on with the thread that was used last. Raises ``QabotError`` if there is no such theme.
    """
    from qabot.tui.app import QabotApp

    opened: list[LibraryLike] = []

    def open_and_note() -> LibraryLike:
        opened.append(open_library())
        return opened[-1]

    app = QabotApp(open_and_note, theme=theme, resume=resume)
    try:
        app.run()
    finally:
        # Only now: app.run joins its threads, and one of them may still be at work on it.
        for library in opened:
            library.close()
    return app.return_code or 0
