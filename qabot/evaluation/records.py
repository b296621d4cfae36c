"""What came out for one question, measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from qabot.domain import Answer, Citation, Hit
from qabot.evaluation.matching import holds, same_sentence
from qabot.evaluation.metrics import ndcg, reciprocal_rank
from qabot.evaluation.names import name_of
from qabot.evaluation.questions import Question

DEPTHS = (1, 3, 5, 10)
RETRIEVAL = (*(f"hit@{depth}" for depth in DEPTHS), "mrr@10", "ndcg@10")
SENTENCES = ("answer_in_first", "answer_in_shown", "gold_first", "gold_shown")

Verbatim = Callable[[Citation], bool]
"""Whether a citation's quote stands in its article at its offsets."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted sentence."""

    article: str
    start: int
    end: int
    quote: str
    verbatim: bool
    answer: bool
    """Whether it holds an answer."""
    gold: bool
    """Whether it is a sentence of the evidence."""


@dataclass(frozen=True, slots=True)
class Record:
    """One question asked."""

    id: str
    question: str
    answerable: bool
    searched: str = ""
    answered: bool = False
    confidence: float = 0.0
    seconds: float = 0.0
    """From asking to the whole answer."""
    filters: tuple[str, ...] = ()
    retrieved: tuple[str, ...] = ()
    """Ids of the distinct articles found, best first."""
    quoted: tuple[Quoted, ...] = ()
    """What is quoted or, if nothing is answered, shown as nearest."""
    scores: Mapping[str, float] = field(default_factory=dict)
    """The figures that can be measured on this question, each 0 to 1."""
    fault: str = ""
    """What went wrong, one of ``FAULTS``; empty if nothing."""
    error: str = ""
    """The message, if asking failed."""


FAULTS = {
    "failed": "asking failed with an error",
    "answered": "unanswerable, yet answered",
    "article missed": "no right article among the first ten",
    "sentence missed": "right article found, right sentence not shown",
    "refused": "found, yet said that nothing answers",
    "not first": "right sentence shown, but not first",
}
"""Kinds of error, worst first; a question counts under the first that applies."""


def measure(
    question: Question,
    answer: Answer,
    grades: Mapping[int, float],
    seconds: float,
    verbatim: Verbatim,
) -> Record:
    """Measure one answer. ``grades``: of the right articles, by number."""
    quoted = tuple(_quoted(question, citation, answer, verbatim) for citation in answer.evidence)
    groups = _groups(answer.hits)
    scores = {**_retrieval(question, groups, grades), **_sentences(question, quoted)}
    return Record(
        id=question.id,
        question=question.text,
        answerable=question.answerable,
        searched=answer.searched,
        answered=answer.answered,
        confidence=answer.confidence,
        seconds=seconds,
        filters=tuple(f"{chip.kind}: {chip.label}" for chip in answer.chips),
        retrieved=tuple(_distinct(answer.hits)),
        quoted=quoted,
        scores=scores,
        fault=_fault(question, answer, scores),
    )


def failed(question: Question, message: str, seconds: float) -> Record:
    """The record of a question on which asking failed: nothing found, nothing answered."""
    scores = {**_retrieval(question, [], {1: 1.0}), **_sentences(question, ())}
    return Record(
        id=question.id,
        question=question.text,
        answerable=question.answerable,
        seconds=seconds,
        scores=scores,
        fault="failed",
        error=message,
    )


def _distinct(hits: Sequence[Hit]) -> dict[str, None]:
    return dict.fromkeys(name_of(hit.article) for hit in hits)


def _groups(hits: Sequence[Hit]) -> list[set[int]]:
    """Article numbers by place: near-copies that are shown as one hold one place together."""
    groups: dict[int, set[int]] = {}
    for hit in hits:
        group = groups.setdefault(hit.article.number, {hit.article.number})
        group.update(row.number for row in hit.also_in)
    return list(groups.values())


def _retrieval(
    question: Question, groups: Sequence[set[int]], grades: Mapping[int, float]
) -> dict[str, float]:
    if not question.answerable or not question.grades:
        return {}
    gains, counted = [], set[int]()
    for group in groups:
        gains.append(max((grades.get(number, 0.0) for number in group - counted), default=0.0))
        counted |= group
    # Of copies in one place the best counts, so the ideal has no more than that either.
    ideal = [gain for gain in gains if gain > 0]
    ideal += [grade for number, grade in grades.items() if number not in counted]
    found = {f"hit@{depth}": float(any(gains[:depth])) for depth in DEPTHS}
    return {**found, "mrr@10": reciprocal_rank(gains), "ndcg@10": ndcg(gains, ideal)}


def _sentences(question: Question, quoted: Sequence[Quoted]) -> dict[str, float]:
    scores: dict[str, float] = {}
    if question.answerable and question.answers:
        scores["answer_in_first"] = float(any(item.answer for item in quoted[:1]))
        scores["answer_in_shown"] = float(any(item.answer for item in quoted))
    if question.answerable and question.evidence:
        scores["gold_first"] = float(any(item.gold for item in quoted[:1]))
        scores["gold_shown"] = float(any(item.gold for item in quoted))
    return scores


def _quoted(question: Question, citation: Citation, answer: Answer, verbatim: Verbatim) -> Quoted:
    names = {hit.article.number: name_of(hit.article) for hit in answer.hits}
    return Quoted(
        article=names.get(citation.article, citation.path),
        start=citation.start,
        end=citation.end,
        quote=citation.quote,
        verbatim=verbatim(citation),
        answer=holds(citation.quote, question.answers),
        gold=same_sentence(citation.quote, question.evidence),
    )


def _fault(question: Question, answer: Answer, scores: Mapping[str, float]) -> str:
    if not question.answerable:
        return "answered" if answer.answered else ""
    # A long answer is never in one sentence, and gold sentences may be incomplete: either will do.
    first = [scores[name] for name in ("answer_in_first", "gold_first") if name in scores]
    shown = [scores[name] for name in ("answer_in_shown", "gold_shown") if name in scores]
    if not scores.get("hit@10", 1.0) and not any(shown):
        return "article missed"
    if shown and not any(shown):
        return "sentence missed"
    if not answer.answered:
        return "refused"
    if first and not any(first):
        return "not first"
    return ""
