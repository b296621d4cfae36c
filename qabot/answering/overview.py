"""Questions for whatever there is of a time or an outlet: "what happened in June 2023"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from qabot.answering.features import is_prose
from qabot.answering.quoting import cite
from qabot.domain import Answer, Article, Chip, Hit, Ranking, Span, Statement
from qabot.retrieval.words import stems, stop_stems
from qabot.text import sentences

if TYPE_CHECKING:
    from qabot.storage.catalogue import Catalogue

_FRAME = frozenset(
    stems(
        "announced anything article articles brief briefing daily day development developments "
        "event events everything going headline headlines important interesting latest main major "
        "new news newest occurred overview publish published recap recent recently report reported "
        "reports story stories summarise summarize summary today top update updates week weekly "
        "world worth wrote write"
    )
)
"""Stems of words that ask for news without saying what of."""


def is_overview(searched: str, chips: Collection[Chip], *, latest: bool) -> bool:
    """Whether a question names no topic, only a time, an outlet, or that it wants the latest."""
    asks = bool(chips) or latest
    filtered = {word for chip in chips for word in stems(chip.words)}
    return asks and all(
        word in stop_stems() or word in _FRAME or word in filtered for word in stems(searched)
    )


def overview(
    catalogue: Catalogue, chosen: Collection[int] | None, question: str, searched: str, most: int
) -> Answer | None:
    """The first sentence of each of the ``most`` newest articles of ``chosen`` (all, if None).

    None if there is no article with a date and a sentence.
    """
    rows = [
        row
        for row in catalogue.rows(None if chosen is None else list(chosen))
        if row.published is not None
    ]
    rows.sort(key=lambda row: (row.published, row.number), reverse=True)
    articles = catalogue.articles([row.number for row in rows[: most * 2]])
    leads = [
        (articles[row.number], lead)
        for row in rows[: most * 2]
        if row.number in articles and (lead := _lead(articles[row.number].text)) is not None
    ][:most]
    if not leads:
        return None
    citations = tuple(cite(n, article, lead) for n, (article, lead) in enumerate(leads, start=1))
    return Answer(
        question=question,
        searched=searched,
        statements=tuple(Statement(cited.quote, (cited.number,)) for cited in citations),
        citations=citations,
        answered=True,
        confidence=1.0,
        notices=_counted(len(rows), len(leads)),
        hits=_hits(catalogue, [article for article, _ in leads]),
    )


def _lead(text: str) -> Span | None:
    """The first sentence that reads as one: no caption, byline or heading."""
    spans = sentences(text[:4000])[:8]
    return next((s for s in spans if is_prose(text[s.start : s.end])), None)


def _counted(found: int, shown: int) -> tuple[str, ...]:
    if found <= shown:
        return ()
    return (f"{found} articles; the newest {shown} are quoted.",)


def _hits(catalogue: Catalogue, articles: Sequence[Article]) -> tuple[Hit, ...]:
    return tuple(
        Hit(passage, article, Ranking(0.0))
        for article in articles
        for passage in catalogue.passages_of(article.number)[:1]
    )
