"""The chat in a terminal, and the way to it that is quick."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qabot.cli.chosen import Chosen
from qabot.cli.opening import looks, open_library, open_settings
from qabot.domain import QabotError


@dataclass(frozen=True, slots=True)
class ChatOptions:
    """What ``qabot`` and ``qabot chat`` take."""

    corpus: Path | None = None
    model: str | None = None
    theme: str | None = None
    resume: bool = False


def run_chat(options: ChatOptions) -> int:
    """Show the chat until the user quits; returns the exit code. Raises ``QabotError``."""
    corpus, theme = options.corpus, options.theme
    Chosen.model = options.model or Chosen.model
    shown_in_browser = "TEXTUAL_DRIVER" in os.environ
    if not shown_in_browser and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise QabotError(
            "The chat needs a terminal.", 'Use `qabot ask "…"` or `qabot chat --plain` in scripts.'
        )
    from qabot.tui import run

    shown = looks()
    if theme:
        shown["theme"] = theme
    shown["settings"] = lambda: open_settings(corpus, theme)
    return run(lambda: open_library(corpus), resume=options.resume, **shown)


def quick(words: Sequence[str]) -> ChatOptions | None:
    """The options of a plain call of the chat; None for anything else, which typer reads.

    Typer takes as long to import, and to look at all commands, as the whole chat.
    """
    values: dict[str, str] = {}
    resume = False
    rest = list(words[1:] if words[:1] == ["chat"] else words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.partition("=")
        if word in ("--resume", "-r"):
            resume = True
        elif name in _NAMES and equals and name.startswith("--"):
            values[_NAMES[name]] = value
        elif word in _NAMES and rest:
            values[_NAMES[word]] = rest.pop(0)
        else:
            return None
    if any(not value or value.startswith("-") for value in values.values()):
        return None
    corpus = Path(values["corpus"]) if "corpus" in values else None
    return ChatOptions(corpus, values.get("model"), values.get("theme"), resume)


_NAMES = {
    "--corpus": "corpus",
    "-c": "corpus",
    "--model": "model",
    "-m": "model",
    "--theme": "theme",
}
