"""The half of the façade that changes the corpus: adding, syncing, removing, watching."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qabot.adding.add import Wanted, add_news, add_wanted
from qabot.adding.changing import Changing, Either
from qabot.adding.feeds import Feeds, FollowedFeed
from qabot.adding.remove import Removal, remove_article, restore_files
from qabot.adding.renew import renew
from qabot.adding.sync import take_copies, take_folder
from qabot.adding.take import Taker
from qabot.adding.taken import without_copies
from qabot.adding.watch import watch_folder
from qabot.domain import (
    ArticleRow,
    Cancel,
    Cancelled,
    Failure,
    ProgressCallback,
    QabotError,
    Report,
)
from qabot.storage.catalogue import Catalogue
from qabot.storage.errors import NoSuchArticle


class Keeping(Changing):
    """Keeps catalogue and corpus folder in step. Every method may run in any thread."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        super().__init__(folder, catalogue)
        self._removals: dict[int, Removal] = {}
        """What was removed since this was opened, by the number that it had."""

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
            self._finish(tally, said, stop)
        return tally.report()

    def sync(
        self,
        *,
        feeds: bool = False,
        wait: bool = True,
        progress: ProgressCallback | None = None,
        cancel: Cancel | None = None,
    ) -> Report:
        """Bring the index in step with the files of the corpus. Raises ``Cancelled``.

        Where the corpus cannot be written, that is the one failure.

        With ``feeds`` the news of the feeds that are followed are fetched too. ``wait``: for
        another process that is embedding; else the vectors of what is new are left to it.
        """
        if self.catalogue.read_only:
            return self._shut()
        with self._work(progress, cancel) as (tally, said, stop):
            take_folder(self.catalogue, self._folder, tally, said, stop)
            if feeds:
                taker = Taker(self.catalogue, self._folder, tally, said, stop)
                add_news(taker, tally, self.policy)
            self._finish(tally, said, stop, wait=wait)
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
        if self.catalogue.read_only:
            return
        stop = Either(cancel, self._closing)
        try:
            for _ in watch_folder(self._folder, stop):
                report = self.sync(cancel=stop)
                if report.added or report.changed or report.removed or report.failures:
                    on_change(report)
        except Cancelled:
            return

    def sync_files(self) -> Report:
        """``sync`` without vectors: enough to list and show. Loads nothing heavy."""
        if self.catalogue.read_only:
            return self._shut()
        with self._work(None, None) as (tally, said, stop):
            take_folder(self.catalogue, self._folder, tally, said, stop)
        return tally.report()

    def rebuild(
        self,
        *,
        reuse: bool = True,
        progress: ProgressCallback | None = None,
        cancel: Cancel | None = None,
    ) -> Report:
        """Make the whole index anew from the files; the old one serves until it is done.

        ``reuse``: what is the same keeps its vectors. Raises ``Cancelled`` or ``QabotError``: the
        index is then as it was, or whole.
        """
        with self._work(progress, cancel, anew=True) as (tally, said, stop):
            embedder = self._embedding()
            renew(self.catalogue, self._folder, embedder, tally, said, stop, reuse=reuse)
            self._finish(tally, said, stop)
            self._vectors()[1].remake(said, stop)
        return tally.report()

    def remove(self, number: int) -> ArticleRow:
        """Remove an article. Raises ``NoSuchArticle``, or ``QabotError`` if a file stays.

        A file of its own is moved to ``.removed`` in the corpus; in a file of many it is
        listed in ``.qabotremoved`` and left out from now on.
        """
        self._must_write()
        with self._changing:
            row = self.row(number)
            self._removals[number] = remove_article(self.catalogue, self._folder, row)
        return row

    def restore(
        self,
        number: int,
        *,
        progress: ProgressCallback | None = None,
        cancel: Cancel | None = None,
    ) -> Report:
        """Undo a ``remove`` of this library. The article gets a new number.

        Raises ``QabotError`` if it was not removed here, or its file went from ``.removed``.
        """
        with self._work(progress, cancel) as (tally, said, stop):
            removal = self._removals.get(number)
            if removal is None:
                raise QabotError(
                    f"Article {number} was not removed here.", "Add its file out of .removed again."
                )
            files = restore_files(self._folder, removal)
            del self._removals[number]
            taker = Taker(self.catalogue, self._folder, tally, said, stop)
            for file in files:
                taker.take(file, again=True)
            taker.flush()
            self._finish(tally, said, stop)
        return tally.report()

    def reread(
        self,
        path: str,
        *,
        progress: ProgressCallback | None = None,
        cancel: Cancel | None = None,
    ) -> Report:
        """Read one file of the corpus again, even if it looks unchanged or failed before.

        ``path`` is relative to the corpus, as in ``ArticleRow`` and ``Failure``. Raises
        ``QabotError`` if there is no such file.
        """
        with self._work(progress, cancel) as (tally, said, stop):
            file = self._folder / path
            if not file.is_file():
                raise QabotError(
                    f"{path} is no longer in the corpus.",
                    "Put it back; the next sync takes out what was read of it.",
                )
            taker = Taker(self.catalogue, self._folder, tally, said, stop)
            taker.take(file, again=True)
            taker.flush()
            take_copies(taker, set(taker.moved))
            self._finish(tally, said, stop)
        return tally.report()

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
