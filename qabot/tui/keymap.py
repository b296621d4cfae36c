"""Keys of the user's own: ``[keys]`` in qabot.toml, each an action and its key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from textual.binding import Binding
from textual.dom import DOMNode

from qabot.domain import QabotError


def check_keys(keys: Mapping[str, str]) -> None:
    """Raise ``QabotError`` if a name in the key map is none of ours."""
    known = {name: binding.key for name, binding in all_bindings().items()}
    for name, key in keys.items():
        if name not in known:
            near = get_close_matches(name, known, 3)
            hint = (
                f"Did you mean {' or '.join(near)}?"
                if near
                else f"There are {', '.join(sorted(known))}."
            )
            raise QabotError(f"There is no action {name} that could have a key.", hint)
        if not key.strip():
            raise QabotError(f"The key of {name} is empty.", f"It is {known[name]} by default.")


def all_bindings() -> dict[str, Binding]:
    """Every action that has a key, by the name that a key map calls it, with its own key."""
    return {binding.id: binding for binding in bindings_of(_keyed()) if binding.id}


def bindings_of(classes: list[type[DOMNode]]) -> Iterator[Binding]:
    """All bindings that can be changed."""
    for kind in classes:
        for base in kind.__mro__:
            for binding in base.__dict__.get("BINDINGS", ()):
                if isinstance(binding, Binding) and binding.id:
                    yield binding


def _keyed() -> list[type[DOMNode]]:
    """Everything whose keys can be changed. Imported only when there is a key map."""
    from qabot.tui.app import QabotApp
    from qabot.tui.screens.articles import ArticlesScreen
    from qabot.tui.screens.chat import ChatScreen
    from qabot.tui.screens.confirm import ConfirmScreen
    from qabot.tui.screens.failures import FailuresScreen
    from qabot.tui.screens.help import HelpScreen
    from qabot.tui.screens.jumping import JumpScreen
    from qabot.tui.screens.models import ModelsScreen
    from qabot.tui.screens.picking import PickingScreen
    from qabot.tui.screens.settings import SettingsScreen
    from qabot.tui.screens.threads import ThreadsScreen
    from qabot.tui.screens.why import WhyScreen
    from qabot.tui.widgets.article_table import ArticleTable
    from qabot.tui.widgets.failure_list import FailureList
    from qabot.tui.widgets.finder import Finder
    from qabot.tui.widgets.folder_list import FolderList
    from qabot.tui.widgets.hit_list import HitList
    from qabot.tui.widgets.model_list import ModelList
    from qabot.tui.widgets.note_view import NoteView
    from qabot.tui.widgets.prompt import Prompt
    from qabot.tui.widgets.setting_input import SettingInput
    from qabot.tui.widgets.setting_list import SettingList
    from qabot.tui.widgets.source_pane import SourcePane
    from qabot.tui.widgets.thread_list import ThreadList
    from qabot.tui.widgets.turn_view import TurnView
    from qabot.tui.widgets.welcome import Welcome

    screens: list[type[DOMNode]] = [QabotApp, ChatScreen, ArticlesScreen, ThreadsScreen, WhyScreen]
    dialogs: list[type[DOMNode]] = [ConfirmScreen, HelpScreen, FailuresScreen, PickingScreen]
    widgets: list[type[DOMNode]] = [Prompt, TurnView, NoteView, SourcePane, Finder, Welcome]
    lists: list[type[DOMNode]] = [ArticleTable, ThreadList, HitList, FailureList, FolderList]
    settings: list[type[DOMNode]] = [SettingsScreen, SettingList, SettingInput]
    others: list[type[DOMNode]] = [ModelsScreen, ModelList, JumpScreen]
    return [*screens, *dialogs, *widgets, *lists, *settings, *others]
