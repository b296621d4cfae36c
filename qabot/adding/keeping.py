"""The half of the façade that changes the corpus: adding, syncing, removing, watching."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from qabot.adding.add import Wanted, add_news, add_wanted
from qabot.adding.embed import embed
from qabot.adding.feeds import Feeds, FollowedFeed
from qabot.adding.remove import remove_article
from qabot.adding.sync import take_folder, without_copies
from qabot.adding.take import Taker
from qabot.adding.tally import Tally
from qabot.adding.watch import watch_folder
from qabot.domain import (
    ArticleRow,
    Cancel,
    Cancelled,
    Failure,
    Progress,
    ProgressCallback,
    QabotError,
    Report,
)
from qabot.embedding.base import ArrayEmbedder
from qabot.fetching import Policy
from qabot.storage.catalogue import Catalogue
from qabot.storage.dense import DenseIndex
from qabot.storage.errors import NoSuchArticle
from qabot.storage.values import Identity
from qabot.text import SPLITTER


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


class Keeping(ABC):
    """Keeps catalogue and corpus folder in step. Every method may run in any thread."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.policy = Policy()
        """Limits of fetching."""
        self._folder = folder
        self._changing = threading.Lock()
        self._closing = Cancel()
        self._embedder = ""
        """Identity of the embedder, once it is loaded."""

    @abstractmethod
    def _vectors(self) -> tuple[ArrayEmbedder, DenseIndex]:
        """What gives passages their vectors, and what takes these. Loaded when first asked."""

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
            self.catalogue.set_identity(Identity(self._embedder, SPLITTER))
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
            embed(self.catalogue, self._vectors()[0], said, stop)
        if self.catalogue.waiting():
            self._vectors()[1].drain(said, stop)

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
