"""A year as a filter only: "who resigned in 2024", where no article of 2024 says its year."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from qabot.domain import Answer, Chip
from qabot.retrieval.understand import Understood
from qabot.retrieval.understand.periods import GRACE

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_IN_YEAR = re.compile(r"\b(?:in|during)\s+(?:the\s+year\s+)?((?:19|20)\d\d)(?=\s*(?:[?!.,]|$))")


def by_year(asked: Understood, dropped: Collection[Chip]) -> Understood | None:
    """The question without a year that it names, which becomes a filter if it is none yet.

    Articles seldom say the year in which they come out: its words only stand in the way. None
    where no year is named so, or its filter is among ``dropped``.
    """
    for chip in asked.chips:
        if chip.kind == "date":
            kept = _YEAR.fullmatch(chip.label) and chip.words in asked.searched
            return replace(asked, searched=_without(asked.searched, chip.words)) if kept else None
    match = _IN_YEAR.search(asked.searched)
    if match is None or len(_YEAR.findall(asked.searched)) > 1:
        return None
    first = date(int(match[1]), 1, 1)
    until = date(first.year, 12, 31) + timedelta(days=GRACE["year"])
    chip = Chip("date", match[1], match[0], first, until)
    if any(chip.label == other.label for other in dropped):
        return None
    searched = _without(asked.searched, match[0])
    return replace(asked, searched=searched, chips=(*asked.chips, chip), follows=None)


def of_that_year(answer: Answer, asked: Understood) -> bool:
    """Whether the first sentence quoted names no other year than the filter's."""
    label = next(chip.label for chip in asked.chips if chip.kind == "date")
    said = answer.citations[0].quote if answer.citations else ""
    return set(_YEAR.findall(said)) <= {label}


def _without(text: str, words: str) -> str:
    left = " ".join(text.replace(words, " ").split())
    return re.sub(r"\s+(?=[?!.,])", "", left)
