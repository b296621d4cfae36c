"""Figures that stand in what is cited but are put to another thing there."""

from __future__ import annotations

from collections.abc import Sequence

from qabot.grounding.levels import other_margin, other_multiple, turned_level
from qabot.grounding.parts import all_for_some, other_noun, whole_for_part
from qabot.grounding.swapped import fated, swapped
from qabot.grounding.values import Problem


def check_figures(sentence: str, cited: Sequence[str]) -> Problem | None:
    """The first figure of a bare sentence that is of something else in its bare cited ones."""
    if words := other_multiple(sentence, cited) or other_margin(sentence, cited):
        return Problem("number", f"\u201c{words}\u201d is not in what it cites")
    for found in (turned_level, swapped, fated, whole_for_part, all_for_some, other_noun):
        if number := found(sentence, cited):
            words = sentence[number.start : number.end]
            return Problem(
                "number", f"\u201c{words}\u201d is said of something else in what it cites"
            )
    return None
