"""What the user has chosen: theme, keys, model and settings, and what a change of them does."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from textual.binding import Binding
from textual.theme import Theme

from qabot.domain import QabotError
from qabot.tui import themes
from qabot.tui.keymap import check_keys, clashes
from qabot.tui.modelling import ModelSwitched, switch_model
from qabot.tui.protocol import LibraryLike, SettingsLike
from qabot.tui.remembering import remember_theme, remembered_theme
from qabot.tui.screens.chat import ChatScreen
from qabot.tui.tasks import Trouble
from qabot.tui.widgets.status_line import StatusLine
from qabot.tui.working import Working

_KEY_NAMES = {
    "escape": "esc",
    "delete": "del",
    "question_mark": "?",
    "slash": "/",
    "pageup": "pgup",
    "pagedown": "pgdn",
}


class Choosing(Working):
    """An app that its user can make their own."""

    library: LibraryLike | None

    def __init__(
        self,
        *,
        theme: str,
        keys: Mapping[str, str] | None,
        themes_kept_in: Path | None,
        settings: Callable[[], SettingsLike] | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Raises ``QabotError`` if there is no such theme, or no action that has such a key."""
        super().__init__(ChatScreen(clock), clock)
        for ours in themes.ALL:
            self.register_theme(ours)
        if theme and theme not in self.available_themes:
            raise QabotError(
                f"There is no theme named {theme}.",
                f"Choose one of: {', '.join(sorted(self.available_themes))}.",
            )
        self._themes_kept_in = themes_kept_in
        self._begin_with(theme or self._theme_of_last_time())
        self._keys = keys or {}
        if keys:
            check_keys(keys)
            self.set_keymap(dict(keys))
        self._settings = settings
        self._editor: SettingsLike | None = None

    # Theme

    def _begin_with(self, name: str) -> None:
        """Set the first theme. Assigning it would read all styles twice before the first frame."""
        theme = self.get_theme(name)
        if theme is None or theme.ansi:  # of these Textual needs to know more
            self.theme = name
            return
        self.set_reactive(Choosing.theme, name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)
        self.set_class(True, f"-theme-{name}", update=False)

    def _theme_of_last_time(self) -> str:
        fitting = themes.choose(os.environ, self.console.color_system)
        if self._themes_kept_in is None or fitting == themes.TERMINAL.name:
            return fitting  # a terminal without colours is not what a theme was chosen for
        kept = remembered_theme(self._themes_kept_in)
        return kept if kept in self.available_themes else fitting

    def keep_theme(self, theme: Theme) -> None:
        """The user chose a theme: it is the one of the next start."""
        if self._themes_kept_in is not None:
            try:
                remember_theme(self._themes_kept_in, theme.name)
            except OSError as error:
                self.notify(f"The theme was not remembered: {error}.", severity="warning")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.defaults(self.current_theme)

    # Settings

    def editor(self) -> SettingsLike:
        """The settings. Opening them takes a moment: call it in a thread."""
        if self._editor is None:
            if self._settings is None:
                raise QabotError("The settings are not open to this chat.")
            self._editor = self._settings()
        return self._editor

    def theme_set(self, name: str) -> None:
        """The setting ``theme`` was changed; empty: it was taken out."""
        self.theme = name or self._theme_of_last_time()

    def keys_set(self, keys: Mapping[str, str]) -> None:
        """The keys of the settings were changed."""
        self.set_keymap(dict(keys))

    def get_key_display(self, binding: Binding) -> str:
        return binding.key_display or _KEY_NAMES.get(binding.key, binding.key)

    def tell_clashes(self) -> None:
        """Say which keys of the user's are those of two actions. ``/settings`` saves none such."""
        found = clashes(self._keys) if self._keys else []
        if found:
            remedy = "Give one of them another key in [keys] of qabot.toml, or in /settings."
            said = Trouble("Two actions have the same key", "\n".join(found), remedy)
            self.call_later(self.tell, said)

    # Model

    def switch_model(self, name: str) -> None:
        """Let another model write from now on; empty: none. What came of it is said."""
        library = self.library
        if library is not None:
            self.in_thread(lambda: switch_model(self, library, self.editor, name), "model")

    async def on_model_switched(self, message: ModelSwitched) -> None:
        self.show_model()
        await self.chat.commands.model_switched(message)

    def show_model(self) -> None:
        """Name the model that writes in the header."""
        model = self.library.model if self.library is not None else ""
        self.chat.query_one(StatusLine).model = model
