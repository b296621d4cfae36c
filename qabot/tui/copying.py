"""Answers as text to paste elsewhere: quotes with outlet and date, or Markdown footnotes."""

from __future__ import annotations

from qabot.domain import Answer, Citation, Statement
from qabot.exporting import attribution, footnote, in_quotes
from qabot.tui.conversation import Turn


def answer_text(answer: Answer, *, sources: bool) -> str:
    """The whole answer; with ``sources`` as Markdown with footnotes."""
    if not answer.answered:
        return f"{answer.question}\n\nNothing in the articles answers this."
    by_number = {citation.number: citation for citation in answer.citations}
    if sources:
        body = [_with_marks(s, quoting=answer.mode == "quoting") for s in answer.statements]
        notes = [footnote(citation) for citation in answer.citations]
        return "\n\n".join([*body, "\n".join(notes)])
    return "\n\n".join(
        _with_outlets(statement, by_number, quoting=answer.mode == "quoting")
        for statement in answer.statements
    )


def turn_text(turn: Turn, *, sources: bool) -> str:
    """What copying a turn gives in each of its phases."""
    if turn.answer is not None:
        return answer_text(turn.answer, sources=sources)
    if turn.failure is not None:
        parts = [turn.question, turn.failure.message, turn.failure.remedy, turn.details]
        return "\n".join(part for part in parts if part)
    return turn.question


def _quoted(statement: Statement, quoting: bool) -> str:
    return in_quotes(statement.text) if quoting else statement.text.strip()


def _with_marks(statement: Statement, *, quoting: bool) -> str:
    text = _quoted(statement, quoting)
    missing = [n for n in statement.citations if f"[{n}]" not in text]
    for number in statement.citations:
        text = text.replace(f"[{number}]", f"[^{number}]")
    return text + "".join(f"[^{number}]" for number in missing) + _mark(statement)


def _mark(statement: Statement) -> str:
    """What is wrong with a statement goes with its copy."""
    if statement.supported and not statement.remark:
        return ""
    return f" (? {statement.remark or 'not supported by what it cites'})"


def _with_outlets(statement: Statement, cited: dict[int, Citation], *, quoting: bool) -> str:
    names = [attribution(cited[n]) for n in statement.citations if n in cited]
    text = _quoted(statement, quoting)
    if not quoting:
        for number in statement.citations:
            text = text.replace(f" [{number}]", "").replace(f"[{number}]", "")
    said = f"{text} ({'; '.join(dict.fromkeys(names))})" if names else text
    return said + _mark(statement)
