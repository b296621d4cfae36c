"""The façade: all that a front end needs. Importing and opening it loads nothing heavy."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qabot.adding import (
    Feeds,
    FollowedFeed,
    Taker,
    Tally,
    Wanted,
    add_news,
    add_wanted,
    embed,
    remove_article,
    take_folder,
    watch_folder,
    without_copies,
)
from qabot.domain import (
    Answer,
    Article,
    ArticleRow,
    AskEvent,
    Cancel,
    Cancelled,
    Chip,
    Citation,
    Failed,
    Failure,
    Hit,
    Progress,
    ProgressCallback,
    QabotError,
    Report,
)
from qabot.fetching import Policy
from qabot.quiet import quiet
from qabot.settings import Settings, corpus_folder
from qabot.starting import make_corpus
from qabot.storage.catalogue import Catalogue, set_aside
from qabot.storage.cited import cited_article
from qabot.storage.dense import DenseIndex
from qabot.storage.errors import CatalogueDamaged, CatalogueTooNew, NoSuchArticle
from qabot.storage.threads import Threads
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


class _Either(Cancel):
    """Set when one of two tokens is."""

    def __init__(self, one: Cancel, other: Cancel) -> None:
        super().__init__()
        self._both = (one, other)

    def set(self) -> None:
        self._both[0].set()

    @property
    def is_set(self) -> bool:
        return any(token.is_set for token in self._both)

    def check(self) -> None:
        for token in self._both:
            token.check()


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
        self._folder = folder.absolute()
        self.catalogue = Catalogue(self._folder / HIDDEN)
        self.policy = Policy()
        """Limits of fetching."""
        self.starter = False
        """Whether the corpus has just been made, with the starter articles."""
        self._making = threading.Lock()
        self._changing = threading.Lock()
        self._keeping = threading.Lock()
        self._threads: Threads | None = None
        self._engine: _Engine | None = None
        self._closing = Cancel()

    @classmethod
    def open(cls, settings: Settings, *, anew: bool = False) -> Library:
        """Open the corpus that the settings name; the user's default one is made if need be.

        ``anew``: a catalogue that is damaged, or of a newer qabot, is set aside first. To be
        followed by ``rebuild``.
        """
        folder, default = corpus_folder(settings)
        starter = default and not folder.is_dir()
        if starter:
            make_corpus(folder)
        try:
            library = cls(folder, settings)
        except (CatalogueDamaged, CatalogueTooNew):
            if not anew:
                raise
            set_aside(folder / HIDDEN)
            library = cls(folder, settings)
        library.starter = starter
        return library

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
        """Record what this index is made with, or raise if it was made with something else.

        An empty embedder in ``ours`` is one that is not loaded yet.
        """
        known = self.catalogue.identity()
        if known is None or (known.splitter == ours.splitter and not known.embedder):
            if known != ours:
                self.catalogue.set_identity(ours)
            return
        if known.splitter != ours.splitter:
            what = "way of cutting passages"
        elif ours.embedder and known.embedder != ours.embedder:
            what = "embedder"
        else:
            return
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
        texts: Sequence[str | bytes] = (),
        mapping: Mapping[str, str] | None = None,
        allow_private: bool = False,
        progress: ProgressCallback | None = None,
        cancel: Cancel | None = None,
    ) -> Report:
        """Add files, folders, patterns such as ``news/*.md``, and web addresses.

        What lies outside the corpus is copied into it, pages are written into it, and feeds are
        followed by ``sync(feeds=True)`` from now on. ``texts`` are articles without a file,
        pasted or piped. ``mapping`` names the fields of files that have them:
        ``{"text": "body"}``. ``allow_private``: whether hosts of private networks may be asked.
        Raises ``Cancelled``: what was added until then stays, and the same call goes on where
        this one stopped.
        """
        policy = replace(self.policy, allow_private=allow_private)
        wanted = Wanted(sources, texts, mapping or {}, policy)
        with self._work(progress, cancel) as (tally, said, stop):
            add_wanted(wanted, Taker(self.catalogue, self._folder, tally, said, stop), tally)
            self._finish(said, stop)
        return tally.report()

    def sync(
        self,
        *,
        feeds: bool = False,
        progress: ProgressCallback | None = None,
        cancel: Cancel | None = None,
    ) -> Report:
        """Bring the index in step with the files of the corpus. Raises ``Cancelled``.

        With ``feeds`` the news of the feeds that are followed are fetched too.
        """
        with self._work(progress, cancel) as (tally, said, stop):
            take_folder(self.catalogue, self._folder, tally, said, stop)
            if feeds:
                taker = Taker(self.catalogue, self._folder, tally, said, stop)
                add_news(taker, tally, self.policy)
            self._finish(said, stop)
        return tally.report()

    def feeds(self) -> list[FollowedFeed]:
        """The feeds that are followed. Raises ``QabotError``."""
        return Feeds(self._folder).all()

    def remove_feed(self, wanted: str) -> FollowedFeed:
        """Follow a feed no longer; its articles stay. By address or title."""
        return Feeds(self._folder).remove(wanted)

    def watch(self, on_change: Callable[[Report], None], cancel: Cancel) -> None:
        """Sync whenever files of the corpus change, until cancelled; run it in a thread.

        ``on_change`` is told, in that thread, of syncs that found something. Raises
        ``QabotError`` when the folder cannot be watched or synced.
        """
        stop = _Either(cancel, self._closing)
        try:
            for _ in watch_folder(self._folder, stop):
                report = self.sync(cancel=stop)
                if report.added or report.changed or report.removed or report.failures:
                    on_change(report)
        except Cancelled:
            return

    def sync_files(self) -> Report:
        """``sync`` without vectors: enough to list and show. Loads nothing heavy."""
        with self._work(None, None) as (tally, said, stop):
            take_folder(self.catalogue, self._folder, tally, said, stop)
        return tally.report()

    def rebuild(
        self, *, progress: ProgressCallback | None = None, cancel: Cancel | None = None
    ) -> Report:
        """Forget the whole index and make it anew from the files. Raises ``Cancelled``."""
        with self._changing:
            self.catalogue.clear()
            engine = self._engine
            embedder = str(engine.embedder.identity) if engine else ""
            self.catalogue.set_identity(Identity(embedder, SPLITTER))
        return self.sync(progress=progress, cancel=cancel)

    @contextmanager
    def _work(
        self, progress: ProgressCallback | None, cancel: Cancel | None
    ) -> Iterator[tuple[Tally, ProgressCallback, Cancel]]:
        """One change of the corpus at a time. It stops when its caller or ``close`` says so."""

        def said(step: Progress) -> None:
            stop.check()
            if progress is not None:
                progress(step)

        stop = _Either(cancel or Cancel(), self._closing)
        with self._changing:
            stop.check()
            self._check_identity(Identity("", SPLITTER))
            yield Tally(), said, stop

    def _finish(self, said: ProgressCallback, stop: Cancel) -> None:
        """Vectors for what is new, then the vector store."""
        counts = self.catalogue.counts()
        if counts.passages > counts.embedded:
            embed(self.catalogue, self._parts().embedder, said, stop)
        if self.catalogue.waiting():
            self._parts().index.drain(said, stop)

    def remove(self, number: int) -> ArticleRow:
        """Remove an article. Raises ``NoSuchArticle``, or ``QabotError`` if a file stays.

        A file of its own is moved to ``.removed`` in the corpus; in a file of many it is
        listed in ``.qabotremoved`` and left out from now on.
        """
        with self._changing:
            row = self.row(number)
            remove_article(self.catalogue, self._folder, row)
        return row

    def failures(self) -> list[Failure]:
        """Files of the corpus that could not be read when they were last tried, and why."""
        stamps = self.catalogue.files().values()
        said = [(stamp.path, without_copies(stamp.error)) for stamp in stamps]
        return [Failure(path, error) for path, error in said if error]

    def row(self, number: int) -> ArticleRow:
        """One article without its text. Raises ``NoSuchArticle``."""
        rows = self.catalogue.rows([number])
        if not rows:
            raise NoSuchArticle(number)
        return rows[0]

    def rows(self) -> list[ArticleRow]:
        """All articles, newest first."""
        return self.catalogue.rows()

    def counts(self) -> Counts:
        """How much is indexed."""
        return self.catalogue.counts()

    def article(self, number: int) -> Article:
        """An article with its text. Raises ``NoSuchArticle``."""
        return self.catalogue.article(number)

    def cited(self, citation: Citation) -> Article:
        """The article of a citation as it is now, even if the index was made anew since.

        Raises ``NoSuchArticle``.
        """
        return cited_article(self.catalogue, citation)

    @property
    def threads(self) -> Threads:
        """The saved threads, opened when first used. No rebuild touches them.

        Raises ``QabotError``.
        """
        with self._keeping:
            if self._threads is None:
                self._threads = Threads(self._folder / HIDDEN)
            return self._threads

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
        with self._keeping:
            if self._threads is not None:
                self._threads.close()
