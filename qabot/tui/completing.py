"""What the prompt can complete: slash commands, paths, and names of what there is."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from qabot.tui.commands import in_order, matching, parse

Item = TypeVar("Item")

WITH_PATHS = ("add", "export")
WITH_NAMES = ("threads", "articles", "remove", "model", "settings", "copy", "theme")
_NAMES = 100
_ENTRIES = 2000
"""Entries of a folder that are looked at: a folder may hold a million files."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the popup: what it puts into the prompt, and what it means."""

    insert: str
    label: str
    help: str
    run: bool = False
    """True if it is complete: enter runs it."""


def command_choices(text: str) -> list[Choice]:
    return [
        Choice(f"/{c.name} " if c.argument else f"/{c.name}", c.usage, c.help, run=not c.argument)
        for c in matching(text)
    ]


def path_choices(text: str, limit: int = 8) -> list[Choice]:
    """Paths that go on from ``/add PA`` or ``/export PA``. Looks at the disk: call it when asked, not as typed."""
    command = parse(text)
    if command is None or command[0] not in WITH_PATHS or "\n" in text:
        return []
    typed = command[1]
    folder, start = os.path.split(os.path.expanduser(typed))
    try:
        with os.scandir(folder or ".") as entries:
            names = sorted(
                entry.name + (os.sep if entry.is_dir() else "")
                for entry in islice(entries, _ENTRIES)
                if entry.name.startswith(start) and (start or not entry.name.startswith("."))
            )
    except OSError:
        return []
    head = typed[: len(typed) - len(start)] if start else typed
    before = f"/{command[0]} {head}"
    return [Choice(f"{before}{name}", f"{head}{name}", "") for name in names[:limit]]


def named(text: str) -> str:
    """The command of a text whose argument is completed by name; empty if there is none."""
    command = text[1:].partition(" ")[0].lower() if text.startswith("/") else ""
    return command if command in WITH_NAMES and " " in text and "\n" not in text else ""


def name_choices(text: str, names: Sequence[Choice]) -> list[Choice]:
    """Names that go on from ``/model NA``; none once it is one of them."""
    typed = text.partition(" ")[2].strip()
    if any(typed.casefold() in (n.label.casefold(), _argument(n).casefold()) for n in names):
        return []
    return fuzzy(names, typed, lambda choice: choice.label)[:_NAMES]


def _argument(choice: Choice) -> str:
    return choice.insert.partition(" ")[2]


def fuzzy(items: Sequence[Item], typed: str, text: Callable[[Item], str]) -> list[Item]:
    """The items for what is typed: those that start with it, those with a word that does, those
    that have it inside, and those that hold its letters in order; each in the order given."""
    wanted = typed.strip().casefold()

    def rank(item: Item) -> int:
        name = text(item).casefold()
        if name.startswith(wanted):
            return 0
        if f" {wanted}" in re.sub(r"\W", " ", name):
            return 1
        if wanted in name:
            return 2
        return 3 if in_order(wanted.replace(" ", ""), name) else 4

    ranked = [(rank(item), item) for item in items]
    return [item for wanted_rank in range(4) for found, item in ranked if found == wanted_rank]
