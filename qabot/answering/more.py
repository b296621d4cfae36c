""" "Tell me more" in a thread: how the articles just cited go on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qabot.answering.candidates import spans_of
from qabot.answering.overview import first_hits, reads_as_sentence
from qabot.answering.quoting import cite
from qabot.domain import Answer, Article, Span, Statement
from qabot.retrieval.understand.followup import topical

if TYPE_CHECKING:
    from qabot.storage.catalogue import Catalogue

_MORE = re.compile(
    r"\W*(?:(?:please|and|can\s+you|could\s+you)\s+)*"
    r"(?:(?:(?:tell|show|give)\s+(?:me|us)|say|read)\s+(?:(?:some|a\s+(?:bit|little))\s+)?more"
    r"|(?:some\s+)?more(?:\s+(?:details?|info(?:rmation)?))?|go\s+on|continue|(?:explain|elaborate)(?:\s+(?:more|further))?)"
    r"(?:\s+(?:about|on)\s+(?:that|this|it))?(?:,?\s+please)?\W*",
    re.IGNORECASE,
)


def asks_for_more(question: str) -> bool:
    """Whether a question only asks to go on: ``tell me more``."""
    return _MORE.fullmatch(question) is not None


def more(
    catalogue: Catalogue, question: str, history: Sequence[Answer], most: int
) -> Answer | None:
    """The next sentences of the articles of the answer before, at most ``most`` in all.

    None if a question does not ask so, nothing was quoted before, or all has been.
    """
    last = topical(history)
    if last is None or not last.citations or not asks_for_more(question):
        return None
    cited: dict[int, list[Span]] = {}
    for answer in history:
        for citation in answer.citations:
            cited.setdefault(citation.article, []).append(Span(citation.start, citation.end))
    numbers = list(dict.fromkeys(citation.article for citation in last.citations))
    articles = catalogue.articles(numbers)
    parts = [
        (articles[number], next_sentences(articles[number], cited[number]))
        for number in numbers
        if number in articles
    ]
    chosen = _shared(parts, most)
    if not chosen:
        return None
    citations = tuple(cite(n, article, span) for n, (article, span) in enumerate(chosen, start=1))
    return Answer(
        question=question,
        searched=last.searched,
        statements=tuple(Statement(one.quote, (one.number,)) for one in citations),
        citations=citations,
        answered=True,
        confidence=1.0,
        chips=last.chips,
        hits=first_hits(catalogue, list({a.number: a for a, _ in chosen}.values())),
    )


def next_sentences(article: Article, cited: Sequence[Span]) -> list[Span]:
    """Sentences that were not cited: those behind the first that was, then those before it."""
    begun = min(span.start for span in cited)
    fresh = [
        span
        for span in spans_of(article.text)
        if reads_as_sentence(article.text[span.start : span.end])
        and not any(span.start < other.end and other.start < span.end for other in cited)
    ]
    return [s for s in fresh if s.start > begun] + [s for s in fresh if s.start <= begun]


def _shared(parts: Sequence[tuple[Article, list[Span]]], most: int) -> list[tuple[Article, Span]]:
    """At most ``most`` sentences, as many of each article as of any, those of one together."""
    taken = [0] * len(parts)
    for place in _turns([len(spans) for _, spans in parts], most):
        taken[place] += 1
    return [
        (article, span)
        for (article, spans), count in zip(parts, taken, strict=True)
        for span in spans[:count]
    ]


def _turns(counts: Sequence[int], most: int) -> Iterator[int]:
    """Places in turn, each as often as it counts, ``most`` in all."""
    for turn in range(max(counts, default=0)):
        for place, count in enumerate(counts):
            if most and turn < count:
                most -= 1
                yield place
