"""Which model writes the answers: the list of them, and switching. In threads; told by messages."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App
from textual.message import Message

from qabot.domain import QabotError
from qabot.tui.protocol import LibraryLike, SettingsLike
from qabot.tui.tasks import Trouble, trouble

QUOTING = "none"
"""What is typed, and listed, for no model."""
_PATH = ("model",)


class ModelSwitched(Message):
    """Another model writes now, or why not; and where that is remembered, or why it is not."""

    def __init__(
        self, name: str, remembered: str = "", unsaved: str = "", trouble: Trouble | None = None
    ) -> None:
        super().__init__()
        self.name, self.trouble = name, trouble
        self.remembered, self.unsaved = remembered, unsaved


class ModelsListed(Message):
    """The models that can be used now. ``said`` is what there is to say of the list."""

    def __init__(self, names: list[str], said: str) -> None:
        super().__init__()
        self.names, self.said = names, said


def switch_model(
    app: App[None], library: LibraryLike, editor: Callable[[], SettingsLike], name: str
) -> None:
    """Use a model from the next question on, and remember it."""
    try:
        full = library.use_model(name, reached=True)
    except Exception as error:
        said = trouble("The model was not switched", error)
        app.post_message(ModelSwitched(library.model, trouble=said))
        return
    try:
        app.post_message(ModelSwitched(full, *_remembered(editor(), name)))
    except QabotError as error:
        app.post_message(ModelSwitched(full, unsaved=str(error)))


def _remembered(settings: SettingsLike, name: str) -> tuple[str, str]:
    """Where it is remembered, and what the next start takes instead, if it does."""
    entry = next(one for one in settings.entries() if one.path == _PATH)
    if entry.fixed:
        return "", f"The next start does not know of it. {entry.fixed}"
    file = settings.save(_PATH, name) if name else settings.reset(_PATH)
    if not name and next(e for e in settings.entries() if e.path == _PATH).value:
        file = settings.save(_PATH, "")  # another file still names one
    return str(file or ""), ""


def list_models(library: LibraryLike) -> ModelsListed:
    """What can be used. Asks servers: call it in a thread."""
    try:
        names = library.models()
    except QabotError as error:
        return ModelsListed([], str(error))
    said = "" if names else "No server of models answers. `ollama serve` starts Ollama."
    return ModelsListed(names, said)
