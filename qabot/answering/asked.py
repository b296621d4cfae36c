"""What a question asks for, within its thread and over the articles that there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qabot.answering.long_names import spelled_out
from qabot.answering.overview import asks_for_news, is_overview
from qabot.answering.when import beyond
from qabot.domain import Answer, Chip
from qabot.retrieval.search import Retriever
from qabot.retrieval.understand import Understood, understand


@dataclass(frozen=True, slots=True)
class Thread:
    """What a question is asked within."""

    history: Sequence[Answer] = ()
    without: Collection[Chip] = ()
    today: date | None = None
    """The day from which "last week" counts; without it today."""


def read_question(
    retriever: Retriever, question: str, thread: Thread, without: Collection[Chip]
) -> tuple[Understood, list[Chip]]:
    """What is asked, and the times before or after all articles, which are no filters."""
    oldest, newest = retriever.catalogue.span_of_days()
    sources = retriever.catalogue.sources()

    def read(
        dropped: Collection[Chip], history: Sequence[Answer] = (), since: date | None = oldest
    ) -> Understood:
        return understand(
            question,
            today=thread.today or date.today(),
            sources=sources,
            history=history,
            without=dropped,
            oldest=since,
        )

    found = read(without)
    # "What happened in June" goes on from nothing, wherever it stands; "in June?" does go on.
    news = is_overview(found.searched, found.chips, latest=found.latest)
    if thread.history and not (news and asks_for_news(found.searched)):
        found = read(without, thread.history)
    # "In February" of this year, where the last article is of 2023: a filter would leave nothing.
    late = [chip for chip in found.chips if beyond([chip], None, newest)]
    early = beyond(
        [c for c in read(without, since=date.min).chips if c not in found.chips], oldest, None
    )
    if late:
        found = read([*without, *late], thread.history)
    return _spelled_out(retriever, found), [*late, *early]


def only_outside(asked: Understood, outside: Sequence[Chip]) -> list[Chip]:
    """The filters of a question for whatever there is of a time, where there is nothing of it."""
    chips = [*asked.chips, *outside]
    left = asked.searched
    for chip in outside:
        left = left.replace(chip.words, " ")
    news = outside and is_overview(left, chips, latest=asked.latest) and asks_for_news(left)
    return chips if news else []


def _spelled_out(retriever: Retriever, asked: Understood) -> Understood:
    def known(words: str) -> bool:
        return retriever.catalogue.frequency(f'"{words}"', 1) > 0

    follows = spelled_out(asked.follows, known) if asked.follows else None
    return replace(asked, searched=spelled_out(asked.searched, known), follows=follows)
