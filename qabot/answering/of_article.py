"""Questions about the article just cited itself: who wrote it, when and where it came out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qabot.domain import Answer, Article, Citation, Statement, outlet_and_day
from qabot.retrieval.understand.followup import topical

if TYPE_CHECKING:
    from qabot.storage.catalogue import Catalogue

_IT = r"(?:(?:this|that|the|these|those)\s+(?:news\s+)?(?:articles?|stor(?:y|ies)|reports?|pieces?|texts?)|this|these)"
_OUTLET = r"(?:(?:which|what)\s+(?:outlet|source|(?:news)?paper|newspaper|magazine|agency|site))"
_WRITER = r"(?:author|writer|reporter|journalist)s?"
_ASKS = tuple(
    re.compile(rf"\W*(?:(?:and|so|but)\s+)?{form}\W*", re.IGNORECASE)
    for form in (
        rf"who\s+(?:wrote|reported|authored)\s+{_IT}",
        rf"who\s+(?:is|was|are|were)\s+(?:the\s+)?{_WRITER}(?:\s+of\s+{_IT})?",
        rf"(?:by\s+whom|who)\s+(?:is|was|are|were)\s+{_IT}\s+(?:written|reported)(?:\s+by)?",
        rf"when\s+(?:was|were)\s+{_IT}\s+(?:published|written|posted|reported)",
        rf"when\s+did\s+{_IT}\s+(?:come\s+out|appear)",
        rf"where\s+(?:was|were|is|are)\s+{_IT}\s+(?:published|posted|from|reported)",
        rf"{_OUTLET}\s+(?:wrote|reported|published)\s+{_IT}",
        rf"{_OUTLET}\s+(?:is|was|are|were)\s+{_IT}\s+from",
    )
)


def asks_of_article(question: str) -> bool:
    """Whether a question is about an article as such: ``who wrote this?``"""
    return any(form.fullmatch(question) for form in _ASKS)


def of_article(catalogue: Catalogue, question: str, history: Sequence[Answer]) -> Answer | None:
    """What is known of the articles of the answer before, said beside what was quoted of them.

    None if a question does not ask so, or nothing was quoted before.
    """
    last = topical(history)
    if last is None or not last.citations or not asks_of_article(question):
        return None
    articles = catalogue.articles([citation.article for citation in last.citations])
    first: dict[int, Citation] = {}
    for cited in last.citations:
        article = articles.get(cited.article)
        if article and article.text[cited.start : cited.end] == cited.quote:
            first.setdefault(cited.article, cited)
    if not first:
        return None
    listed = tuple(replace(cited, number=n) for n, cited in enumerate(first.values(), start=1))
    return Answer(
        question=question,
        searched=question,
        statements=tuple(Statement(cited.quote, (cited.number,)) for cited in listed),
        citations=listed,
        answered=True,
        confidence=1.0,
        notices=tuple(f"[{c.number}] {_told(articles[c.article])}" for c in listed),
    )


def _told(article: Article) -> str:
    writer = f"is by {article.author}" if article.author else "names no author"
    return f"“{article.title}” {writer}: {outlet_and_day(article.source, article.published)}."
