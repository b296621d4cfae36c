"""From a question to an answer, all steps in order, as events."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from qabot.answering.asked import Thread, only_outside, read_question
from qabot.answering.following import OF_THE_THREAD, goes_on
from qabot.answering.labels import no_article, nothing
from qabot.answering.more import more
from qabot.answering.notices import notices
from qabot.answering.of_article import of_article
from qabot.answering.overview import is_overview, overview, own_period
from qabot.answering.quoting import quote
from qabot.answering.referring import named_pair
from qabot.answering.since import after_what, since_event
from qabot.answering.topic_asked import Topic, topic_asked
from qabot.answering.topics import topic_overview
from qabot.answering.weights import load_weights
from qabot.answering.when import nearest_in_time
from qabot.answering.years import otherwise
from qabot.domain import (
    Answer,
    Answered,
    Article,
    AskEvent,
    Cancel,
    Chip,
    Cited,
    Found,
    QabotError,
    Searching,
    Text,
)
from qabot.embedding.cross_reader import load_reader
from qabot.retrieval.search import Retrieved, Retriever
from qabot.retrieval.understand import Understood
from qabot.retrieval.understand.latest import without_latest
from qabot.settings import Quoting

__all__ = ["Thread", "ask_events"]


def ask_events(
    retriever: Retriever, question: str, thread: Thread, settings: Quoting, cancel: Cancel
) -> Iterator[AskEvent]:
    """Understand, search and quote. Ends with ``Answered``.

    Raises ``QabotError`` for a question without any word, and ``Cancelled``.
    """
    if not any(character.isalnum() for character in question):
        raise QabotError("There is no word in the question.", "Type what you want to know.")
    started = time.perf_counter()
    about = of_article(retriever.catalogue, question, thread.history) or more(
        retriever.catalogue, question, thread.history, settings.statements
    )
    if about is not None:
        yield Searching(question)
        yield from _told(replace(about, timings={"total": time.perf_counter() - started}))
        return
    asked, outside = read_question(retriever, question, thread, thread.without)
    known = {cited.article for answer in thread.history for cited in answer.citations}
    named = asked
    asked = since_event(retriever, asked, thread.without, known, cancel)
    lower = _lowered(settings)
    # An event that was found is a topic of its own: its words are no longer in what is searched.
    usual = settings if asked.searched == named.searched else lower
    today = thread.today or date.today()
    answer = likely = None
    if only := only_outside(asked, outside):
        answer = nearest_in_time(
            retriever.catalogue, only, question, asked.searched, settings.statements
        )
    if answer is None and asked.follows is not None:
        going_on = replace(asked, searched=asked.follows)
        yield Searching(going_on.searched, going_on.chips)
        found = _answer(retriever, question, going_on, today, lower, cancel)
        likely = found if goes_on(found, question, thread.history) else None
        if found.confidence >= settings.threshold and (likely or asked.follows == asked.searched):
            answer = found
    if answer is None:
        yield Searching(asked.searched, asked.chips)
        answer = _answer(retriever, question, asked, today, usual, cancel)
        if likely is not None and not answer.answered:
            yield Searching(likely.searched, likely.chips)
            answer = likely
    for other, fits in otherwise(asked, [*thread.without, *outside]):
        if answer.answered:
            break
        found = _answer(retriever, question, other, today, usual, cancel)
        if found.answered and fits(found, other):
            yield Searching(other.searched, other.chips)
            answer = found
    if not answer.answered and (event := after_what(asked)):
        answer = _of_event(retriever, question, asked, event, settings, cancel) or answer
    wants_news = is_overview(asked.searched, asked.chips, latest=asked.latest)
    if asked.chips and not answer.answered and not wants_news:
        answer = _of_undated(retriever, question, asked, today, settings, cancel) or answer
    if asked.chips and not answer.answered and not wants_news:
        wider = _widened(retriever, question, thread, asked, settings, cancel)
        answer = wider or answer
    said = notices(question, asked, outside, answer, retriever.catalogue, thread)
    answer = replace(answer, notices=(*said, *answer.notices))
    total = time.perf_counter() - started
    yield from _told(replace(answer, timings={**answer.timings, "total": total}))


def _told(answer: Answer) -> Iterator[AskEvent]:
    yield Found(len(answer.hits), len({hit.article.number for hit in answer.hits}))
    cited = {citation.number: citation for citation in answer.evidence}
    for statement in answer.statements:
        for number in statement.citations:
            yield Cited(cited[number])
        yield Text(statement.text)
    yield Answered(answer)


def _answer(
    retriever: Retriever,
    question: str,
    asked: Understood,
    today: date,
    settings: Quoting,
    cancel: Cancel,
) -> Answer:
    articles = _allowed(retriever, asked.chips)
    answer = None
    if is_overview(asked.searched, asked.chips, latest=asked.latest):
        chosen = _allowed(retriever, own_period(asked.chips)) or articles
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
            asked.searched, articles=articles, newest=asked.latest, today=today, cancel=cancel
        )
        answer = _quoted(found, question, settings)
        if not answer.answered and found.candidates:
            named = named_pair(asked.searched, found.candidates[0].article)
            if named is not None:
                again = replace(asked, searched=named)
                return _of_pair(
                    retriever, question, again, today, settings, cancel, found.candidates[0].article
                )
        if not answer.answered and topic and not topic.plainly:
            answer = told_of(topic) or answer
        answer = replace(answer, notices=(*_coverage(found.covered), *answer.notices))
    notices = _undated(retriever, asked, cancel) if articles is not None else ()
    if asked.latest and not asked.chips and newest_first(answer):
        notices = (*notices, "Newer articles come first.")
    return replace(answer, chips=asked.chips, notices=(*notices, *answer.notices))


def _of_event(
    retriever: Retriever,
    question: str,
    asked: Understood,
    event: str,
    settings: Quoting,
    cancel: Cancel,
) -> Answer | None:
    """What the articles about an event say, of those from its day on."""
    topic = topic_asked(f"news about {event}", (), latest=False)
    if topic is None:
        return None
    articles = _allowed(retriever, asked.chips)
    found = topic_overview(
        retriever, topic, question, asked.searched, articles, settings.statements, cancel
    )
    return replace(found, chips=asked.chips) if found else None


def newest_first(answer: Answer) -> bool:
    """Whether no article shown is newer than the first."""
    days = [cited.published or date.min for cited in answer.evidence]
    return bool(days) and days[0] == max(days)


def _of_pair(
    retriever: Retriever,
    question: str,
    asked: Understood,
    today: date,
    settings: Quoting,
    cancel: Cancel,
    article: Article,
) -> Answer:
    """The answer with the pair's names; less is asked of the article that told them."""
    answer = _answer(retriever, question, asked, today, _lowered(settings), cancel)
    if not answer.answered or answer.confidence >= settings.threshold:
        return answer
    if answer.citations[0].article == article.number:
        return answer
    return _answer(retriever, question, asked, today, settings, cancel)


