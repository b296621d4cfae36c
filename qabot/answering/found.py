"""One reading of a question, searched once and answered by what is found."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from qabot.answering.following import OF_THE_THREAD
from qabot.answering.overview import is_overview, overview, own_period
from qabot.answering.quoting import quote
from qabot.answering.referring import named_pair
from qabot.answering.topic_asked import Topic, topic_asked
from qabot.answering.topics import topic_overview
from qabot.answering.weights import load_weights
from qabot.answering.when import nearest_in_time
from qabot.domain import (
    Answer,
    Article,
    Cancel,
    Chip,
)
from qabot.embedding.cross_reader import load_reader
from qabot.retrieval.search import Retrieved, Retriever
from qabot.retrieval.understand import Understood
from qabot.retrieval.understand.latest import without_latest
from qabot.settings import Quoting


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question under way: what each of its readings is searched and answered with."""

    retriever: Retriever
    question: str
    """As it was typed."""
    today: date
    settings: Quoting
    cancel: Cancel

    @property
    def lowered(self) -> Inquiry:
        """With what is asked of an answer where something known already tells the article."""
        threshold = self.settings.threshold * OF_THE_THREAD
        return replace(self, settings=self.settings.model_copy(update={"threshold": threshold}))


def answer_to(inquiry: Inquiry, asked: Understood) -> Answer:
    """The answer to one reading of the question, or nothing with what is nearest."""
    retriever, question = inquiry.retriever, inquiry.question
    settings, cancel = inquiry.settings, inquiry.cancel
    articles = allowed_by(retriever, asked.chips)
    answer = None
    if is_overview(asked.searched, asked.chips, latest=asked.latest):
        chosen = allowed_by(retriever, own_period(asked.chips)) or articles
        answer = overview(
            retriever.catalogue, chosen, question, asked.searched, settings.statements
        ) or nearest_in_time(
            retriever.catalogue, asked.chips, question, asked.searched, settings.statements
        )
    # "News about Zentra" is searched as "what about Zentra".
    news = asked.latest or without_latest(question) != question
    topic = topic_asked(asked.searched, asked.chips, latest=news)

    def told_of(topic: Topic) -> Answer | None:
        return topic_overview(
            retriever, topic, question, asked.searched, articles, settings.statements, cancel
        )

    if answer is None and topic and topic.plainly:
        answer = told_of(topic)
    if answer is None:
        found = retriever.search(
            asked.searched,
            articles=articles,
            newest=asked.latest,
            today=inquiry.today,
            cancel=cancel,
        )
        answer = quoted(found, question, settings)
        if not answer.answered and found.candidates:
            named = named_pair(asked.searched, found.candidates[0].article)
            if named is not None:
                again = replace(asked, searched=named)
                return _of_pair(inquiry, again, found.candidates[0].article)
        if not answer.answered and topic and not topic.plainly:
            answer = told_of(topic) or answer
        answer = replace(answer, notices=(*_coverage(found.covered), *answer.notices))
    notices = _undated(retriever, asked, cancel) if articles is not None else ()
    if asked.latest and not asked.chips and newest_first(answer):
        notices = (*notices, "Newer articles come first.")
    return replace(answer, chips=asked.chips, notices=(*notices, *answer.notices))


def of_event(inquiry: Inquiry, asked: Understood, event: str) -> Answer | None:
    """What the articles about an event say, of those from its day on."""
    topic = topic_asked(f"news about {event}", (), latest=False)
    if topic is None:
        return None
    found = topic_overview(
        inquiry.retriever,
        topic,
        inquiry.question,
        asked.searched,
        allowed_by(inquiry.retriever, asked.chips),
        inquiry.settings.statements,
        inquiry.cancel,
    )
    return replace(found, chips=asked.chips) if found else None


def newest_first(answer: Answer) -> bool:
    """Whether no article shown is newer than the first."""
    days = [cited.published or date.min for cited in answer.evidence]
    return bool(days) and days[0] == max(days)


def _of_pair(inquiry: Inquiry, asked: Understood, article: Article) -> Answer:
    """The answer with the pair's names; less is asked of the article that told them."""
    answer = answer_to(inquiry.lowered, asked)
    if not answer.answered or answer.confidence >= inquiry.settings.threshold:
        return answer
    if answer.citations[0].article == article.number:
        return answer
    return answer_to(inquiry, asked)


def quoted(found: Retrieved, question: str, settings: Quoting) -> Answer:
    return quote(
        found,
        load_weights(),
        load_reader(),
        question=question,
        most=settings.statements,
        threshold=settings.threshold,
    )


def allowed_by(retriever: Retriever, chips: Collection[Chip]) -> set[int] | None:
    """Numbers of the articles that the filters let pass; None without filters."""
    if not chips:
        return None
    days = next((chip for chip in chips if chip.kind == "date"), None)
    return retriever.catalogue.numbers_where(
        since=days.since if days else None,
        until=days.until if days else None,
        sources=[chip.source for chip in chips if chip.source],
    )


def _undated(retriever: Retriever, asked: Understood, cancel: Cancel) -> tuple[str, ...]:
    """What a date filter left out because it has no date: named, never silently dropped."""
    if not any(chip.kind == "date" for chip in asked.chips):
        return ()
    outlets = [chip.source for chip in asked.chips if chip.source]
    articles = retriever.catalogue.numbers_undated(outlets)
    if not articles:
        return ()
    found = retriever.search(asked.searched, articles=articles, reread=0, limit=3, cancel=cancel)
    titles = list(dict.fromkeys(f"“{c.article.title}”" for c in found.candidates))
    if not titles:
        return ()
    return (f"Without a date, so not searched: {', '.join(titles)}.",)


def _coverage(covered: float) -> tuple[str, ...]:
    if covered >= 1.0:
        return ()
    return (f"Search by meaning covers {covered:.0%} of the passages so far.",)
