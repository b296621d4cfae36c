"""What the prompt can complete: slash commands, and paths after ``/add``."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import islice

from qabot.tui.commands import matching, parse

WITH_PATHS = ("add", "export")
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
