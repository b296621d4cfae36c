"""All settings: found, explained, checked as they are typed, saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key, Paste
from textual.screen import Screen
from textual.widgets import Input, Static

from qabot.text import visible
from qabot.tui.protocol import SettingLike
from qabot.tui.safe import first_words, join, one_line, plain, shorten
from qabot.tui.screens.setting_work import SettingsRead, SettingWork, SettingWritten
from qabot.tui.setting_rows import effect, matching, origin, problem_of
from qabot.tui.widgets.key_bar import KeyBar
from qabot.tui.widgets.setting_input import SettingInput
from qabot.tui.widgets.setting_list import SettingList

if TYPE_CHECKING:
    from qabot.tui.app import QabotApp


class SettingsScreen(Screen[None]):
    """A list of settings; below it what the picked one is for, and the line to change it in."""

    CSS_PATH = "settings.tcss"
    BINDING_GROUP_TITLE = "Settings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="settings.back"),
        Binding("f1", "help", "help", tooltip="Keys and commands", id="settings.help"),
        Binding("backspace", "rub_out", "Shorten the search", show=False, id="settings.rub_out"),
        Binding("ctrl+u", "clear", "Clear the search", show=False, id="settings.clear"),
    ]

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._words = words
        self._rows: list[SettingLike] = []
        self._loaded = False
        self._editing: SettingLike | None = None
        self._hidden = False
        """Whether its value is not shown in the line."""
        self._work = SettingWork(self)

    @property
    def qabot(self) -> QabotApp:
        return cast("QabotApp", self.app)

    def compose(self) -> ComposeResult:
        yield Static(id="settings-head", markup=False)
        yield SettingList(id="settings-list")
        yield Static(id="settings-about", markup=False)
        with Horizontal(id="settings-edit"):
            yield Static(id="settings-name", markup=False)
            yield SettingInput(id="settings-value")
        yield Static(id="settings-said", markup=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self._show()
        self._work.read()

    @property
    def list(self) -> SettingList:
        return self.query_one(SettingList)

    @property
    def input(self) -> SettingInput:
        return self.query_one(SettingInput)

    # What is shown

    @on(SettingsRead)
    def settings_read(self, message: SettingsRead) -> None:
        self._loaded = True
        self._rows = message.rows
        self._show()
        if message.trouble is not None:
            self._say(f"{message.trouble.message} {message.trouble.remedy}", error=True)

    def _show(self) -> None:
        rows = matching(self._rows, self._words)
        self.list.show(rows)
        parts = [plain("Settings", "bold $accent"), plain("   ")]
        if self._words:
            parts += [plain("search: ", "$text-muted"), plain(shorten(self._words, 40), "bold")]
        else:
            parts.append(plain("type to search" if self._loaded else "reading", "$text-muted"))
        self.query_one("#settings-head", Static).update(join(parts))
        self._tell_about()

    @on(SettingList.Pointed)
    def pointed(self) -> None:
        self._say("")
        self._tell_about()

    def _tell_about(self) -> None:
        row = self.list.picked
        if row is None:
            nothing = "No setting has these words." if self._loaded else ""
            self.query_one("#settings-about", Static).update(plain(nothing, "$text-muted"))
            return
        lines = [plain(first_words(row.help, 400))]
        default = f"default: {first_words(row.default, 80) or 'not set'}"
        lines.append(plain(f"{row.wanted} · {default} · {effect(row)}", "$text-muted"))
        if row.origin != "default":
            word = "by" if row.fixed else "in"
            lines.append(one_line(f"set {word} {origin(row)}", "$text-muted"))
        if row.problem:
            lines.append(one_line(row.problem, "$error"))
        self.query_one("#settings-about", Static).update(join(lines, "\n"))

    def _say(self, text: str, *, error: bool = False) -> None:
        said = one_line(first_words(text, 300), "$error" if error else "$text-muted")
        self.query_one("#settings-said", Static).update(said if text else Content(""))

    # Searching

    def on_key(self, event: Key) -> None:
        if self._editing is None and event.is_printable and event.character is not None:
            event.stop()
            self._search(self._words + event.character)

    def on_paste(self, event: Paste) -> None:
        event.stop()
        self._search(self._words + " ".join(event.text.split()))

    def _search(self, words: str) -> None:
        self._words = words[:200]
        self._say("")
        self._show()
        self.list.cursor = 0

    def action_rub_out(self) -> None:
        self._search(self._words[:-1])

    def action_clear(self) -> None:
        self._search("")

    def action_back(self) -> None:
        """Clear the search, else close."""
        if self._words:
            self._search("")
        else:
            self.dismiss()

    # Changing

    @on(SettingList.Changing)
    def change(self, message: SettingList.Changing) -> None:
        row = message.row
        if row.fixed:
            self._say(row.fixed, error=True)
        elif row.switch:
            self._work.save(row, "no" if row.value == "yes" else "yes")
        else:
            self._editing = row
            self.query_one("#settings-edit").add_class("-open")
            self.query_one("#settings-name", Static).update(plain(f"{row.name}  "))
            # What is masked, or no text for a terminal, is typed anew.
            self._hidden = row.masked or visible(row.value) != row.value
            self.input.password = row.masked and row.value.strip("…") == ""
            self.input.value = "" if self._hidden else row.value
            self.input.placeholder = row.wanted
            self.input.focus()
            self._check()

    @on(Input.Changed)
    def typed(self) -> None:
        self._check()

    def _check(self) -> str:
        row = self._editing
        if row is None:
            return ""
        problem = problem_of(
            self.qabot.editor(),
            row,
            self.input.value,
            rows=self._rows,
            themes=self.qabot.available_themes,
            library=self.qabot.library,
        )
        self._say(problem, error=True)
        return problem

    @on(SettingInput.Saving)
    def save(self) -> None:
        row, text = self._editing, self.input.value.strip()
        if row is None or self._check():
            return
        # What is as it was, or was not shown, is not changed by a slip.
        if text != ("" if self._hidden else row.value):
            self._work.save(row, text)
        self._leave()

    @on(SettingInput.Left)
    def left(self) -> None:
        self._leave()
        self._say("")

    def _leave(self) -> None:
        self._editing = None
        self.query_one("#settings-edit").remove_class("-open")
        self.input.value = ""
        self.list.focus()

    @on(SettingList.Resetting)
    def reset(self, message: SettingList.Resetting) -> None:
        if message.row.fixed:
            self._say(message.row.fixed, error=True)
        else:
            self._work.reset(message.row)

    @on(SettingWritten)
    def written(self, message: SettingWritten) -> None:
        if message.trouble is not None:
            self._say(f"{message.trouble.message} {message.trouble.remedy}", error=True)
            return
        self._work.take_effect(message)
        self._work.read()
        self._say(message.said)

    def action_help(self) -> None:
        from qabot.tui.screens.help import help_of

        self.app.push_screen(help_of(self))

    def in_thread(self, work: Callable[[], object]) -> None:
        """Run work that tells what came of it by messages, one after the other."""
        self.run_worker(work, thread=True, group="settings", exit_on_error=False)
