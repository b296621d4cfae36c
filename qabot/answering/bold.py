"""The likely answer words of a quoted sentence."""

from __future__ import annotations

from qabot.answering.features import Asked
from qabot.answering.kinds import Kind, found
from qabot.domain import Span
from qabot.retrieval.words import stems

MOST = 3


def answer_words(question: Asked, sentence: str) -> tuple[Span, ...]:
    """Spans of words of the kind asked for that the question does not have already."""
    if question.kind in (Kind.OTHER, Kind.REASON, Kind.LIST):
        return ()
    spans = [
        span
        for span in found(question.kind, sentence)
        if any(word not in question.known for word in stems(sentence[span.start : span.end]))
    ]
    if question.kind is Kind.SPEECH:
        spans = [span for span in spans if span.end - span.start > 12]
    return tuple(spans[:MOST])
