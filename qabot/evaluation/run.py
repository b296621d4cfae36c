"""Asking all questions of a library, one after the other."""

from __future__ import annotations

import time
from collections.abc import Sequence

from qabot.domain import (
    Answer,
    Answered,
    Cancel,
    Citation,
    Failed,
    Progress,
    ProgressCallback,
    QabotError,
)
from qabot.embedding.minilm import MiniLM
from qabot.evaluation.figures import Figures, figures
from qabot.evaluation.names import Names
from qabot.evaluation.questions import Question
from qabot.evaluation.records import Record, failed, measure
from qabot.library import Library

TOKENS = 200
"""Length of the passage whose embedding is the unit of latency."""
SAMPLE_EVERY = 4
"""Questions between two samples of that unit: close enough to share the machine's moods."""
FEWEST_SAMPLES = 9


def ask_all(
    library: Library,
    questions: Sequence[Question],
    embedder: MiniLM,
    progress: ProgressCallback,
    cancel: Cancel,
) -> tuple[list[Record], Figures, list[str]]:
    """Records, figures and notices. Raises ``QabotError``, ``Cancelled``."""
    names = Names.of(library.rows())
    notices = [notice] if (notice := names.check(questions)) else []
    verbatim = _Verbatim(library)
    library.warm()
    text = _passage(library, embedder)
    # The first question pays for what is loaded once; the unit likewise.
    _ask(library, questions[0], cancel)
    embedder.embed_query(text)
    units = []
    records = []
    for done, question in enumerate(questions):
        progress(Progress("asking", done, len(questions)))
        if done % SAMPLE_EVERY == 0:
            units.append(_unit(embedder, text))
        started = time.perf_counter()
        event = _ask(library, question, cancel)
        seconds = time.perf_counter() - started
        if isinstance(event, Failed):
            records.append(failed(question, f"{event.message} {event.remedy}".strip(), seconds))
        else:
            grades = names.grades(question)
            records.append(measure(question, event, grades, seconds, verbatim))
    progress(Progress("asking", len(questions), len(questions)))
    while len(units) < FEWEST_SAMPLES:
        units.append(_unit(embedder, text))
    return records, figures(records, units), notices


def _ask(library: Library, question: Question, cancel: Cancel) -> Answer | Failed:
    for event in library.ask(question.text, cancel=cancel, asked=question.asked):
        if isinstance(event, Failed):
            return event
        if isinstance(event, Answered):
            return event.answer
    raise RuntimeError("Library.ask ended without Answered or Failed")


def _unit(embedder: MiniLM, text: str) -> float:
    started = time.perf_counter()
    embedder.embed_query(text)
    return time.perf_counter() - started


def _passage(library: Library, embedder: MiniLM) -> str:
    """About ``TOKENS`` tokens of the corpus's own words. Raises ``QabotError`` if it is empty."""
    words: list[str] = []
    for row in library.rows():
        words += library.article(row.number).text.split()
        if len(words) >= TOKENS:
            break
    if not words:
        raise QabotError("The corpus holds no article.", "Name articles with --articles.")
    while len(words) < TOKENS:
        words *= 2
    # A word is a token or more, so 200 words are enough; the length is cut by bisection.
    low, high = 1, TOKENS
    while low < high:
        middle = (low + high + 1) // 2
        if embedder.count_tokens([" ".join(words[:middle])])[0] <= TOKENS:
            low = middle
        else:
            high = middle - 1
    return " ".join(words[:low])


class _Verbatim:
    """Checks quotes against the articles as the library gives them; each is read once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._texts: dict[int, str] = {}

    def __call__(self, citation: Citation) -> bool:
        number = citation.article
        if number not in self._texts:
            self._texts[number] = self._library.article(number).text
        return bool(citation.quote) and (
            self._texts[number][citation.start : citation.end] == citation.quote
        )
