"""The drawer of models: what can write the answers, and none."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key, Paste
from textual.screen import ModalScreen
from textual.widgets import Static

from qabot.tui.completing import fuzzy
from qabot.tui.modelling import QUOTING, ModelsListed, list_models
from qabot.tui.protocol import LibraryLike
from qabot.tui.safe import join, plain, shorten
from qabot.tui.widgets.key_bar import KeyBar
from qabot.tui.widgets.model_list import ModelList, ModelRow


class ModelsScreen(ModalScreen[str | None]):
    """Ends with the name of a model, ``none``, or None if nothing is to change."""

    CSS_PATH = "models.tcss"
    BINDING_GROUP_TITLE = "Models"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="models.back"),
        Binding("f1", "app.help", "help", tooltip="Keys and commands", id="models.help"),
        Binding("backspace", "rub_out", "Shorten the filter", show=False, id="models.rub_out"),
    ]

    def __init__(self, library: LibraryLike) -> None:
        super().__init__()
        self._library = library
        self._words = ""
        self._names: list[str] = []
        self._said = "asking the servers of models"

    def compose(self) -> ComposeResult:
        with Vertical(id="models"):
            yield Static(id="models-head", markup=False)
            yield ModelList(id="models-list")
            yield Static(id="models-said", markup=False)
            yield KeyBar(id="models-keys")

    def on_mount(self) -> None:
        self._show()
        self.run_worker(
            lambda: self.post_message(list_models(self._library)), thread=True, exit_on_error=False
        )

    @on(ModelsListed)
    def listed(self, message: ModelsListed) -> None:
        self._names, self._said = message.names, message.said
        self._show()

    def _show(self) -> None:
        present = self._library.model
        names = list(dict.fromkeys([*([present] if present else []), *self._names]))
        rows = [ModelRow(QUOTING, "quote the articles")]
        rows += [ModelRow(name, "writes now" if name == present else "") for name in names]
        if self._words:
            rows = fuzzy(rows, self._words, lambda row: row.name)
            if ":" in self._words and self._words not in (row.name for row in rows):
                rows.append(ModelRow(self._words, "as typed"))
        models = self.query_one(ModelList)
        if not models.rows:
            models.rows = [ModelRow(present or QUOTING)]  # the cursor begins at what writes now
        models.show(rows)
        head = [plain("Models", "bold $accent"), plain("   ")]
        if self._words:
            head += [plain("filter: ", "$text-muted"), plain(shorten(self._words, 40), "bold")]
        else:
            head.append(plain("type to filter, or a whole name", "$text-muted"))
        self.query_one("#models-head", Static).update(join(head))
        said = self._said
        if not rows:
            said = "Names are ollama:NAME, openai:NAME, anthropic:NAME, openai:NAME@ADDRESS."
        self.query_one("#models-said", Static).update(plain(said, "$text-muted"))

    @on(ModelList.Opened)
    def opened(self, message: ModelList.Opened) -> None:
        self.dismiss(message.row.name)

    def on_key(self, event: Key) -> None:
        if event.is_printable and event.character is not None:
            event.stop()
            self._filter(self._words + event.character)

    def on_paste(self, event: Paste) -> None:
        event.stop()
        self._filter(self._words + event.text.strip())

    def _filter(self, words: str) -> None:
        self._words = "".join(words.split())[:200]
        self._show()

    def action_rub_out(self) -> None:
        self._filter(self._words[:-1])

    def action_back(self) -> None:
        """Clear the filter, else close."""
        if self._words:
            self._filter("")
        else:
            self.dismiss(None)
