"""The documented JSON shapes of answers and threads."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from qabot.domain import Answer, Citation
from qabot.exporting.values import Exported


def thread_json(thread: Exported) -> dict[str, Any]:
    """``{title, exchanges: [{question, asked, failure, answer}]}``; ``answer`` as
    ``answer_json`` has it, or null."""
    return {
        "title": thread.title,
        "exchanges": [
            {
                "question": one.question,
                "asked": _time(one.asked),
                "failure": one.failure or None,
                "answer": answer_json(one.answer) if one.answer else None,
            }
            for one in thread.exchanges
        ],
    }


def _time(seconds: float) -> str | None:
    if not seconds:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def answer_json(answer: Answer) -> dict[str, Any]:
    """The documented shape of an answer."""
    return {
        "question": answer.question,
        "searched": answer.searched,
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "mode": answer.mode,
        "statements": [
            {
                "text": statement.text,
                "citations": list(statement.citations),
                "bold": [[span.start, span.end] for span in statement.bold],
                "supported": statement.supported,
                **({"remark": statement.remark} if statement.remark else {}),
            }
            for statement in answer.statements
        ],
        "citations": [_citation(citation) for citation in answer.citations],
        "nearest": [_citation(citation) for citation in answer.nearest],
        "filters": [
            {
                "kind": chip.kind,
                "label": chip.label,
                "words": chip.words,
                "since": chip.since.isoformat() if chip.since else None,
                "until": chip.until.isoformat() if chip.until else None,
                "source": chip.source or None,
            }
            for chip in answer.chips
        ],
        "notices": list(answer.notices),
        "timings": {step: round(seconds, 4) for step, seconds in answer.timings.items()},
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        "article": citation.article,
        "title": citation.title,
        "source": citation.source,
        "published": citation.published.isoformat() if citation.published else None,
        "url": citation.url,
        "path": citation.path,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
        "quote": citation.quote,
        "also_in": list(citation.also_in),
    }
