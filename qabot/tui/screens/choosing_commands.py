"""Commands about what the user chooses: settings, model, theme, and where the focus goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qabot.tui.modelling import QUOTING, ModelSwitched
from qabot.tui.protocol import LibraryLike
from qabot.tui.safe import short_path
from qabot.tui.themes import no_theme, theme_meant
from qabot.tui.widgets.note_view import NoteView

if TYPE_CHECKING:
    from qabot.tui.screens.chat import ChatScreen


class ChoosingCommands:
    """A part of ``ChatCommands``."""

    _chat: ChatScreen

    def _library(self) -> LibraryLike | None:
        raise NotImplementedError

    def command_settings(self, argument: str) -> None:
        from qabot.tui.screens.settings import SettingsScreen

        self._chat.app.push_screen(SettingsScreen(argument))

    def command_jump(self, argument: str) -> None:
        from qabot.tui.screens.jumping import jump

        jump(self._chat)

    def command_theme(self, argument: str) -> None:
        app = self._chat.app
        meant = theme_meant(argument, app.available_themes) if argument else ""
        if meant:
            app.theme = meant
        elif argument:
            said = no_theme(argument.lower(), app.available_themes)
            self._chat.notify(said, severity="warning")
        else:
            app.theme = "qabot-light" if app.current_theme.dark else "qabot-dark"

    def command_model(self, argument: str) -> None:
        library = self._library()
        if library is None:
            return
        if argument:
            self._switch(argument)
            return
        from qabot.tui.screens.models import ModelsScreen

        self._chat.app.push_screen(ModelsScreen(library), self._switch)

    def _switch(self, name: str | None) -> None:
        if name:
            self._chat.qabot.switch_model("" if name == QUOTING else name)

    async def model_switched(self, message: ModelSwitched) -> None:
        """Say which model writes now, or in one line why not."""
        who = f"{message.name} goes on writing." if message.name else "The articles are quoted."
        if message.trouble is not None:
            said = f"{message.trouble.message} {message.trouble.remedy} {who}"
            note = NoteView(said, [], error=True, copied=str(message.trouble))
        else:
            now = f"{message.name} writes the answers from now on."
            kept = f"Remembered in {short_path(message.remembered)}." if message.remembered else ""
            note = NoteView(
                now if message.name else "The articles are quoted from now on.",
                [line for line in (kept, message.unsaved) if line],
            )
        await self._chat.transcript.append(note)
