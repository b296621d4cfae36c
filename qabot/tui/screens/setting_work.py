"""What the screen of settings asks and changes: in threads, answered by messages."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from textual.message import Message

from qabot.domain import QabotError
from qabot.tui.protocol import SettingLike, SettingsLike
from qabot.tui.safe import short_path
from qabot.tui.setting_rows import effect, rows_of
from qabot.tui.tasks import Trouble, trouble

if TYPE_CHECKING:
    from qabot.tui.screens.settings import SettingsScreen


class SettingsRead(Message):
    """The settings as they are now, or why they cannot be read."""

    def __init__(self, rows: list[SettingLike], trouble: Trouble | None = None) -> None:
        super().__init__()
        self.rows, self.trouble = rows, trouble


class SettingWritten(Message):
    """A setting was changed, or why it was not. ``value`` is what counts now."""

    def __init__(
        self,
        row: SettingLike,
        said: str = "",
        value: str = "",
        keys: dict[str, str] | None = None,
        trouble: Trouble | None = None,
    ) -> None:
        super().__init__()
        self.row, self.said, self.value, self.trouble = row, said, value, trouble
        self.keys = keys or {}


class SettingWork:
    """Work for one screen of settings."""

    def __init__(self, screen: SettingsScreen) -> None:
        self._screen = screen
        self._one = Lock()

    def read(self) -> None:
        self._screen.in_thread(self._read)

    def save(self, row: SettingLike, text: str) -> None:
        """Set a setting; empty text: take it out."""
        self._screen.in_thread(lambda: self._write(row, text or None))

    def reset(self, row: SettingLike) -> None:
        """Take a setting back to its default."""
        self._screen.in_thread(lambda: self._write(row, None))

    def take_effect(self, message: SettingWritten) -> None:
        """In the UI thread: what counts at once."""
        app = self._screen.qabot
        if message.row.path[0] == "theme":
            app.theme_set(message.value)
        elif message.row.path[0] == "keys":
            app.keys_set(message.keys)
        elif message.row.path[0] == "model":
            app.show_model()

    # In the thread:

    def _read(self) -> None:
        try:
            with self._one:
                rows = rows_of(self._screen.qabot.editor())
            self._screen.post_message(SettingsRead(rows))
        except Exception as error:
            said = trouble("The settings could not be read", error)
            self._screen.post_message(SettingsRead([], said))

    def _write(self, row: SettingLike, text: str | None) -> None:
        try:
            with self._one:
                message = self._written(self._screen.qabot.editor(), row, text)
        except Exception as error:
            message = SettingWritten(row, trouble=trouble(f"{row.name} was not changed", error))
        self._screen.post_message(message)

    def _written(
        self, settings: SettingsLike, row: SettingLike, text: str | None
    ) -> SettingWritten:
        library = self._screen.qabot.library
        if text and row.path == ("model",) and library is not None:
            library.use_model(text, reached=True)
        file = settings.reset(row.path) if text is None else settings.save(row.path, text)
        entries = settings.entries()
        now = next((entry for entry in entries if entry.path == row.path), None)
        if library is not None and row.path[0] in ("quoting", "writing"):
            library.use_settings(settings.settings())
        if not text and row.path == ("model",) and library is not None:
            library.use_model(settings.settings().model)
        if file is None:
            raise QabotError(f"{row.name} is not set in a file.", "It is as it was.")
        verb = "saved in" if text is not None else "taken out of"
        keys = {entry.path[1]: entry.value for entry in entries if entry.path[0] == "keys"}
        value = now.value if now is not None else ""
        return SettingWritten(row, f"{verb} {short_path(str(file))}; it {effect(row)}", value, keys)
