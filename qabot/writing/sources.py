"""The sentences that a model is given: numbered, grouped by article, near-copies once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qabot.answering.candidates import plain, spans_of
from qabot.answering.quoting import cite
from qabot.domain import Article, Citation, Hit, Span
from qabot.grounding import Cited
from qabot.writing.cleaning import links_in

_BEFORE = 600
"""Characters in front of a sentence in which its "he" may be named."""
_PRONOUN = re.compile(
    r"\b(?:he|she|they|it|his|her|hers|him|them|their|its|we|our|i|my|this|these|who)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence with the number that the model knows it by."""

    id: int
    hit: Hit
    span: Span

    @property
    def article(self) -> Article:
        return self.hit.article

    @property
    def text(self) -> str:
        return self.article.text[self.span.start : self.span.end]

    def cited(self) -> Cited:
        """What a written sentence is checked against."""
        article, start = self.article, self.span.start
        before = article.text[max(0, start - _BEFORE) : start] if _PRONOUN.search(self.text) else ""
        return Cited(self.text, article.published, article.source, article.title, before)

    def citation(self, number: int) -> Citation:
        """The citation of the sentence, under a number of the answer."""
        others = tuple(dict.fromkeys(row.source or row.title for row in self.hit.also_in))
        return replace(cite(number, self.article, self.span), also_in=others)


def tokens_of(text: str) -> int:
    """About how many tokens a text is; rather too many. No tokenizer fits all models."""
    wide = sum(ord(c) > 0x2E7F for c in text)
    return wide + (len(text) - wide) // 3 + 1


def choose_sources(hits: Sequence[Hit], budget: int) -> list[Source]:
    """Sentences of the best passages, as many as ``budget`` tokens hold.

    Articles come in the order of their best passage, sentences in that of their article. A
    sentence that another article has too comes once. At least one sentence is taken.
    """
    taken: dict[int, dict[int, tuple[Hit, Span]]] = {}
    said: set[str] = set()
    left = budget
    for hit in hits:
        article = hit.article
        if article.number not in taken:
            left -= tokens_of(article.title) + 20
        for span in spans_of(article.text):
            if span.start < hit.passage.start or span.end > hit.passage.end:
                continue
            text = article.text[span.start : span.end]
            words = plain(text)
            cost = tokens_of(text) + 5
            if not words or words in said or (cost > left and said):
                continue
            said.add(words)
            left -= cost
            taken.setdefault(article.number, {})[span.start] = (hit, span)
        if left <= 0:
            break
    ordered = [place for group in taken.values() for _, place in sorted(group.items())]
    return [Source(number, hit, span) for number, (hit, span) in enumerate(ordered, start=1)]


def links_of(sources: Sequence[Source]) -> frozenset[str]:
    """Links that an answer may show: those of the sentences and of their articles."""
    found: set[str] = set()
    for source in sources:
        found |= links_in(source.text)
        if source.article.url:
            found |= {source.article.url, source.article.url.rstrip("/")}
    return frozenset(found)
