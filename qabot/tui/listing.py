"""The table of articles as values: columns, order, filter, state. No widgets here."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from qabot.domain import ArticleRow

Column = Literal["number", "title", "outlet", "date", "added", "passages", "state"]
COLUMNS: tuple[Column, ...] = (
    "number",
    "title",
    "outlet",
    "date",
    "added",
    "passages",
    "state",
)
_DOWN: frozenset[Column] = frozenset({"date", "added", "passages", "state"})
"""What is of interest first in these is the newest, the most, the least ready."""

READY, WAITING, OUTDATED = "ready", "by words", "outdated"
STATES: dict[str, str] = {
    READY: "",
    WAITING: "Found by words so far; its passages are still to be understood by meaning.",
    OUTDATED: "Its file cannot be read now, so this is what it said before",
}
"""What a state means. That of an article whose file fails ends with the reason."""


@dataclass(frozen=True, slots=True)
class Order:
    """By which column, and whether from its far end."""

    column: Column = "date"
    reverse: bool = False

    @property
    def falls(self) -> bool:
        """Whether the largest is first."""
        return (self.column in _DOWN) is not self.reverse

    def by(self, column: Column) -> Order:
        """The order after this column was chosen: chosen again, it turns round."""
        return Order(column, column == self.column and not self.reverse)

    def beside(self, by: int) -> Order:
        """By the column to the right (1) or left (-1)."""
        return Order(COLUMNS[(COLUMNS.index(self.column) + by) % len(COLUMNS)])

    def turned(self) -> Order:
        return Order(self.column, not self.reverse)


def state_of(row: ArticleRow, failures: Mapping[str, str]) -> str:
    """How far an article can be used. ``failures``: why files could not be read, by path."""
    # A file of many fails by the line: that says nothing of its other articles.
    if not row.key and row.path in failures:
        return OUTDATED
    return READY if row.embedded >= row.passages else WAITING


def ordered(
    rows: Sequence[ArticleRow], order: Order, failures: Mapping[str, str]
) -> list[ArticleRow]:
    """The rows in this order; what is unknown last. Equal ones stay as they were."""
    keys: dict[Column, Callable[[ArticleRow], Any]] = {
        "number": lambda row: row.number,
        "title": lambda row: row.title.casefold(),
        "outlet": lambda row: row.source.casefold(),
        "date": lambda row: row.published,
        "added": lambda row: row.added,
        "passages": lambda row: row.passages,
        "state": lambda row: list(STATES).index(state_of(row, failures)),
    }
    known, unknown = list(rows), []
    if order.column in ("outlet", "date"):
        blank = "" if order.column == "outlet" else None
        name = "source" if order.column == "outlet" else "published"
        known = [row for row in rows if getattr(row, name) != blank]
        unknown = [row for row in rows if getattr(row, name) == blank]
    known.sort(key=keys[order.column], reverse=order.falls)
    return known + unknown


class Filter:
    """Rows that have all the words somewhere. Remembers what is looked at in each."""

    def __init__(self) -> None:
        self._texts: dict[int, str] = {}

    def forget(self) -> None:
        """The rows may have changed."""
        self._texts.clear()

    def __call__(self, rows: Sequence[ArticleRow], words: str) -> Sequence[ArticleRow]:
        wanted = words.casefold().split()
        if not wanted:
            return rows
        return [row for row in rows if all(word in self._text(row) for word in wanted)]

    def _text(self, row: ArticleRow) -> str:
        text = self._texts.get(row.number)
        if text is None:
            day = row.published
            said = f"{day.day} {day:%B %Y} {day}" if day else ""
            text = f"{row.title} {row.source} {said} {row.path}".casefold()
            self._texts[row.number] = text
        return text


def written(day: date | None) -> str:
    """``12 May 2024``."""
    return f"{day.day} {day:%b %Y}" if day else "no date"


def when(moment: float, now: float) -> str:
    """The time of day for today, else the day. Both are seconds since the epoch."""
    then, today = time.localtime(moment), time.localtime(now)
    if then[:3] == today[:3]:
        return time.strftime("%H:%M", then)
    return f"{then.tm_mday} {time.strftime('%b %Y', then)}"
