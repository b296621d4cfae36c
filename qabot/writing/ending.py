"""How a written answer ends: whole, refused, replaced by the quoting one, or stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from qabot.domain import (
    Answer,
    Answered,
    AskEvent,
    Cancelled,
    Citation,
    Cited,
    QabotError,
    Statement,
)
from qabot.writing.models import Writer
from qabot.writing.streaming import Usage
from qabot.writing.support import Support


@dataclass
class Draft:
    """What has been written so far."""

    statements: list[Statement] = field(default_factory=list)
    refused: bool = False
    declined: bool = False
    """The model refused for reasons of its own."""
    claimed: bool = False
    """A refusal said something else, too, that is not borne out."""
    cut: bool = False
    """It ended for its length."""
    repeated: int = 0
    notices: list[str] = field(default_factory=list)

    def forget(self) -> None:
        """Nothing of it was said."""
        self.statements.clear()
        self.refused = self.declined = self.claimed = self.cut = False
        self.repeated = 0

    @property
    def mostly_unsupported(self) -> bool:
        bad = sum(not statement.supported for statement in self.statements)
        return 2 * bad > len(self.statements)


def failed(
    error: QabotError, quoted: Answer, draft: Draft, usage: Usage, *, begun: bool
) -> Iterator[AskEvent]:
    """The quoting answer in place of one that failed, and why."""
    what = "broke off" if begun else "did not answer"
    draft.notices.append(f"The model {what}, so the articles are quoted: {error}")
    yield from quoting(quoted, draft.notices, usage)


def settled(
    support: Support, draft: Draft, quoted: Answer, writer: Writer, usage: Usage
) -> Iterator[AskEvent]:
    """The end of a reply that came whole."""
    if support.removed:
        draft.notices.append("The model cited sentences that there are not; these were removed.")
    held = [statement for statement in draft.statements if statement.supported]
    if draft.declined and not held:
        # What the articles say is then not known from the model.
        draft.notices.append(f"{writer.name} refused to answer, so the articles are quoted.")
        yield from quoting(quoted, draft.notices, usage)
        return
    if draft.refused and not held:
        draft.notices.append(_refusal(draft, writer))
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
        nothing = "was cut off before its first sentence" if draft.cut else "wrote nothing"
        draft.notices.append(f"{writer.name} {nothing}, so the articles are quoted.")
        yield from quoting(quoted, draft.notices, usage)
        return
    if draft.cut:
        draft.notices.append("The model's answer was too long and ends early.")
    if draft.mostly_unsupported:
        bad, count = len(draft.statements) - len(held), len(draft.statements)
        which = f"{bad} of the {count} sentences" if count > 1 else "The one sentence"
        were = "were" if bad > 1 else "was"
        draft.notices.append(
            f"{which} that {writer.name} wrote {were} not borne out by the articles, "
            "so these are quoted instead."
        )
        yield from quoting(quoted, draft.notices, usage)
        return
    if draft.refused:
        did = "refused to answer" if draft.declined else "found no answer to"
        draft.notices.append(f"{writer.name} {did} a part of the question.")
    yield Answered(_finished(_answer(support, draft, quoted), draft, usage))


def _refusal(draft: Draft, writer: Writer) -> str:
    said = "found no answer in the passages"
    if draft.claimed:
        said += "; what it wrote beside that is not borne out by them and is left out"
    return f"{writer.name} {said}."


def stopped(
    last: str, support: Support, draft: Draft, quoted: Answer, usage: Usage
) -> Iterator[AskEvent]:
    """What had come when the user cancelled; ``last`` is the sentence that was being written."""
    rest = support.rendered(last)
    if rest:
        numbers = tuple(sorted({support.numbers[n] for n in support.ids(last)}))
        draft.statements.append(Statement(rest, numbers, supported=False, remark="unfinished"))
    if not draft.statements:
        raise Cancelled
    draft.notices.append("Cancelled: the answer is unfinished.")
    yield Answered(_finished(_answer(support, draft, quoted), draft, usage))


def _answer(support: Support, draft: Draft, quoted: Answer) -> Answer:
    return replace(
        quoted,
        statements=tuple(draft.statements),
        citations=tuple(support.citations),
        answered=True,
        nearest=(),
    )


def quoting(quoted: Answer, notices: list[str], usage: Usage) -> Iterator[AskEvent]:
    """The quoting answer, with what is to be said about the writing."""
    known: dict[int, Citation] = {citation.number: citation for citation in quoted.evidence}
    for statement in quoted.statements:
        for number in statement.citations:
            yield Cited(known[number])
    timings = _timed(quoted, usage)
    took = [_took(usage, timings["total"])] if usage.read or usage.written else []
    said = (*quoted.notices, *notices, *took)
    yield Answered(replace(quoted, notices=said, timings=timings))


def _finished(answer: Answer, draft: Draft, usage: Usage) -> Answer:
    notices = [*answer.notices, *draft.notices]
    timings = _timed(answer, usage)
    if usage.read or usage.written or usage.seconds:
        notices.append(_took(usage, timings["total"]))
    return replace(answer, mode="writing", notices=tuple(notices), timings=timings)


def _took(usage: Usage, total: float) -> str:
    """What an answer cost: its tokens where the model says, and its seconds."""
    if usage.read or usage.written:
        return f"{usage.read:,} tokens read and {usage.written:,} written · {total:,.1f} s"
    return f"Written in {total:,.1f} s."


def _timed(answer: Answer, usage: Usage) -> dict[str, float]:
    total = answer.timings.get("total", 0.0) + usage.seconds
    return {**answer.timings, "first word": usage.first, "write": usage.seconds, "total": total}


def add_usage(total: Usage, reply: Usage) -> None:
    """Count a reply in."""
    total.read += reply.read
    total.written += reply.written
    total.seconds += reply.seconds
    total.first = reply.first
