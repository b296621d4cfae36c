"""The passages that an answer was chosen from, with their scores."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from textual.message import Message

from qabot.domain import Hit, outlet_and_day
from qabot.tui.widgets.line_list import LetterList, fit

_NARROW = 80
"""Cells below which outlet and day are left out."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage, its place, and the citations that stand in it."""

    place: int
    hit: Hit
    cited: tuple[int, ...]


class HitList(LetterList):
    """Passages, best first."""

    HELP = "What was found, best first. enter reads the passage in its article."
    BINDING_GROUP_TITLE = "Passages"
    HEAD = 1

    class Opened(Message):
        """A passage is to be read."""

        def __init__(self, row: Ranked) -> None:
            super().__init__()
            self.row = row

    def key(self, row: Any) -> Hashable:
        return row.place  # type: ignore[no-any-return]

    def open(self, row: Any) -> None:
        self.post_message(self.Opened(row))

    def cells(self, row: Ranked | None, width: int) -> tuple[str, str]:
        if row is None:
            return _cells(" #", "cited", "title", "outlet", ("all", "words", "mean", "each"), width)
        hit, ranking = row.hit, row.hit.ranking
        cited = " ".join(f"[{n}]" for n in row.cited)
        outlet = outlet_and_day(
            hit.article.source,
            hit.article.published,
            page=hit.article.page_at(hit.passage.start),
        )
        if hit.also_in:
            outlet += f" +{len(hit.also_in)}"
        scores = tuple(
            "" if score is None else f"{score:.2f}"
            for score in (ranking.fused, ranking.words, ranking.meaning, ranking.rerank)
        )
        return _cells(f"{row.place:2}", cited, hit.article.title, outlet, scores, width)


def _cells(
    place: str, cited: str, title: str, outlet: str, scores: tuple[str, ...], width: int
) -> tuple[str, str]:
    left = f"{place}  {fit(cited, 8)} "
    right = "".join(score.rjust(7) for score in scores)
    if width >= _NARROW:
        right = f"  {fit(outlet, 32)}{right}"
    return left + fit(title, max(8, width - len(left) - len(right))), right
