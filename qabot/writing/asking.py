"""From a question to a written answer, as events; the quoting answer stands by throughout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qabot.answering.asking import Thread, ask_events
from qabot.domain import (
    Answer,
    Answered,
    AskEvent,
    Cancel,
    Cancelled,
    Citation,
    Cited,
    Found,
    QabotError,
    Searching,
    Statement,
    Text,
)
from qabot.retrieval.search import Retriever
from qabot.settings import Quoting
from qabot.writing.failures import TooLong
from qabot.writing.live import Live
from qabot.writing.models import Writer
from qabot.writing.pieces import Cutter
from qabot.writing.prompt import SYSTEM, is_plain_refusal, is_refusal, question_prompt
from qabot.writing.rewriting import rewritten
from qabot.writing.sources import choose_sources
from qabot.writing.streaming import Usage, stream
from qabot.writing.support import Support

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

__all__ = ["Writer", "write_events"]

_MOST = 12
"""Statements of the longest answer."""
_SMALLEST = 250
"""Tokens of article text below which a prompt is not made shorter."""
_REPEATS = 3
"""Sentences said again after which a model goes round in circles."""


@dataclass
class _Draft:
    """What has been written so far."""

    statements: list[Statement] = field(default_factory=list)
    refused: bool = False
    repeated: int = 0
    notices: list[str] = field(default_factory=list)

    @property
    def mostly_unsupported(self) -> bool:
        bad = sum(not statement.supported for statement in self.statements)
        return 2 * bad > len(self.statements)


def write_events(
    retriever: Retriever,
    question: str,
    thread: Thread,
    settings: Quoting,
    cancel: Cancel,
    writer: Writer,
) -> Iterator[AskEvent]:
    """Understand, search, write and check. Ends with ``Answered``.

    ``Text`` comes as it is written; each sentence ends with its citations, and its mark if it
    has one. The answer at the end is what counts: where writing fails it is the quoting one.
    Raises ``QabotError`` for a question without any word, and ``Cancelled`` if nothing had come.
    """
    usage = Usage()
    draft = _Draft()
    asked = question
    if thread.history:
        complete, notice = rewritten(writer, question, thread.history, cancel, usage)
        draft.notices += [notice] if notice else []
        if complete:
            asked, thread = complete, replace(thread, history=())
    quoted: Answer | None = None
    for event in ask_events(retriever, asked, thread, settings, cancel):
        if isinstance(event, Searching | Found):
            yield event
        elif isinstance(event, Answered):
            quoted = event.answer
    assert quoted is not None
    quoted = replace(quoted, question=question)
    if not quoted.hits:
        yield from _quoting(quoted, draft.notices, usage)
        return
    yield from _written(retriever, asked, quoted, draft, cancel, writer, usage)


def _written(
    retriever: Retriever,
    asked: str,
    quoted: Answer,
    draft: _Draft,
    cancel: Cancel,
    writer: Writer,
    usage: Usage,
) -> Iterator[AskEvent]:
    from langchain_core.messages import HumanMessage, SystemMessage

    sources = choose_sources(quoted.hits, writer.budget)
    support = Support(sources, retriever.embedder)
    messages: list[BaseMessage] = [
        SystemMessage(SYSTEM),
        HumanMessage(question_prompt(asked, sources)),
    ]
    cutter, live = Cutter(), Live(support)
    reply = Usage()
    try:
        for piece in stream(writer, messages, cancel, reply):
            for sentence in cutter.add(piece):
                yield from _take(sentence, support, draft, live)
            if len(draft.statements) >= _MOST or draft.repeated >= _REPEATS:
                reply.cut = True
                break
            if new := live.grow(cutter.rest):
                yield Text(new)
        for sentence in cutter.finish():
            yield from _take(sentence, support, draft, live)
    except TooLong as error:
        _add(usage, reply)
        if writer.budget > _SMALLEST and not cutter.raw:
            smaller = replace(writer, budget=max(_SMALLEST, writer.budget // 3))
            yield from _written(retriever, asked, quoted, draft, cancel, smaller, usage)
        else:
            yield from _failed(error, quoted, draft, usage, begun=False)
        return
    except QabotError as error:
        _add(usage, reply)
        yield from _failed(error, quoted, draft, usage, begun=bool(cutter.raw))
        return
    except Cancelled:
        _add(usage, reply)
        yield from _stopped(cutter, support, draft, quoted, usage)
        return
    _add(usage, reply)
    if reply.cut:
        draft.notices.append("The model's answer was too long and ends early.")
    yield from _settled(support, draft, quoted, writer, usage)


def _failed(
    error: QabotError, quoted: Answer, draft: _Draft, usage: Usage, *, begun: bool
) -> Iterator[AskEvent]:
    what = "broke off" if begun else "did not answer"
    draft.notices.append(f"The model {what}, so the articles are quoted: {error}")
    yield from _quoting(quoted, draft.notices, usage)


def _take(sentence: str, support: Support, draft: _Draft, live: Live) -> Iterator[AskEvent]:
    """Check a sentence and show it."""
    if is_plain_refusal(support.bare(sentence)):
        draft.refused = True
        live.drop()
        return
    judged = support.judge(sentence)
    said = {statement.text for statement in draft.statements}
    if judged is None or judged.statement.text in said or len(draft.statements) >= _MOST:
        draft.repeated += judged is not None
        live.drop()
        return
    statement = judged.statement
    if is_refusal(statement.text) and not statement.supported:
        draft.refused = True
    draft.statements.append(statement)
    for citation in judged.new:
        yield Cited(citation)
    if new := live.close(statement.text, statement.remark):
        yield Text(new)


def _settled(
    support: Support, draft: _Draft, quoted: Answer, writer: Writer, usage: Usage
) -> Iterator[AskEvent]:
    """The end of a reply that came whole."""
    if support.removed:
        draft.notices.append("The model cited sentences that there are not; these were removed.")
    held = [statement for statement in draft.statements if statement.supported]
    if draft.refused and not held:
        draft.notices.append(f"{writer.name} found no answer in the passages.")
        nearest = quoted.evidence
        yield Answered(
            _finished(
                replace(quoted, statements=(), citations=(), answered=False, nearest=nearest),
                draft,
                usage,
            )
        )
        return
    if not draft.statements:
        draft.notices.append(f"{writer.name} wrote nothing, so the articles are quoted.")
        yield from _quoting(quoted, draft.notices, usage)
        return
    if draft.mostly_unsupported:
        bad = len(draft.statements) - len(held)
        draft.notices.append(
            f"{bad} of {len(draft.statements)} sentences that {writer.name} wrote were not borne "
            "out by the articles, so these are quoted instead."
        )
        yield from _quoting(quoted, draft.notices, usage)
        return
    yield Answered(_finished(_answer(support, draft, quoted), draft, usage))


def _stopped(
    cutter: Cutter, support: Support, draft: _Draft, quoted: Answer, usage: Usage
) -> Iterator[AskEvent]:
    """What had come when the user cancelled."""
    rest = support.rendered(cutter.rest)
    if rest:
        numbers = tuple(sorted({support.numbers[n] for n in support.ids(cutter.rest)}))
        draft.statements.append(Statement(rest, numbers, supported=False, remark="unfinished"))
    if not draft.statements:
        raise Cancelled
    draft.notices.append("Cancelled: the answer is unfinished.")
    yield Answered(_finished(_answer(support, draft, quoted), draft, usage))


def _answer(support: Support, draft: _Draft, quoted: Answer) -> Answer:
    return replace(
        quoted,
        statements=tuple(draft.statements),
        citations=tuple(support.citations),
        answered=True,
        nearest=(),
    )


def _quoting(quoted: Answer, notices: list[str], usage: Usage) -> Iterator[AskEvent]:
    """The quoting answer, with what is to be said about the writing."""
    known: dict[int, Citation] = {citation.number: citation for citation in quoted.evidence}
    for statement in quoted.statements:
        for number in statement.citations:
            yield Cited(known[number])
    said = (*quoted.notices, *notices)
    yield Answered(replace(quoted, notices=said, timings=_timed(quoted, usage)))


def _finished(answer: Answer, draft: _Draft, usage: Usage) -> Answer:
    notices = [*answer.notices, *draft.notices]
    if usage.read or usage.written:
        notices.append(f"{usage.read:,} tokens read and {usage.written:,} written.")
    return replace(answer, mode="writing", notices=tuple(notices), timings=_timed(answer, usage))


def _timed(answer: Answer, usage: Usage) -> dict[str, float]:
    total = answer.timings.get("total", 0.0) + usage.seconds
    return {**answer.timings, "first word": usage.first, "write": usage.seconds, "total": total}


def _add(total: Usage, reply: Usage) -> None:
    total.read += reply.read
    total.written += reply.written
    total.seconds += reply.seconds
    total.first = reply.first
