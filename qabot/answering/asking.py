"""From a question to an answer, all steps in order, as events."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from qabot.answering.asked import Thread, only_outside, read_question
from qabot.answering.following import goes_on
from qabot.answering.found import Inquiry, allowed_by, answer_to, of_event, quoted
from qabot.answering.labels import no_article, nothing
from qabot.answering.more import more
from qabot.answering.notices import notices
from qabot.answering.of_article import of_article
from qabot.answering.overview import is_overview
from qabot.answering.since import after_what, since_event
from qabot.answering.when import nearest_in_time
from qabot.answering.years import otherwise
from qabot.domain import (
    Answer,
    Answered,
    AskEvent,
    Cancel,
    Cited,
    Found,
    QabotError,
    Searching,
    Text,
)
from qabot.retrieval.search import Retriever
from qabot.retrieval.understand import Understood
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
    inquiry = Inquiry(retriever, question, thread.today or date.today(), settings, cancel)
    # An event that was found is a topic of its own: its words are no longer in what is searched.
    usual = inquiry if asked.searched == named.searched else inquiry.lowered
    answer = likely = None
    if only := only_outside(asked, outside):
        answer = nearest_in_time(
            retriever.catalogue, only, question, asked.searched, settings.statements
        )
    if answer is None and asked.follows is not None:
        going_on = replace(asked, searched=asked.follows)
        yield Searching(going_on.searched, going_on.chips)
        found = answer_to(inquiry.lowered, going_on)
        likely = found if goes_on(found, question, thread.history) else None
        if found.confidence >= settings.threshold and (likely or asked.follows == asked.searched):
            answer = found
    if answer is None:
        yield Searching(asked.searched, asked.chips)
        answer = answer_to(usual, asked)
        if likely is not None and not answer.answered:
            yield Searching(likely.searched, likely.chips)
            answer = likely
    for other, fits in otherwise(asked, [*thread.without, *outside]):
        if answer.answered:
            break
        found = answer_to(usual, other)
        if found.answered and fits(found, other):
            yield Searching(other.searched, other.chips)
            answer = found
    if not answer.answered and (event := after_what(asked)):
        answer = of_event(inquiry, asked, event) or answer
    wants_news = is_overview(asked.searched, asked.chips, latest=asked.latest)
    if asked.chips and not answer.answered and not wants_news:
        answer = _of_undated(inquiry, asked) or answer
    if asked.chips and not answer.answered and not wants_news:
        answer = _widened(inquiry, thread, asked) or answer
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


def _of_undated(inquiry: Inquiry, asked: Understood) -> Answer | None:
    """The answer of articles without a date, which no filter of dates can let pass."""
    if not any(chip.kind == "date" for chip in asked.chips):
        return None
    outlets = [chip.source for chip in asked.chips if chip.source]
    articles = inquiry.retriever.catalogue.numbers_undated(outlets)
    if not articles:
        return None
    found = inquiry.retriever.search(
        asked.searched, articles=articles, today=inquiry.today, cancel=inquiry.cancel
    )
    answer = quoted(found, inquiry.question, inquiry.settings)
    if not answer.answered:
        return None
    said = f"{nothing(asked.chips)} answers this; these articles have no date."
    return replace(answer, chips=asked.chips, notices=(said, *answer.notices))


def _widened(inquiry: Inquiry, thread: Thread, asked: Understood) -> Answer | None:
    """The answer without filters, if there is one: said, never silent.

    Nothing with what is nearest, where the filters let no article pass.
    """
    dropped = [*thread.without, *asked.chips]
    freed, _ = read_question(inquiry.retriever, inquiry.question, thread, dropped)
    answer = answer_to(inquiry, freed)
    allowed = allowed_by(inquiry.retriever, asked.chips) or set()
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