def _lowered(settings: Quoting) -> Quoting:
    """What is asked of an answer where something known already tells the article."""
    return settings.model_copy(update={"threshold": settings.threshold * OF_THE_THREAD})


def _quoted(found: Retrieved, question: str, settings: Quoting) -> Answer:
    return quote(
        found,
        load_weights(),
        load_reader(),
        question=question,
        most=settings.statements,
        threshold=settings.threshold,
    )


def _of_undated(
    retriever: Retriever,
    question: str,
    asked: Understood,
    today: date,
    settings: Quoting,
    cancel: Cancel,
) -> Answer | None:
    """The answer of articles without a date, which no filter of dates can let pass."""
    if not any(chip.kind == "date" for chip in asked.chips):
        return None
    outlets = [chip.source for chip in asked.chips if chip.source]
    articles = retriever.catalogue.numbers_undated(outlets)
    if not articles:
        return None
    found = retriever.search(asked.searched, articles=articles, today=today, cancel=cancel)
    answer = _quoted(found, question, settings)
    if not answer.answered:
        return None
    said = f"{nothing(asked.chips)} answers this; these articles have no date."
    return replace(answer, chips=asked.chips, notices=(said, *answer.notices))


def _widened(
    retriever: Retriever,
    question: str,
    thread: Thread,
    asked: Understood,
    settings: Quoting,
    cancel: Cancel,
) -> Answer | None:
    """The answer without filters, if there is one: said, never silent.

    Nothing with what is nearest, where the filters let no article pass.
    """
    freed, _ = read_question(retriever, question, thread, [*thread.without, *asked.chips])
    today = thread.today or date.today()
    answer = _answer(retriever, question, freed, today, settings, cancel)
    allowed = _allowed(retriever, asked.chips) or set()
    if not answer.answered:
        said = f"{no_article(asked.chips)}; the nearest of all are shown."
        # Without hits, from which a model would write of another time.
        return None if allowed else replace(answer, chips=asked.chips, notices=(said,), hits=())
    inside = [citation.article in allowed for citation in answer.citations]
    if all(inside):
        return replace(answer, chips=asked.chips)
    amount = "Little" if any(inside) else "Nothing"
    said = f"{nothing(asked.chips, amount)} answers this; all articles were searched."
    return replace(answer, notices=(said, *answer.notices))


def _allowed(retriever: Retriever, chips: Collection[Chip]) -> set[int] | None:
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
