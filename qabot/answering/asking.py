"""From a question to an answer, all steps in order."""

from __future__ import annotations

import time
from dataclasses import replace

from qabot.answering.quoting import quote
from qabot.answering.weights import load_weights
from qabot.domain import Answer, Cancel
from qabot.retrieval.search import Retriever
from qabot.settings import Quoting


def answer_question(
    retriever: Retriever, question: str, settings: Quoting, cancel: Cancel
) -> Answer:
    """Search and quote. Raises ``Cancelled``."""
    started = time.perf_counter()
    found = retriever.search(question, cancel=cancel)
    answer = quote(
        found,
        load_weights(),
        question=question,
        most=settings.statements,
        threshold=settings.threshold,
    )
    counts = retriever.catalogue.counts()
    notices: tuple[str, ...] = ()
    if counts.embedded < counts.passages:
        share = counts.embedded / max(1, counts.passages)
        notices = (f"Search by meaning covers {share:.0%} of the passages so far.",)
    total = time.perf_counter() - started
    return replace(answer, notices=notices, timings={**answer.timings, "total": total})
