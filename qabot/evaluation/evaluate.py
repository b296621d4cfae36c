"""Asking a question set of a corpus: from files to a result."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qabot import __version__
from qabot.domain import Cancel, ProgressCallback
from qabot.embedding import load_embedder
from qabot.embedding.minilm import MiniLM
from qabot.evaluation.corpus import refuse_failures, throw_away
from qabot.evaluation.questions import read_questions, spread
from qabot.evaluation.result import Result
from qabot.evaluation.run import ask_all
from qabot.library import Library
from qabot.quiet import quiet
from qabot.settings import Settings, load_settings
from qabot.text import SPLITTER


def evaluate_set(
    questions: Path,
    articles: Path | None,
    corpus: Path | None,
    keep: Path | None,
    limit: int | None,
    progress: ProgressCallback,
    cancel: Cancel | None = None,
) -> Result:
    """Ask the questions of a file; the result. Raises ``QabotError``, ``Cancelled``."""
    stop = cancel or Cancel()
    asked = read_questions(questions)
    settings = load_settings(corpus=corpus)
    quiet(tracing=settings.tracing)
    embedder = load_embedder(settings.embedder)
    with _corpus(articles, keep, settings, embedder, progress, stop) as library:
        chosen = spread(asked.questions, limit)
        records, figures, notices = ask_all(library, chosen, embedder, progress, stop)
        counts = library.counts()
    if asked.unused:
        notices.append(f"Not used in {questions}: the keys {', '.join(asked.unused)}.")
    about = {
        "version": __version__,
        "set": questions.name,
        "articles": counts.articles,
        "passages": counts.passages,
        "embedder": str(embedder.identity),
        "splitter": SPLITTER,
        "quoting": settings.quoting.model_dump(),
    }
    return Result(figures, tuple(records), about, tuple(notices))


@contextmanager
def _corpus(
    articles: Path | None,
    keep: Path | None,
    settings: Settings,
    embedder: MiniLM,
    progress: ProgressCallback,
    cancel: Cancel,
) -> Iterator[Library]:

    if articles is not None:
        with throw_away(articles, keep, settings, embedder, progress, cancel) as library:
            yield library
        return
    library = Library.open(settings)
    try:
        refuse_failures(library.sync(progress=progress, cancel=cancel))
        yield library
    finally:
        library.close()
