"""Times that are filters, asked again as articles say them: without the year, with the month.

"Who resigned in 2024": no article of 2024 says its year. "What was inflation in March 2024": one of
April says "in March".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta

from qabot.domain import Answer, Chip
from qabot.retrieval.understand import Understood
from qabot.retrieval.understand.periods import GRACE

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_IN_YEAR = re.compile(r"\b(?:in|during)\s+(?:the\s+year\s+)?((?:19|20)\d\d)(?=\s*(?:[?!.,]|$))")


def otherwise(
    asked: Understood, dropped: Collection[Chip]
) -> Iterator[tuple[Understood, Callable[[Answer, Understood], bool]]]:
    """What to ask instead where nothing answers, and whether an answer to it is one."""
    if (timed := by_year(asked, dropped)) is not None:
        yield timed, of_that_year
    if (named := by_month(asked)) is not None:
        yield named, says_month


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


def by_month(asked: Understood) -> Understood | None:
    """The question with the name of the month that is its filter; None without such a filter."""
    chip = next((chip for chip in asked.chips if chip.kind == "date"), None)
    month = _MONTH.search(chip.words) if chip else None
    if month is None or re.search(rf"\b{month[0]}\b", asked.searched):
        return None
    return replace(asked, searched=f"{asked.searched.rstrip(' ?')} in {month[0]}?", follows=None)


def says_month(answer: Answer, asked: Understood) -> bool:
    """Whether the first sentence quoted names the month with which ``asked`` ends."""
    month = asked.searched.rstrip("?").rpartition(" ")[2]
    return bool(answer.citations) and month in answer.citations[0].quote


def of_that_year(answer: Answer, asked: Understood) -> bool:
    """Whether the first sentence quoted names no other year than the filter's."""
    label = next(chip.label for chip in asked.chips if chip.kind == "date")
    said = answer.citations[0].quote if answer.citations else ""
    return set(_YEAR.findall(said)) <= {label}


def _without(text: str, words: str) -> str:
    left = " ".join(text.replace(words, " ").split())
    return re.sub(r"\s+(?=[?!.,])", "", left)
