"""Questions about the article just cited itself: who wrote it, when and where it came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qabot.domain import Answer, Article, Citation, Statement, outlet_and_day
from qabot.retrieval.understand.article_itself import Aspect, asks_of_article
from qabot.retrieval.understand.chains import topical

if TYPE_CHECKING:
    from qabot.storage.catalogue import Catalogue


def of_article(catalogue: Catalogue, question: str, history: Sequence[Answer]) -> Answer | None:
    """What is known of the articles of the answer before, said beside what was quoted of them.

    None if a question does not ask so, or nothing was quoted before.
    """
    last = topical(history)
    if last is None or not last.citations:
        return None
    aspect = asks_of_article(question, history[-1])
    if aspect is None:
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
        notices=tuple(f"[{c.number}] {_told(articles[c.article], aspect)}" for c in listed),
    )


def _told(article: Article, aspect: Aspect) -> str:
    where = outlet_and_day(article.source, article.published)
    if aspect is Aspect.WRITER:
        writer = f"is by {article.author}" if article.author else "names no author"
        return f"“{article.title}” {writer}: {where}."
    return f"“{article.title}”: {where}."
