"""The settings as the chat shows them: those of the tree, then a key for each action."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from textual.keys import Keys

from qabot.domain import QabotError
from qabot.tui.commands import BY_NAME
from qabot.tui.keymap import all_bindings
from qabot.tui.protocol import LibraryLike, SettingLike, SettingsLike
from qabot.tui.safe import short_path
from qabot.tui.themes import no_theme

_KEYS = "keys"
_EFFECTS = {
    "theme": "counts at once",
    _KEYS: "counts at once",
    "model": "counts from the next question on",
    "quoting": "counts from the next question on",
    "writing": "counts from the next question on",
}
_MODIFIED = re.compile(r"(?:(?:ctrl|shift|alt|super|hyper|meta)\+)*(.|[a-z0-9_]+)", re.DOTALL)
_TAKEN = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+c": "copying"}


@dataclass(frozen=True, slots=True)
class KeyRow:
    """The key of an action, as a setting."""

    name: str
    path: tuple[str, ...]
    help: str
    value: str
    default: str
    origin: str
    fixed: str = ""
    wanted: str = "a key, or several with commas between"
    masked: bool = False
    switch: bool = False
    problem: str = ""


def rows_of(settings: SettingsLike) -> list[SettingLike]:
    """All settings. To be called in a thread. Raises ``QabotError``."""
    entries = settings.entries()
    found: list[SettingLike] = [entry for entry in entries if entry.path[0] != _KEYS]
    given = {entry.path[1]: entry for entry in entries if entry.path[0] == _KEYS}
    for name, binding in all_bindings().items():
        entry = given.pop(name, None)
        does = binding.tooltip or binding.description
        found.append(
            KeyRow(
                f"{_KEYS}.{name}",
                (_KEYS, name),
                f"Key for: {does[:1].lower()}{does[1:]}.",
                entry.value if entry else binding.key,
                binding.key,
                entry.origin if entry else "default",
                entry.fixed if entry else "",
            )
        )
    return [*found, *given.values()]


def matching(rows: Sequence[SettingLike], words: str) -> list[SettingLike]:
    """Rows that have all the words in name, help or value; those with them in the name first."""
    wanted = words.casefold().split()
    hits = [r for r in rows if all(w in f"{r.name} {r.help} {r.value}".casefold() for w in wanted)]
    return sorted(hits, key=lambda r: not all(word in r.name.casefold() for word in wanted))


def problem_of(
    settings: SettingsLike,
    row: SettingLike,
    text: str,
    *,
    rows: Sequence[SettingLike],
    themes: Collection[str],
    library: LibraryLike | None,
) -> str:
    """What is wrong with a text as the value of a setting; empty if nothing is."""
    text = text.strip()
    if row.path[0] == _KEYS:
        return _key_problem(row, text, rows)
    if row.path == ("theme",) and text and text not in themes:
        return no_theme(text, themes)
    if row.path == ("model",) and text and library is not None:
        try:
            library.check_model(text)
        except QabotError as error:
            return error.remedy
    if row.path == ("writing", "base_url") and text and not re.match(r"https?://[^\s/]+", text):
        return "It must begin with http:// or https://."
    return settings.check(row.path, text)


def effect(row: SettingLike) -> str:
    """From when on a change of it counts."""
    return _EFFECTS.get(row.path[0], "counts from the next start on")


def origin(row: SettingLike) -> str:
    """Where its value is from, short."""
    return short_path(row.origin)


def _key_problem(row: SettingLike, text: str, rows: Sequence[SettingLike]) -> str:
    known = {key.value for key in Keys}
    keys = [key.strip() for key in text.split(",")] if text != "," else [","]
    for key in keys:
        match = _MODIFIED.fullmatch(key)
        if match is None or (len(match[1]) > 1 and match[1] not in known):
            return f"There is no key {key!r}. Keys are such as ctrl+t, f5, or home."
        if key in _TAKEN:
            return f"{key} is {_TAKEN[key]} in a terminal."
    if row.path[1] in BY_NAME:
        for other in rows:
            same = other.path[0] == _KEYS and other.path[1] in BY_NAME and other.path != row.path
            if same and {k.strip() for k in other.value.split(",")} & set(keys):
                return f"That is the key of {other.path[1]}."
    return ""
