"""The article of a citation that may be older than the index."""

from __future__ import annotations

from qabot.domain import Article, Citation
from qabot.storage.catalogue import Catalogue
from qabot.storage.errors import NoSuchArticle


def cited_article(catalogue: Catalogue, citation: Citation) -> Article:
    """The article as it is now, wherever it stands in the index.

    A rebuild gives articles other numbers, and a catalogue that was made anew gives old numbers
    to other articles: so the file counts, and in a file of many the quote, the address or the
    title. Raises ``NoSuchArticle``.
    """
    numbers = catalogue.keys(citation.path)
    if not numbers:
        raise NoSuchArticle(citation.article)
    if len(numbers) == 1:
        return catalogue.article(next(iter(numbers.values())))
    if citation.article in numbers.values():
        article = catalogue.article(citation.article)
        if _same(article, citation):
            return article
    for article in catalogue.articles(list(numbers.values())).values():
        if _same(article, citation):
            return article
    raise NoSuchArticle(citation.article)


def _same(article: Article, citation: Citation) -> bool:
    if citation.url and article.url == citation.url:
        return True
    return article.title == citation.title or citation.quote in article.text
