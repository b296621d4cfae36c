"""The façade: all that a front end needs. Importing and opening it loads nothing heavy."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qabot.adding import Removed, Tally, embed, place, take_file, take_folder, write_text
from qabot.adding.removed import set_aside
from qabot.domain import (
    Answer,
    Article,
    ArticleRow,
    AskEvent,
    Cancel,
    Chip,
    Failed,
    Failure,
    Hit,
    Progress,
    ProgressCallback,
    QabotError,
    Report,
)
from qabot.quiet import quiet
from qabot.settings import Settings, corpus_folder
from qabot.starting import make_corpus
from qabot.storage.catalogue import Catalogue
from qabot.storage.dense import DenseIndex
from qabot.storage.values import Counts, Identity
from qabot.text import SPLITTER

if TYPE_CHECKING:
    from qabot.embedding.minilm import MiniLM
    from qabot.retrieval.langchain import PassageRetriever
    from qabot.retrieval.search import Retriever
    from qabot.storage.store import PassageStore

HIDDEN = ".qabot"
"""The folder inside the corpus that is ours."""


@dataclass(frozen=True, slots=True)
class _Engine:
    """The heavy parts, made once."""

    embedder: MiniLM
    index: DenseIndex
    retriever: Retriever


class Library:
    """A corpus folder that can be added to and asked. Every method may run in any thread."""

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        """Open the corpus in ``folder``, which must exist. Raises ``QabotError``."""
        self.settings = settings or Settings()
        quiet(tracing=self.settings.tracing)
        if not folder.is_dir():
            raise QabotError(
                f"There is no folder {folder}.",
                "Make it, or name another with --corpus or QABOT_CORPUS.",
            )
        self._folder = folder
        self.catalogue = Catalogue(folder / HIDDEN)
        self._making = threading.Lock()
        self._changing = threading.Lock()
        self._engine: _Engine | None = None
        self._closing = Cancel()

    @classmethod
    def open(cls, settings: Settings) -> Library:
        """Open the corpus that the settings name; the user's default one is made if need be."""
        folder, default = corpus_folder(settings)
        if default and not folder.is_dir():
            make_corpus(folder)
        return cls(folder, settings)

    @property
    def folder(self) -> Path:
        """The corpus folder."""
        return self._folder

    # Heavy parts

    def warm(self) -> None:
        """Load what asking needs. Takes about a second; call it in the background."""
        self._parts().index.warm()

    def _parts(self) -> _Engine:
        with self._making:
            if self._engine is None:
                from qabot.embedding import load_embedder
                from qabot.retrieval.search import Retriever

                embedder = load_embedder(self.settings.embedder)
                self._check_identity(Identity(str(embedder.identity), SPLITTER))
                index = DenseIndex(
                    self.catalogue,
                    self._folder / HIDDEN,
                    embedder.identity.dimension,
                    doing="answering questions",
                )
                retriever = Retriever(self.catalogue, index, embedder)
                self._engine = _Engine(embedder, index, retriever)
            return self._engine

    def _check_identity(self, ours: Identity) -> None:
        known = self.catalogue.identity()
        if known is None:
            self.catalogue.set_identity(ours)
        elif known != ours:
            what = "embedder" if known.embedder != ours.embedder else "way of cutting passages"
            raise QabotError(
                f"The index of {self._folder} was made with another {what}.",
                "Run `qabot rebuild` to make it anew; your articles are not touched.",
            )

    def retriever(self, k: int = 10) -> PassageRetriever:
        """The search as a LangChain retriever of ``k`` passages."""
        from qabot.retrieval.langchain import PassageRetriever

        return PassageRetriever(retriever=self._parts().retriever, k=k)

    def store(self) -> PassageStore:
        """The passages as a LangChain vector store. Do not close it: this library does."""
        from qabot.storage.store import PassageStore

        parts = self._parts()
        return PassageStore(self.catalogue, parts.index, parts.embedder)

    # Articles

    def add(
        self,
        sources: Sequence[str],
        *,
        progress: ProgressCallback | None = None,
        cancel: Cancel | None = None,
    ) -> Report:
        """Add files and folders; what lies outside the corpus is copied into it.

        Raises ``Cancelled``: what was added until then stays.
        """
        with self._work(progress, cancel) as (tally, said, stop):
            removed = Removed(self._folder)
            for source in sources:
                for placed in place(Path(source).expanduser(), self._folder):
                    stop.check()
                    if isinstance(placed, Failure):
                        tally.failures.append(placed)
                        continue
                    removed.forget(placed.path.relative_to(self._folder).as_posix())
                    take_file(self.catalogue, self._folder, placed.path, tally, said, stop, removed)
            self._finish(said, stop)
        return tally.report()

    def sync(
        self, *, progress: ProgressCallback | None = None, cancel: Cancel | None = None
    ) -> Report:
        """Bring the index in step with the files of the corpus. Raises ``Cancelled``."""
        with self._work(progress, cancel) as (tally, said, stop):
            take_folder(self.catalogue, self._folder, tally, said, stop)
            self._finish(said, stop)
        return tally.report()

    def sync_files(self) -> Report:
        """``sync`` without vectors: enough to list and show. Loads nothing heavy."""
        with self._work(None, None) as (tally, said, stop):
            take_folder(self.catalogue, self._folder, tally, said, stop)
        return tally.report()

    def write_article(self, text: str) -> str:
        """Write a raw text as a file into the corpus; its path. Add it to have it indexed.

        Raises ``QabotError`` if it is empty.
        """
        return str(write_text(text, self._folder))

    def rebuild(
        self, *, progress: ProgressCallback | None = None, cancel: Cancel | None = None
    ) -> Report:
        """Forget the whole index and make it anew from the files. Raises ``Cancelled``."""
        with self._changing:
            self.catalogue.clear()
        return self.sync(progress=progress, cancel=cancel)

    @contextmanager
    def _work(
        self, progress: ProgressCallback | None, cancel: Cancel | None
    ) -> Iterator[tuple[Tally, ProgressCallback, Cancel]]:
        def said(step: Progress) -> None:
            stop.check()
            self._closing.check()
            if progress is not None:
                progress(step)

        stop = cancel or Cancel()
        with self._changing:
            yield Tally(), said, stop

    def _finish(self, said: ProgressCallback, stop: Cancel) -> None:
        """Vectors for what is new, then the vector store."""
        counts = self.catalogue.counts()
        if counts.passages > counts.embedded:
            embed(self.catalogue, self._parts().embedder, said, stop)
        if self.catalogue.waiting():
            self._parts().index.drain(said, stop)

    def remove(self, number: int) -> ArticleRow:
        """Remove an article. Raises ``NoSuchArticle``.

        A file of its own is moved to ``.removed`` in the corpus; in a file of many it is
        listed in ``.qabotremoved`` and left out from now on.
        """
        with self._changing:
            row = self.row(number)
            if row.key or len(self.catalogue.keys(row.path)) > 1:
                Removed(self._folder).add(row.path, row.key)
                self.catalogue.remove_article(number)
            else:
                if (self._folder / row.path).exists():
                    set_aside(self._folder, row.path)
                self.catalogue.remove_file(row.path)
        return row

    def row(self, number: int) -> ArticleRow:
        """One article without its text. Raises ``NoSuchArticle``."""
        self.catalogue.article(number)
        return self.catalogue.rows([number])[0]

    def rows(self) -> list[ArticleRow]:
        """All articles, newest first."""
        return self.catalogue.rows()

    def counts(self) -> Counts:
        """How much is indexed."""
        return self.catalogue.counts()

    def article(self, number: int) -> Article:
        """An article with its text. Raises ``NoSuchArticle``."""
        return self.catalogue.article(number)

    def suggestions(self) -> list[str]:
        """Questions that this corpus can answer, for a start."""
        from qabot.answering.suggest import suggest

        return suggest(self.catalogue)

    # Asking

    def search(self, question: str, limit: int = 10) -> list[Hit]:
        """The passages found for a question, best first."""
        found = self._parts().retriever.search(question, limit=limit)
        return [candidate.hit for candidate in found.candidates]

    def ask(
        self,
        question: str,
        *,
        cancel: Cancel | None = None,
        history: Sequence[Answer] = (),
        without: Collection[Chip] = (),
        asked: date | None = None,
    ) -> Iterator[AskEvent]:
        """Answer a question: events as they come, ``Answered`` or ``Failed`` last.

        ``history``: the earlier answers of the thread. ``without``: filters that the user
        dropped. ``asked``: the day from which "last week" counts; today. Raises ``Cancelled``.
        """
        from qabot.answering.asking import Thread, ask_events

        thread = Thread(history, without, asked)
        try:
            yield from ask_events(
                self._parts().retriever, question, thread, self.settings.quoting, cancel or Cancel()
            )
        except QabotError as error:
            yield Failed(error.message, error.remedy)

    def close(self) -> None:
        """Stop what is under way and close all files."""
        self._closing.set()
        with self._changing, self._making:
            if self._engine is not None:
                self._engine.index.close()
            self.catalogue.close()
