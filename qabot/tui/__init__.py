"""The terminal chat. Importing this package costs nothing; ``run`` brings Textual in."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qabot.tui.protocol import LibraryLike, SettingsLike


def run(
    open_library: Callable[[], LibraryLike],
    *,
    theme: str = "",
    keys: Mapping[str, str] | None = None,
    resume: bool = False,
    settings: Callable[[], SettingsLike] | None = None,
) -> int:
    """Show the chat until the user quits, and return the exit code.

    ``open_library`` is called in a thread after the first paint, so nothing heavy delays it.
    ``theme`` names a Textual theme or one of ``qabot.tui.themes``; empty: the one that was chosen
    last, else what the terminal can show. ``keys`` maps actions to keys of the user's. ``resume``: go on with the
    thread that was last asked in. ``settings`` opens what ``/settings`` shows, in a thread.
    Raises ``QabotError`` if there is no such theme or action, and what nobody foresaw.
    """
    # Hardly anything that is made until the first frame is garbage, and looking for it takes a
    # sixth of the time to that frame. ``QabotApp.on_ready`` switches it on.
    gc.disable()
    from qabot.tui.app import QabotApp
    from qabot.tui.remembering import theme_file

    opened: list[LibraryLike] = []

    def open_and_note() -> LibraryLike:
        opened.append(open_library())
        return opened[-1]

    app = QabotApp(
        open_and_note,
        theme=theme,
        keys=keys,
        resume=resume,
        themes_kept_in=theme_file(),
        settings=settings,
    )
    try:
        app.run()
    finally:
        gc.enable()
        # Only now: app.run joins its threads, and one of them may still be at work on it.
        for library in opened:
            try:
                app.keeper.keep_early(library)
            finally:
                library.close()
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0
