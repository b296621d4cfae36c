"""Keys of the user's own: ``[keys]`` in qabot.toml, each an action and its key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import combinations

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import _normalize_key_list

from qabot.domain import QabotError

Place = tuple[type[DOMNode], ...]


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
    """Everything whose keys can be changed."""
    return list(dict.fromkeys(kind for place in _places() for kind in place))


def clashes(keys: Mapping[str, str]) -> list[str]:
    """What is wrong with a key map in which two actions of one place have the same key."""
    mine = {name: _parts(key) for name, key in keys.items()}
    said: dict[str, None] = {}
    for place in _places():
        held: dict[str, dict[str, Binding]] = {}
        for binding in _all_of(place):
            for key in mine.get(binding.id or "", _parts(binding.key)):
                held.setdefault(key, {}).setdefault(_called(binding), binding)
        for key, both in held.items():
            for pair in combinations(both, 2):
                name, other = sorted(pair, key=lambda one: one not in mine)
                own = set(_parts(both[name].key)) & set(_parts(both[other].key))
                if name in mine and not own:
                    said[f"{key} is the key of {name} and of {other}: only one of them acts."] = (
                        None
                    )
    return list(said)


def _parts(keys: str) -> list[str]:
    return _normalize_key_list(keys).split(",")


def _called(binding: Binding) -> str:
    """Its name in a key map; what Textual's text fields bind has none."""
    return binding.id or "the text field"


def _all_of(place: Place) -> Iterator[Binding]:
    """From the innermost outwards, those of Textual's text fields too."""
    for kind in reversed(place):
        for base in kind.__mro__:
            for binding in base.__dict__.get("BINDINGS", ()):
                if isinstance(binding, Binding):
                    yield binding


def _places() -> list[Place]:
    """What is shown together, from the app to the pane that has the focus. Imported only when
    there is a key map."""
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
    from qabot.tui.widgets.article_view import ArticleView
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

    inside: list[Place] = [(Prompt,), (TurnView,), (NoteView,), (Welcome,)]
    inside += [(SourcePane, ArticleView), (SourcePane, Finder)]
    screens: list[Place] = [
        (ArticlesScreen, ArticleTable),
        (ArticlesScreen, ArticleView),
        (FailuresScreen, FailureList),
        (WhyScreen, HitList),
        (SettingsScreen, SettingList),
        (SettingsScreen, SettingInput),
    ]
    # The app's keys do not work behind these.
    dialogs: list[Place] = [(ThreadsScreen, ThreadList), (PickingScreen, FolderList)]
    dialogs += [(ModelsScreen, ModelList), (ConfirmScreen,), (HelpScreen,), (JumpScreen,)]
    app: Place = (QabotApp,)
    chat: Place = (QabotApp, ChatScreen)
    return [*(chat + pane for pane in inside), *(app + screen for screen in screens), *dialogs]
