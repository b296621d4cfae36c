"""The façade: all that a front end needs. Importing and opening it loads nothing heavy."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from qabot.adding.keeping import Keeping
from qabot.domain import (
    Answer,
    Answered,
    Article,
    ArticleRow,
    AskEvent,
    Cancel,
    Chip,
    Citation,
    Failed,
    Hit,
    QabotError,
)
from qabot.embedding.base import ArrayEmbedder
from qabot.quiet import quiet
from qabot.settings import Settings, corpus_folder
from qabot.starting import make_corpus
from qabot.storage.aside import put_aside
from qabot.storage.catalogue import open_catalogue
from qabot.storage.cited import cited_article
from qabot.storage.dense import DenseIndex
from qabot.storage.place import clear_leftovers
from qabot.storage.threads import Threads, open_threads
from qabot.storage.values import Counts, Identity
from qabot.text import SPLITTER

if TYPE_CHECKING:
    from qabot.embedding.minilm import MiniLM
    from qabot.retrieval.langchain import PassageRetriever
    from qabot.retrieval.search import Retriever
    from qabot.storage.store import PassageStore
    from qabot.writing import Writer

_SUGGESTED, _TRIED = 4, 10
"""First questions shown, and how many are tried for them."""
HIDDEN = ".qabot"
"""The folder inside the corpus that is ours."""


@dataclass(frozen=True, slots=True)
class _Engine:
    """The heavy parts, made once."""

    embedder: MiniLM
    index: DenseIndex
    retriever: Retriever


class Library(Keeping):
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
        folder = folder.absolute()
        super().__init__(folder, open_catalogue(folder / HIDDEN))
        if not self.catalogue.read_only:
            clear_leftovers(folder / HIDDEN)
        self.starter = False
        """Whether the corpus has just been made, with the starter articles."""
        self.notices: list[str] = []
        """What the user should know about how the corpus was found."""
        self._making = threading.Lock()
        self._keeping = threading.Lock()
        self._threads: Threads | None = None
        self._embedder: MiniLM | None = None
        self._engine: _Engine | None = None
        self._writing: tuple[str, Writer | None] = (self.settings.model, None)

    @classmethod
    def open(cls, settings: Settings, *, anew: bool = False) -> Library:
        """Open the corpus that the settings name; the user's default one is made if need be.

        ``anew``: a catalogue that is damaged, or of a newer qabot, is set aside first, and
        ``notices`` says so. To be followed by ``rebuild``.
        """
        folder, default = corpus_folder(settings)
        starter = default and not folder.is_dir()
        if starter:
            make_corpus(folder)
        notice = put_aside(folder / HIDDEN) if anew else ""
        library = cls(folder, settings)
        library.notices += [notice] if notice else []
        library.starter = starter
        return library

    @property
    def folder(self) -> Path:
        """The corpus folder."""
        return self._folder

    # Heavy parts

    def warm(self) -> None:
        """Load what asking needs. Takes about a second; call it in the background."""
        from qabot.embedding.cross_reader import load_reader

        self._parts().index.warm()
        load_reader()

    def _embedding(self) -> MiniLM:
        with self._making:
            return self._load()

    def _load(self) -> MiniLM:
        if self._embedder is None:
            from qabot.embedding import load_embedder

            self._embedder = load_embedder(self.settings.embedder)
        return self._embedder

    def _parts(self) -> _Engine:
        with self._making:
            embedder = self._load()
            identity = str(embedder.identity)
            if self._engine is not None:
                known = self.catalogue.identity()
                if known is not None and known.embedder not in ("", identity):
                    raise QabotError(
                        f"The index of {self._folder} was made anew with another embedder.",
                        "Leave qabot and start it again.",
                    )
            else:
                from qabot.retrieval.search import Retriever

                self._check_identity(Identity(identity, SPLITTER))
                index = DenseIndex(
                    self.catalogue,
                    self._folder / HIDDEN,
                    embedder.identity.dimension,
                    doing="answering questions",
                )
                retriever = Retriever(self.catalogue, index, embedder)
                self._engine = _Engine(embedder, index, retriever)
            return self._engine

    def _vectors(self) -> tuple[ArrayEmbedder, DenseIndex]:
        parts = self._parts()
        return parts.embedder, parts.index

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

        Where the disk takes no writing they are read, and what comes is not ``kept``: their
        ``notice`` says so. Raises ``QabotError``.
        """
        with self._keeping:
            if self._threads is None:
                hidden = self._folder / HIDDEN
                self._threads = open_threads(hidden, kept=not self.catalogue.read_only)
            return self._threads

    def suggestions(self) -> list[str]:
        """Up to four questions that are answered, each from another article: each was tried.

        Takes about a second.
        """
        from qabot.answering.suggest import suggest

        found: dict[int, str] = {}
        for number, question in islice(suggest(self.catalogue), _TRIED):
            if number not in found and self._answers(question, number):
                found[number] = question
            if len(found) == _SUGGESTED:
                break
        return list(found.values())

    def _answers(self, question: str, number: int) -> bool:
        from qabot.answering.asking import Thread, ask_events

        events = ask_events(
            self._parts().retriever, question, Thread(), self.settings.quoting, self._closing
        )
        last = list(events)[-1]
        return isinstance(last, Answered) and number in {
            citation.article for citation in last.answer.citations
        }

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

        thread, stop = Thread(history, without, asked), cancel or Cancel()
        try:
            writer, notice = self._ready_writer()
            retriever, quoting = self._parts().retriever, self.settings.quoting
            if writer is not None:
                from qabot.writing import write_events

                yield from write_events(retriever, question, thread, quoting, stop, writer)
                return
            for event in ask_events(retriever, question, thread, quoting, stop):
                if notice and isinstance(event, Answered):
                    answer = event.answer
                    event = Answered(replace(answer, notices=(*answer.notices, notice)))
                yield event
        except QabotError as error:
            yield Failed(error.message, error.remedy)

    @property
    def model(self) -> str:
        """The model that writes the answers; empty: quoting."""
        return self._writing[0]

    def use_model(self, name: str, *, reached: bool = False) -> str:
        """Let this model write the answers from now on; empty: quoting. Its full name.

        ``reached``: ask its server first whether it is there. Raises ``QabotError`` if it cannot:
        the model before it stays.
        """
        if not name:
            self._writing = "", None
            return ""
        from qabot.writing import check_reached, open_writer

        writing = self.settings.writing
        writer = open_writer(name, base_url=writing.base_url, patience=writing.patience)
        if reached:
            check_reached(name, writing.base_url)
        self._writing = name, writer
        return writer.name

    def check_model(self, name: str) -> None:
        """Raise ``QabotError`` if there can be no model of this name. Nothing is asked."""
        from qabot.writing import parse_model

        parse_model(name)

    def models(self) -> list[str]:
        """Models that can be used now, as their servers list them. Raises ``QabotError``."""
        from qabot.writing import listed_models

        return listed_models(self.model, self.settings.writing.base_url)

    def use_settings(self, settings: Settings) -> None:
        """Answer by these from the next question on. Corpus, embedder and model stay."""
        kept = {"corpus": self.settings.corpus, "embedder": self.settings.embedder}
        changed = settings.writing != self.settings.writing
        self.settings = settings.model_copy(update=kept)
        name, writer = self._writing
        if changed and writer is not None:
            self._writing = name, None  # made anew with the next question

    def _ready_writer(self) -> tuple[Writer | None, str]:
        """The model that writes, if one is set; or why it cannot, for a notice."""
        name, writer = self._writing
        if name and writer is None:
            try:
                self.use_model(name)
            except QabotError as error:
                return None, f"The articles are quoted: {error}"
        return self._writing[1], ""

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
