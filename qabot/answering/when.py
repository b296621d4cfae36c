"""What is said of times asked for that the articles do not have."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from qabot.answering.labels import no_article
from qabot.answering.overview import overview, own_period
from qabot.domain import Answer, Chip

if TYPE_CHECKING:
    from qabot.storage.catalogue import Catalogue

_NEAREST = "{}; these are the nearest in time."


def beyond(chips: Collection[Chip], oldest: date | None, newest: date | None) -> list[Chip]:
    """The times that lie before or after all articles."""
    late = [chip for chip in chips if chip.since and newest and chip.since > newest]
    early = [
        chip
        for chip, own in zip(chips, own_period(chips), strict=True)
        if own.until and oldest and own.until < oldest
    ]
    return [*late, *early]


def said_beyond(
    chips: Sequence[Chip], answer: Answer, oldest: date | None, newest: date | None
) -> tuple[str, ...]:
    """Notices of times before or after all articles, which are no filters.

    None of a year that is past where the article cited speaks of that year itself.
    """
    said = []
    for chip in chips:
        if chip in answer.chips:
            continue
        if chip.since and newest and chip.since > newest:
            which = f"the newest is of {newest.day} {newest:%B %Y}"
        elif oldest and not _told(chip, answer):
            which = f"the oldest is of {oldest.day} {oldest:%B %Y}"
        else:
            continue
        said.append(f"{no_article([chip])}, {which}: all were searched.")
    return tuple(said)


def _told(chip: Chip, answer: Answer) -> bool:
    """Whether the first article cited speaks of the year, so that it is what was asked for."""
    if not answer.citations:
        return False
    first = answer.citations[0].article
    text = next((hit.article.text for hit in answer.hits if hit.article.number == first), "")
    return any(year in text for year in re.findall(r"(?:19|20)\d\d", chip.label))


def said_of_preference(chip: Chip | None, answer: Answer) -> tuple[str, ...]:
    """A notice, where a time that was only preferred is not the time of any article cited."""
    if chip is None or not answer.answered:
        return ()
    since, until = chip.since or date.min, chip.until or date.max
    days = [citation.published for citation in answer.citations]
    if any(day is None or since <= day <= until for day in days):
        return ()
    return (f"None of this is from {chip.label}.",)


def nearest_in_time(
    catalogue: Catalogue, chips: Collection[Chip], question: str, searched: str, most: int
) -> Answer | None:
    """Nothing, for a time of which there is no article: with what came out nearest to it.

    None if no article has a date.
    """
    asked = next((chip for chip in chips if chip.kind == "date"), None)
    if asked is None:
        return None
    sources = [chip.source for chip in chips if chip.source]
    allowed = list(catalogue.numbers_where(sources=sources)) if sources else None
    dated = [(row.published, row.number) for row in catalogue.rows(allowed) if row.published]
    dated.sort(key=lambda row: _days_off(row[0], asked))
    told = overview(catalogue, [number for _, number in dated[:most]], question, searched, most)
    if told is None:
        return None
    said = _NEAREST.format(no_article(chips))
    nearest = sorted(told.citations, key=lambda cited: _days_off(cited.published, asked))
    # Without hits, from which a model would write of another time.
    return replace(
        told,
        statements=(),
        citations=(),
        nearest=tuple(replace(cited, number=n) for n, cited in enumerate(nearest, start=1)),
        answered=False,
        confidence=0.0,
        chips=tuple(chips),
        notices=(said,),
        hits=(),
    )


def _days_off(day: date | None, asked: Chip) -> int:
    if day is None:
        return date.max.toordinal()
    if asked.since and day < asked.since:
        return (asked.since - day).days
    if asked.until and day > asked.until:
        return (day - asked.until).days
    return 0
