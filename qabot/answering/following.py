"""Whether a question without a topic of its own goes on from the thread: the articles tell."""

from __future__ import annotations

from collections.abc import Sequence

from qabot.domain import Answer, Article
from qabot.retrieval.understand.anaphora import asked_of
from qabot.retrieval.understand.followup import topical
from qabot.retrieval.words import stems

OF_THE_THREAD = 2 / 3
"""Of the usual threshold, where the article that is being talked about is also the one found."""


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
