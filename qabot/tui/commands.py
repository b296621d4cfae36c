"""The one registry of commands: it feeds slash commands, keys, palette, help and footer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Command:
    """Something the user can tell the chat to do.

    ``name`` is the slash command and the id of the key binding; the screen's method
    ``command_<name>(argument)`` does it.
    """

    name: str
    title: str
    help: str
    argument: str = ""
    """What may follow the slash command; empty: nothing does."""
    key: str = ""
    footer: str = ""
    """Word in the footer; empty: not shown there."""
    slash: bool = True
    """False: a key and a palette entry only."""

    @property
    def usage(self) -> str:
        return f"/{self.name} {self.argument}".rstrip()


COMMANDS: tuple[Command, ...] = (
    Command(
        "add",
        "Add articles",
        "Add files, folders or web addresses",
        argument="PATH or URL…",
    ),
    Command("articles", "Articles", "Sort, filter, read, remove, re-read, add", argument="WORDS"),
    Command(
        "remove",
        "Remove an article",
        "Remove the open article, or by number or words",
        argument="[NUMBER or WORDS]",
    ),
    Command("new", "New thread", "Clear the chat and start afresh", key="ctrl+n", footer="new"),
    Command(
        "threads",
        "Threads",
        "Saved conversations: find, go on, rename, delete",
        argument="WORDS",
        key="ctrl+o",
        footer="threads",
    ),
    Command("rename", "Rename the thread", "Give this thread a title", argument="TITLE"),
    Command("why", "Why this answer", "What was searched, found, and how it ranked"),
    Command("again", "Ask again", "The last question, of the articles as they are now"),
    Command("widen", "Drop the filters", "Ask again without its dates and outlets"),
    Command(
        "export",
        "Export the thread",
        "Write this thread to a file: Markdown, or .json",
        argument="[FILE]",
    ),
    Command(
        "copy",
        "Copy the answer",
        "Copy the latest answer, with sources as footnotes",
        argument="[sources]",
    ),
    Command(
        "source",
        "Show or hide the source",
        "Show or hide the source beside the chat",
        key="ctrl+b",
        footer="source",
        slash=False,
    ),
    Command(
        "edit",
        "Write in your editor",
        "Write the question in your own editor",
        key="ctrl+g",
        slash=False,
    ),
    Command(
        "jump",
        "Go to a place",
        "A letter on every place; press one to go there",
        key="ctrl+l",
        slash=False,
    ),
    Command("model", "Model", "Which model writes the answers; none quotes", argument="[NAME]"),
    Command("settings", "Settings", "See and change all settings", argument="[WORDS]", key="f2"),
    Command(
        "theme", "Light or dark", "Between light and dark, or a theme by name", argument="[NAME]"
    ),
    Command("help", "Help", "Keys and commands", key="f1", footer="help"),
    Command("quit", "Quit", "Leave qabot", key="ctrl+q"),
)

BY_NAME: dict[str, Command] = {command.name: command for command in COMMANDS}


def bindings(commands: Iterable[Command] = COMMANDS) -> list[Binding]:
    """Key bindings of the commands that have a key. A key map refers to them by command name."""
    return [
        Binding(
            command.key,
            f"command('{command.name}')",
            command.footer or command.title,
            show=bool(command.footer),
            tooltip=command.help,
            id=command.name,
        )
        for command in commands
        if command.key
    ]


def parse(text: str) -> tuple[str, str] | None:
    """Name and argument of a slash command, or None if ``text`` does not look like one.

    A path such as ``/home/ana/x.md`` is none: a name has letters only.
    """
    stripped = text.strip()
    if not stripped.startswith("/"):
        return None
    name, _, argument = stripped[1:].partition(" ")
    if not name.isalpha():
        return None
    return name.lower(), argument.strip()


def matching(text: str) -> list[Command]:
    """Slash commands for what is typed so far: those that start with it, then those that have
    it inside, then those that hold its letters in order."""
    if not text.startswith("/") or " " in text or "\n" in text:
        return []
    typed = text[1:].lower()
    slashes = [command for command in COMMANDS if command.slash]
    first = [command for command in slashes if command.name.startswith(typed)]
    first += [c for c in slashes if c not in first and typed in c.name]
    return first + [c for c in slashes if c not in first and in_order(typed, c.name)]


def in_order(letters: str, name: str) -> bool:
    """Whether a name holds these letters, in this order."""
    rest = iter(name)
    return bool(letters) and all(letter in rest for letter in letters)
