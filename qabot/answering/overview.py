"""Questions for whatever there is of a time or an outlet: "what happened in June 2023"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from qabot.answering.candidates import plain
from qabot.answering.features import is_prose
from qabot.answering.quoting import cite
from qabot.domain import Answer, Article, Chip, Hit, Ranking, Span, Statement
from qabot.retrieval.words import stems, stop_stems
from qabot.text import sentences

if TYPE_CHECKING:
    from qabot.storage.catalogue import Catalogue

_NEWS = frozenset(
    stems(
        "briefing developments event events happen happened happening happens headline headlines new "
        "news newest occurred overview recap report reported reports stories story summarise "
        "summarize summary update updates"
    )
)
"""Stems of words that ask for news; one of them at least makes an overview."""
_LISTED = frozenset(stems("article articles cover covered coverage"))
"""Stems that ask for news beside a time or an outlet: "the articles of May"."""
_FRAME = (
    _NEWS
    | _LISTED
    | frozenset(
        stems(
            "announced anything brief came daily day development everything going important list "
            "interesting latest main major month publish published recent recently show today top week weekly "
            "world worth wrote write year"
        )
    )
)
"""Stems of words that say nothing of what the news is of."""
# "Who wrote this", "why is this news": asked of something, not for all there is.
_OTHER = re.compile(r"\b(?:who|whom|whose|why|when|where|how)\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")
_SHORT = 3
"""Letters of words that may have a capital in any title."""
_LEAST_WORDS = 6
_LAST_DAY = re.compile(r"(\d{1,2} [A-Z][a-z]+)(?: (\d{4}))?$")


def is_overview(searched: str, chips: Collection[Chip], *, latest: bool) -> bool:
    """Whether a question names no topic, only a time, an outlet, or that it wants the news.

    "What happened?" alone is none: it asks on.
    """
    if _OTHER.search(searched) or _names_something(searched):
        return False
    # Words that became another ("what was reported") are no longer those of the filter.
    kept = [chip.words for chip in chips if chip.words in searched]
    filtered = {word for said in kept for word in stems(said)}
    words = [word for word in stems(searched) if word not in filtered]
    if not all(word in stop_stems() or word in _FRAME for word in words):
        return False
    if chips or latest:
        return not words or any(word in _NEWS | _LISTED for word in words)
    return any(word in _NEWS for word in words if word not in stop_stems())


def _names_something(searched: str) -> bool:
    """Whether a name is made of words that else say nothing, as that of the ship Ever Given is."""
    words = _WORDS.findall(searched)
    if not any(word.islower() and len(word) > _SHORT for word in words):
        return False  # written in capitals throughout
    return any(
        word[0].isupper() and len(word) > _SHORT and stems(word)[0] in stop_stems()
        for word in words[1:]
    )


def asks_for_news(searched: str) -> bool:
    """Whether an overview is asked for in words, not only by a time or an outlet."""
    return any(word in _NEWS for word in stems(searched))


def overview(
    catalogue: Catalogue, chosen: Collection[int] | None, question: str, searched: str, most: int
) -> Answer | None:
    """The first sentence of each of the ``most`` newest articles of ``chosen`` (all, if None).

    Undated articles come last; of articles that begin alike, one. None if there is no sentence.
    """
    rows = catalogue.rows(None if chosen is None else list(chosen))
    leads: dict[str, tuple[Article, Span]] = {}
    for start in range(0, len(rows), most):
        part = rows[start : start + most]
        articles = catalogue.articles([row.number for row in part])
        for article in (articles[row.number] for row in part if row.number in articles):
            lead = lead_of(article.text)
            if lead is not None:
                leads.setdefault(plain(article.text[lead.start : lead.end]), (article, lead))
        if len(leads) >= most:
            break
    listed = list(leads.values())[:most]
    if not listed:
        return None
    citations = tuple(cite(n, article, lead) for n, (article, lead) in enumerate(listed, start=1))
    return Answer(
        question=question,
        searched=searched,
        statements=tuple(Statement(cited.quote, (cited.number,)) for cited in citations),
        citations=citations,
        answered=True,
        confidence=1.0,
        notices=_counted(len(rows), len(listed)),
        hits=first_hits(catalogue, [article for article, _ in listed]),
    )


def own_period(chips: Collection[Chip]) -> Collection[Chip]:
    """Chips without the days after their period in which it is still reported."""
    return [_own(chip) if chip.kind == "date" else chip for chip in chips]


def _own(chip: Chip) -> Chip:
    for form, months in (("%B %Y", 1), ("%Y", 12)):
        try:
            first = datetime.strptime(chip.label, form).date()
        except ValueError:
            continue
        after = (first.month - 1 + months) // 12, (first.month - 1 + months) % 12 + 1
        last = date(first.year + after[0], after[1], 1) - timedelta(days=1)
        return replace(chip, since=first, until=last)
    return _to_its_last_day(chip)


def _to_its_last_day(chip: Chip) -> Chip:
    """``21 to 27 August``: until the day that the label ends with."""
    match = _LAST_DAY.search(chip.label)
    if not match or chip.since is None:
        return chip
    for year in [int(match[2])] if match[2] else [chip.since.year, chip.since.year + 1]:
        try:
            last = datetime.strptime(f"{match[1]} {year}", "%d %B %Y").date()
        except ValueError:
            continue
        if last >= chip.since:
            return replace(chip, until=last)
    return chip


def lead_of(text: str) -> Span | None:
    """The first sentence that reads as one: no caption, byline or heading."""
    spans = sentences(text[:4000])[:8]
    return next((span for span in spans if reads_as_sentence(text[span.start : span.end])), None)


def reads_as_sentence(said: str) -> bool:
    """Whether it is no caption, byline or heading."""
    ends = said[-1:] in (".", "!", "?", '"', "\u201d", "\u2019")
    return is_prose(said) or (ends and len(said.split()) >= _LEAST_WORDS)


def _counted(found: int, shown: int) -> tuple[str, ...]:
    if found <= shown:
        return ()
    which = "newest is" if shown == 1 else f"newest {shown} are"
    return (f"{found} articles; the {which} quoted.",)


def first_hits(catalogue: Catalogue, articles: Sequence[Article]) -> tuple[Hit, ...]:
    """The first passage of each article."""
    return tuple(
        Hit(passage, article, Ranking(0.0))
        for article in articles
        for passage in catalogue.passages_of(article.number)[:1]
    )
