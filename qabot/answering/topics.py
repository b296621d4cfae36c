"""Overviews of a topic: the sentences with which the articles about it begin."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from qabot.answering.candidates import plain, spans_of
from qabot.answering.overview import lead_of, reads_as_sentence
from qabot.answering.quoting import cite
from qabot.answering.topic_asked import Topic, plain_stems
from qabot.domain import Answer, Article, Cancel, Span, Statement
from qabot.retrieval.copies import Text, copies

if TYPE_CHECKING:
    from qabot.retrieval.search import Retriever

OPENING = 1000
"""Characters of an article, whole sentences, that tell what it is about."""
IN_TITLE, IN_LEAD, IN_OPENING = 3, 2, 1
"""Where an article names a topic in full: the more, the more it is about it."""


FEW = 2
"""Articles that name a topic in their opening, where none does so in title or first sentence."""


@dataclass(frozen=True, slots=True)
class About:
    """An article about a topic."""

    article: Article
    span: Span
    """The sentence that tells it."""
    level: int
    also_in: tuple[str, ...] = ()


def topic_overview(
    retriever: Retriever,
    topic: Topic,
    question: str,
    searched: str,
    articles: Collection[int] | None,
    most: int,
    cancel: Cancel,
) -> Answer | None:
    """One sentence of each of the ``most`` articles that are about a topic most, newest first.

    Of ``articles`` only, if given; of near-copies one. None if no article is clearly about it.
    Raises ``Cancelled``.
    """
    found = retriever.search(topic.words, articles=articles, cancel=cancel)
    listed: dict[int, Article] = {}
    for candidate in found.candidates:
        for article in (candidate.article, *candidate.copies):
            if articles is None or article.number in articles:
                listed.setdefault(article.number, article)
    about = [one for one in (told_of(a, topic) for a in listed.values()) if one is not None]
    about = _clearly(_once(about), topic)
    if not about:
        return None
    shown = sorted(_chosen(about, topic, most), key=_newest)
    citations = tuple(
        replace(cite(n, one.article, one.span), also_in=one.also_in)
        for n, one in enumerate(shown, start=1)
    )
    return Answer(
        question=question,
        searched=searched,
        statements=tuple(Statement(cited.quote, (cited.number,)) for cited in citations),
        citations=citations,
        answered=True,
        confidence=1.0,
        notices=_said(about, shown, topic),
        hits=tuple(candidate.hit for candidate in found.candidates),
    )


def told_of(article: Article, topic: Topic) -> About | None:
    """Where an article names all of a topic, with the sentence to quote; None if it does not."""
    wanted = set(topic.stems)
    title = wanted & set(plain_stems(article.title))
    lead = lead_of(article.text)
    if lead is None:
        return None
    said = [(span, wanted & _stems_in(article, span)) for span in _opening(article, lead)]
    first = next((span for span, own in said if own), lead)
    if title >= wanted:
        return About(article, first, IN_TITLE)
    in_lead = wanted & _stems_in(article, lead)
    if in_lead and title | in_lead >= wanted:
        return About(article, lead, IN_LEAD)
    whole = next((span for span, own in said if own >= wanted), None)
    return About(article, whole, IN_OPENING) if whole else None


def _opening(article: Article, lead: Span) -> Iterator[Span]:
    text = article.text
    for span in spans_of(text):
        if span.end > max(OPENING, lead.end):
            return
        if span == lead or reads_as_sentence(text[span.start : span.end]):
            yield span


def _stems_in(article: Article, span: Span) -> set[str]:
    return set(plain_stems(article.text[span.start : span.end]))


def _clearly(about: Sequence[About], topic: Topic) -> list[About]:
    """Without those that only mention it: what stands further on tells of a name at most, or of
    what hardly any other article speaks of."""
    clear = [one for one in about if topic.named or one.level > IN_OPENING]
    return clear or (list(about) if len(about) <= FEW else [])


def _once(about: Sequence[About]) -> list[About]:
    """Without near-copies, and what says the same; each names the outlets of its own."""
    opening = [Text(one.article, one.article.text[:OPENING]) for one in about]
    copied = copies(opening)
    said: dict[str, int] = {}
    for place, one in enumerate(about):
        first = said.setdefault(plain(_quoted(one)), place)
        if first != place:
            copied.setdefault(place, first)
    kept: list[About] = []
    for place, one in enumerate(about):
        if place in copied:
            continue
        others = [about[other].article for other, first in copied.items() if first == place]
        words = plain(_quoted(one))
        names = {a.source or a.title: None for a in others if words in plain(a.text)}
        names.pop(one.article.source, None)
        kept.append(replace(one, also_in=tuple(names)))
    return kept


def _quoted(one: About) -> str:
    return one.article.text[one.span.start : one.span.end]


def _chosen(about: Sequence[About], topic: Topic, most: int) -> list[About]:
    """Those most about it, of such the newest; where outlets are asked for, first one of each.

    Where the newest is asked for it need not stand in the title.
    """
    least = IN_LEAD if topic.newest else IN_TITLE
    ordered = sorted(about, key=lambda one: (-min(one.level, least), *_newest(one)))
    if topic.outlets:
        first = {one.article.source: one.article.number for one in reversed(ordered)}
        ordered.sort(key=lambda one: first[one.article.source] != one.article.number)
    return ordered[:most]


def _newest(one: About) -> tuple[int, int]:
    return -(one.article.published or date.min).toordinal(), -one.article.number


def _said(about: Sequence[About], shown: Sequence[About], topic: Topic) -> tuple[str, ...]:
    if topic.outlets:
        named = [name for one in about for name in (one.article.source, *one.also_in) if name]
        outlets = list(dict.fromkeys(named))
        return (f"Articles about this are by: {', '.join(outlets)}.",) if outlets else ()
    if len(about) <= len(shown):
        return ()
    return (f"{len(about)} articles are about this; {len(shown)} of them are quoted.",)
