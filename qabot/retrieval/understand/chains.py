"""The answers of a thread that go on from each other, and what they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qabot.domain import COMPLETED, Answer
from qabot.retrieval.understand.anaphora import content
from qabot.retrieval.understand.article_itself import asks_of_article
from qabot.retrieval.understand.bags import bag
from qabot.retrieval.understand.names import names
from qabot.retrieval.understand.pronouns import meant
from qabot.retrieval.understand.times import without_times

_ANY_NEWS = bag("news report reports reported latest headlines articles stories events new today")
_WORD = re.compile(r"\w+")
MOST_OPEN = 3
"""Content words of a question that may go on from the thread without saying so."""


def topical(history: Sequence[Answer]) -> Answer | None:
    """The answer that a thread is about: see ``told``."""
    answers = told(history)
    return answers[-1] if answers else None


def told(history: Sequence[Answer]) -> Sequence[Answer]:
    """The answers of a thread up to the one that it is about.

    That is the last, unless it found nothing and named nothing, or told of an article as such:
    "who wrote this?" leaves the topic as it was.
    """
    kept = [
        answer
        for at, answer in enumerate(history)
        if at == 0 or not asks_of_article(answer.question, history[at - 1])
    ]
    for at in range(len(kept) - 1, -1, -1):
        if kept[at].answered or names(kept[at].question):
            return kept[: at + 1]
    return kept


def is_open(answer: Answer) -> bool:
    """Whether a question named no topic: ``what happened in May?``"""
    asked = answer.searched or answer.question
    words = {word.lower() for word in content(without_times(asked))}
    return words <= _ANY_NEWS and not names(without_times(asked))


def line_of(answers: Sequence[Answer]) -> Iterator[Answer]:
    """The last answer, and those before it from which it goes on; the newest first."""
    for at in range(len(answers) - 1, -1, -1):
        yield answers[at]
        if at == 0 or not _goes_on(answers[at], answers[at - 1]):
            return


def goes_on_silently(answer: Answer, before: Answer) -> bool:
    """Whether "how many were rescued?" stood for itself and found an article of the answer before."""
    if COMPLETED in answer.searched or names(answer.question):
        return False
    # What was completed without more words ("why did it end?") did not stand for itself.
    stood = set(_WORD.findall(answer.searched.lower())) <= set(
        _WORD.findall(answer.question.lower())
    )
    if not stood or not 0 < len(content(answer.question)) <= MOST_OPEN:
        return False
    cited = {citation.article for citation in answer.citations}
    return bool(cited & {citation.article for citation in before.evidence})


def _goes_on(answer: Answer, before: Answer) -> bool:
    completed = COMPLETED in answer.searched or meant(answer) is not None
    return completed or goes_on_silently(answer, before)
