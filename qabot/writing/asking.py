"""From a question to a written answer, as events; the quoting answer stands by throughout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from qabot.answering.asking import Thread, ask_events
from qabot.domain import (
    Answer,
    Answered,
    AskEvent,
    Cancel,
    Cancelled,
    Cited,
    Found,
    QabotError,
    Searching,
    Statement,
    Text,
)
from qabot.embedding.cross_reader import load_reader
from qabot.retrieval.search import Retriever
from qabot.settings import Quoting
from qabot.writing.courtesy import is_courtesy
from qabot.writing.ending import Draft, add_usage, failed, quoting, settled, stopped
from qabot.writing.failures import TooLong
from qabot.writing.live import Live
from qabot.writing.models import Writer
from qabot.writing.pieces import Cutter
from qabot.writing.prompt import SYSTEM, question_prompt
from qabot.writing.refusing import (
    claims_beside,
    declines,
    is_plain_refusal,
    is_refusal,
    tells_what_is_not_there,
)
from qabot.writing.rewriting import rewritten
from qabot.writing.sources import choose_sources
from qabot.writing.streaming import Usage, stream
from qabot.writing.support import Judged, Support

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

__all__ = ["Writer", "write_events"]

_MOST = 12
"""Statements of the longest answer."""
_REPEATS = 3
"""Sentences said again after which a model goes round in circles."""
_ALOUD = re.compile(
    r"\W*(?:ok(?:ay)?|alright|hmm+|let(?:'s|\u2019s| me| us)|we (?:need|have|are)|i need|first"
    r"|(?:so,? )?the (?:user|question))\b",
    re.IGNORECASE,
)
"""How thinking aloud begins. It may end in ``</think>``, and the answer come behind it."""


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
    draft = Draft()
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
        yield from quoting(quoted, draft.notices, usage)
        return
    yield from _written(retriever, asked, quoted, draft, cancel, writer, usage)


def _written(
    retriever: Retriever,
    asked: str,
    quoted: Answer,
    draft: Draft,
    cancel: Cancel,
    writer: Writer,
    usage: Usage,
) -> Iterator[AskEvent]:
    from langchain_core.messages import HumanMessage, SystemMessage

    sources = choose_sources(quoted.hits, writer.budget)
    support = Support(sources, retriever.embedder, load_reader())
    messages: list[BaseMessage] = [
        SystemMessage(SYSTEM),
        HumanMessage(question_prompt(asked, sources)),
    ]
    cutter, live = Cutter(known={source.id for source in sources}), Live(support)
    reply = Usage()
    full = False
    try:
        for piece in stream(writer, messages, cancel, reply):
            ready = cutter.add(piece, enough=full)
            if cutter.anew:
                yield from _begun_anew(support, draft, live)
            for sentence in ready:
                yield from _take(sentence, support, draft, live)
            full = len(draft.statements) >= _MOST
            if draft.repeated >= _REPEATS or (full and not _ALOUD.match(cutter.raw)):
                reply.cut = True
                break
            if not full and (rest := cutter.rest):
                yield from _told(live.grow(rest[0]))
        for sentence in cutter.finish():
            yield from _take(sentence, support, draft, live)
    except TooLong as error:
        add_usage(usage, reply)
        if not cutter.raw and (smaller := writer.shorter()):
            yield from _written(retriever, asked, quoted, draft, cancel, smaller, usage)
        else:
            yield from failed(error, quoted, draft, usage, begun=False)
        return
    except QabotError as error:
        add_usage(usage, reply)
        yield from failed(error, quoted, draft, usage, begun=bool(cutter.raw))
        return
    except Cancelled:
        add_usage(usage, reply)
        *whole, last = cutter.rest or [""]
        for sentence in whole:
            yield from _take(sentence, support, draft, live)
        yield from stopped(last, support, draft, quoted, usage)
        return
    add_usage(usage, reply)
    draft.cut |= reply.cut
    yield from settled(support, draft, quoted, writer, usage)


def _unborne(sentence: str, support: Support) -> Judged:
    remark = "unsupported: no sentence of the articles says so"
    return Judged(Statement(support.rendered(sentence, ()), supported=False, remark=remark), ())


def _begun_anew(support: Support, draft: Draft, live: Live) -> Iterator[AskEvent]:
    """Take all back: it was thought, not said."""
    support.forget()
    draft.forget()
    yield from _told(live.clear())


def _take(sentence: str, support: Support, draft: Draft, live: Live) -> Iterator[AskEvent]:
    """Check a sentence and show it."""
    bare = support.bare(sentence)
    if is_plain_refusal(bare, cites=bool(support.ids(sentence))):
        draft.refused = True
        draft.declined |= declines(bare)
        yield from _told(live.drop())
        return
    if is_courtesy(bare) and not support.ids(sentence):
        yield from _told(live.drop())
        return
    if len(draft.statements) >= _MOST:
        draft.cut = True
        return
    # That something is not told is found in no sentence, so nothing is sought for what is beside.
    own = support.ids(sentence) and not tells_what_is_not_there(bare)
    unborne = claims_beside(bare) and not own
    judged = _unborne(sentence, support) if unborne else support.judge(sentence)
    said = {statement.text for statement in draft.statements}
    if judged is None or judged.statement.text in said:
        draft.repeated += judged is not None
        yield from _told(live.drop())
        return
    statement = judged.statement
    if is_refusal(bare) and not statement.supported:
        draft.refused = True
        draft.declined |= declines(bare)
        draft.claimed |= claims_beside(bare)
    draft.statements.append(statement)
    for citation in judged.new:
        yield Cited(citation)
    yield from _told(live.close(statement.text, statement.remark))


def _told(text: Text | None) -> Iterator[AskEvent]:
    if text is not None:
        yield text
