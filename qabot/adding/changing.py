"""One change of a corpus at a time, stopped by its caller or by closing."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qabot.adding.embed import embed
from qabot.adding.tally import Tally
from qabot.adding.turn import turn
from qabot.domain import Cancel, Failure, Progress, ProgressCallback, QabotError, Report
from qabot.embedding.base import ArrayEmbedder
from qabot.fetching import Policy
from qabot.storage.catalogue import Catalogue
from qabot.storage.dense import DenseIndex
from qabot.storage.values import Identity
from qabot.text import SPLITTER


class Either(Cancel):
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


class Changing(ABC):
    """Catalogue, corpus folder and lock that all changes go through."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.policy = Policy()
        """Limits of fetching."""
        self._folder = folder
        self._changing = threading.Lock()
        self._closing = Cancel()

    @abstractmethod
    def _embedding(self) -> ArrayEmbedder:
        """What gives passages their vectors. Loaded when first asked."""

    @abstractmethod
    def _vectors(self) -> tuple[ArrayEmbedder, DenseIndex]:
        """That, and what takes the vectors. Raises ``QabotError`` if the index is not its."""

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

    def _must_write(self) -> None:
        """Raise ``QabotError`` if the corpus was opened only to be read."""
        if self.catalogue.read_only:
            failure = self._shut().failures[0]
            raise QabotError(f"{failure}.", failure.remedy)

    def _shut(self) -> Report:
        """What a sync says where nothing can be written."""
        where = str(self._folder / self.catalogue.folder.name)
        said = "cannot be written: articles are answered from as they were indexed last"
        remedy = "Check the rights and the space on the disk, and start qabot again."
        return Report(failures=(Failure(where, said, remedy),))

    @contextmanager
    def _work(
        self, progress: ProgressCallback | None, cancel: Cancel | None, *, anew: bool = False
    ) -> Iterator[tuple[Tally, ProgressCallback, Cancel]]:
        """One change of the corpus at a time. It stops when its caller or ``close`` says so.

        ``anew``: what the index was made with does not matter.
        """

        def said(step: Progress) -> None:
            stop.check()
            if progress is not None:
                progress(step)

        self._must_write()
        stop = Either(cancel or Cancel(), self._closing)
        with self._changing:
            stop.check()
            if not anew:
                self._check_identity(Identity("", SPLITTER))
            yield Tally(), said, stop

    def _finish(
        self, tally: Tally, said: ProgressCallback, stop: Cancel, *, wait: bool = True
    ) -> None:
        """Vectors for what is new, then the vector store.

        ``wait``: for another process that embeds; else what is new is left to it.
        """
        counts = self.catalogue.counts()
        if counts.passages > counts.embedded:
            with turn(self.catalogue, said, stop, wait=wait) as (ours, other):
                done = embed(self.catalogue, self._vectors()[0], said, stop) if ours else 0
            if done and not (tally.added or tally.changed):
                tally.notices.append(
                    f"{done:,} passages that an earlier run had left are found by meaning now."
                )
            if not ours and not wait:
                tally.notices.append(
                    f"Another qabot ({other}) is embedding new articles; "
                    "until it is done they are found by words only."
                )
            elif other:
                tally.notices.append(
                    f"Another qabot ({other}) was at it too; nothing was done twice."
                )
        if self.catalogue.waiting():
            self._vectors()[1].drain(said, stop)
