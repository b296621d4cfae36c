"""Whether a question without a topic of its own goes on from the thread: the articles tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qabot.domain import COMPLETED, Answer, Article
from qabot.retrieval.interaction import token_weights
from qabot.retrieval.search import Query
from qabot.retrieval.understand.anaphora import asked_of
from qabot.retrieval.understand.chains import topical
from qabot.retrieval.words import stems

OF_THE_THREAD = 2 / 3
"""Of the usual threshold, where the article that is being talked about is also the one found."""
OF_THE_TOPIC = 0.3
"""What words carried over from the thread count for in choosing sentences, where others count 1."""


def own_words_first(query: Query) -> Query:
    """A completed question as sentences are chosen by it: for what is asked, less for the topic.

    "How many were killed — Beirut, explosion" has found its article by the topic; the sentence
    that says Beirut and explosion once more is not the answer.
    """
    at = query.text.find(COMPLETED)
    own = [at < 0 or term.span.start < at for term in query.terms]
    if all(own) or not any(own):
        return query
    rare = [r if o else OF_THE_TOPIC * r for r, o in zip(query.rarities, own, strict=True)]
    weights = token_weights(query.encoded.offsets, query.terms, rare)
    return replace(query, rarities=tuple(rare), weights=weights)


def own_words(text: str) -> str:
    """A completed question without what was carried over."""
    return text.partition(COMPLETED)[0]


def goes_on(answer: Answer, question: str, history: Sequence[Answer]) -> bool:
    """Whether the answer comes from an article just cited that speaks of what is asked.

    "Who was the coach?" after a final goes on, "who won the election?" does not.
    """
    last = topical(history)
    if last is None or not answer.answered or not answer.citations:
        return False
    first = answer.citations[0].article
    if first not in {citation.article for citation in last.citations}:
        return False
    article = next(hit.article for hit in answer.hits if hit.article.number == first)
    return asked_of(question) <= _said_in(article)


def _said_in(article: Article) -> frozenset[str]:
    return frozenset(stems(f"{article.title}\n{article.text}"))
