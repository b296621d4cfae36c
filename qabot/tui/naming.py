"""Names that can follow a command: threads, outlets, articles, models, settings. In threads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from textual.message import Message
from textual.theme import Theme

from qabot.domain import ArticleRow, outlet_and_day
from qabot.tui.completing import Choice
from qabot.tui.modelling import QUOTING, list_models
from qabot.tui.protocol import LibraryLike, SettingsLike, ThreadLike
from qabot.tui.themes import ALL

_MOST = 3000
"""Names that are looked through at each key."""


class NamesKnown(Message):
    """What can follow a command."""

    def __init__(self, command: str, names: Sequence[Choice]) -> None:
        super().__init__()
        self.command, self.names = command, names


def names_of(
    command: str, library: LibraryLike | None, settings: Callable[[], SettingsLike]
) -> list[Choice]:
    """What can follow a command, but for ``/threads``. Raises what the library raises."""
    if command == "copy":
        return [_choice(command, "sources", "with sources as footnotes")]
    if command == "settings":
        return [_choice(command, entry.name, entry.help) for entry in settings().entries()]
    if library is None:
        return []
    if command == "model":
        names = list_models(library).names
        listed = [_choice(command, name, "") for name in names]
        return [*listed, _choice(command, QUOTING, "quote the articles")]
    return outlets(library.rows()) if command == "articles" else numbered(library.rows())


def outlets(rows: Sequence[ArticleRow]) -> list[Choice]:
    """The outlets, those with most articles first."""
    counted = Counter(row.source for row in rows if row.source)
    return [
        _choice("articles", outlet, f"{count:,} article{'' if count == 1 else 's'}")
        for outlet, count in counted.most_common(_MOST)
    ]


def numbered(rows: Sequence[ArticleRow]) -> list[Choice]:
    """The newest articles by their numbers."""
    return [
        Choice(
            f"/remove {row.number}",
            f"{row.number} {' '.join(row.title.split())}",
            outlet_and_day(row.source, row.published),
            run=True,
        )
        for row in rows[:_MOST]
    ]


def theme_names(known: Mapping[str, Theme]) -> list[Choice]:
    """All themes, ours first."""
    ours = [theme.name for theme in ALL]
    names = [*ours, *sorted(name for name in known if name not in ours)]
    return [_choice("theme", name, "dark" if known[name].dark else "light") for name in names]


def titles(rows: Sequence[ThreadLike]) -> list[Choice]:
    """The saved threads by title, the youngest first."""
    seen = dict.fromkeys(" ".join(row.title.split()) for row in rows[:_MOST])
    return [_choice("threads", title, "") for title in seen if title]


def _choice(command: str, name: str, help: str) -> Choice:
    return Choice(f"/{command} {name}", name, help, run=True)
