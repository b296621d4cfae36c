"""Taking files of the corpus into the catalogue, many articles a transaction."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from qabot.adding.atomic import settle
from qabot.adding.notes import Notes
from qabot.adding.removed import Removed
from qabot.adding.same import one_article
from qabot.adding.stamps import relative, stamp_of
from qabot.adding.taken import File
from qabot.adding.tally import Tally
from qabot.domain import Article, Cancel, Failure, Progress, ProgressCallback, Span
from qabot.reading import read
from qabot.storage.catalogue import Catalogue
from qabot.storage.errors import NoSuchArticle
from qabot.storage.values import FileStamp, content_hash
from qabot.text import passages, sentences

BATCH = 100
"""Articles a transaction: few enough that a search beside it does not wait."""
BATCH_SECONDS = 2.0
"""What was read is stored after this time, so that slow files are found soon as well."""
FOREIGN = "langchain:"
"""Texts that were added through the LangChain interface lie under this path, in no file."""


class Taker:
    """Takes one file after another; ``flush`` stores the last of them.

    The same content is stored once: under the file that had it first. ``gone`` are files that
    are in the catalogue but not in the folder any more; what they held is no copy.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        folder: Path,
        tally: Tally,
        progress: ProgressCallback,
        cancel: Cancel,
        *,
        files: int = 0,
        gone: frozenset[str] = frozenset(),
    ) -> None:
        """``files``: how many files are to come, if each holds one article; else 0."""
        self.removed = Removed(folder)
        self.notes = Notes(folder)
        self.known = catalogue.files()
        self.catalogue = catalogue
        self.folder = folder
        self._tally = tally
        self.undate = tally.undate
        self.passed = tally.passed.append
        self.progress = progress
        self.cancel = cancel
        self._files = files
        self._gone = gone
        self._batch: list[tuple[Article, list[Span]]] = []
        self._read: list[File] = []  # wholly read, some of it perhaps still in the batch
        self._pending: dict[str, str] = {}  # content hash -> path, of what is in the batch
        self._texts: dict[int, list[Article]] = {}  # the same, by the hash of the text
        self._since = time.monotonic()
        self.unsettled: set[Path] = set()
        """Folders with new files, whose names are brought to disk before it is said."""
        self.moved: set[str] = set()
        """Files of which an article was changed or removed."""

    def take(
        self,
        path: Path,
        *,
        shown: str = "",
        items: Iterable[Article | Failure] | None = None,
        insist: bool = False,
        again: bool = False,
    ) -> None:
        """Take one file, or see that nothing of it is new. Raises ``Cancelled``.

        ``shown``: what failures call it; its name in the corpus otherwise. ``items``: its
        content, if it has been read. ``insist``: read it also if it failed as it is now;
        ``again``: in any case.
        """
        self.cancel.check()
        name = relative(path, self.folder)
        before = self.known.get(name)
        try:
            stamp = stamp_of(path, name)
        except FileNotFoundError:
            if shown:
                self._tally.failures.append(Failure(shown, "no such file", "Check the path."))
            return  # it vanished since the folder was listed; the next sync takes it out
        except OSError:
            stamp = FileStamp(name, 0, 0, "")  # reading says why, below
        same = before is not None and bool(stamp.sha256) and stamp.sha256 == before.sha256
        if same and before is not None and not again and not (before.error and insist):
            if before != replace(stamp, error=before.error):
                self.catalogue.put_file(replace(stamp, error=before.error))
            self._tally.unchanged += len(self.catalogue.keys(name))
            self._say(name)
            return
        file = File(name, stamp, shown or name, self.catalogue.keys(name))
        raw = path.relative_to(self.folder).as_posix()
        for item in (
            items
            if items is not None
            else read(
                path, raw, mapping=self.notes.fields(name), undated=partial(self.undate, file.shown)
            )
        ):
            if isinstance(item, Failure):
                file.failures.append(replace(item, path=file.shown + item.path[len(name) :]))
            else:
                self._article(file, item)
        self._read.append(file)
        if self._full():
            self.flush()
        self._say(name)

    def _article(self, file: File, article: Article) -> None:
        if (file.name, article.key) in self.removed:
            return
        digest = content_hash(article)
        twin = file.name if digest in file.hashes else self.twin(article, file.name)
        if twin:
            where = f"{file.shown}, {article.key}" if article.key else file.shown
            self._tally.copies[where] = twin
            file.copy_of = file.copy_of or (twin if twin != file.name else "")
            return
        file.hashes.add(digest)
        file.kept.add(article.key)
        self._pending[digest] = file.name
        self._texts.setdefault(hash(article.text), []).append(article)
        self._batch.append((article, passages(article.text, sentences(article.text))))
        if self._full():
            self._store()
            self._say(file.name)

    def twin(self, article: Article, name: str = "") -> str:
        """Another file than ``name`` that holds the same article, or nothing."""
        digest = content_hash(article)
        if digest in self._pending:
            return self._pending[digest]
        for waiting in self._texts.get(hash(article.text), ()):
            same = waiting.text == article.text and one_article(waiting, article)
            if same and waiting.path != name:
                return waiting.path
        number = self.catalogue.find_content(digest)
        alike = [number] if number is not None else self.catalogue.find_text(article.text)
        for row in self.catalogue.rows(alike) if alike else ():
            there = row.path not in (name, FOREIGN) and row.path not in self._gone
            if there and (row.number == number or one_article(row, article)):
                return row.path
        return ""

    def _full(self) -> bool:
        late = time.monotonic() - self._since > BATCH_SECONDS
        return len(self._batch) >= BATCH or (late and bool(self._batch))

    def _say(self, name: str) -> None:
        done = self._tally.articles + len(self._batch)
        total = max(self._files, done) if self._files else 0
        self.progress(Progress("reading", done, total, name))

    def _store(self) -> None:
        self.cancel.check()
        for folder in self.unsettled:
            settle(folder)
        self.unsettled.clear()
        if self._batch:
            stored = self.catalogue.put_articles(self._batch)
            for (article, _), (said, number) in zip(self._batch, stored, strict=True):
                if said != "unchanged":
                    self._tally.speak(article)
                if said == "added":
                    self._tally.added.append(number)
                elif said == "changed":
                    self._tally.changed.append(number)
                    self.moved.add(article.path)
                else:
                    self._tally.unchanged += 1
        self._batch.clear()
        self._pending.clear()
        self._texts.clear()
        self._since = time.monotonic()

    def flush(self) -> None:
        """Store what was read, and record its files as taken."""
        self._store()
        for file in self._read:
            self._finish(file)
        self._read.clear()

    def _finish(self, file: File) -> None:
        gone = {key: number for key, number in file.old.items() if key not in file.kept}
        if file.failures and gone:
            # Bad parts may be these articles, now malformed: they stay until the file is mended.
            # But not those that are there under another key.
            held = self.catalogue.articles(list(gone.values()))
            gone = {
                key: number
                for key, number in gone.items()
                if (file.name, key) in self.removed
                or (number in held and content_hash(held[number]) in file.hashes)
            }
        for number in gone.values():
            try:
                self.catalogue.remove_article(number)
                self._tally.removed += 1
                self.moved.add(file.name)
            except NoSuchArticle:
                pass  # another process was faster
        stamp = replace(file.stamp, error=file.remarks())
        before = self.known.get(file.name)
        # What cannot be opened is tried each time, but told only once.
        known = before is not None and not stamp.sha256 and before.error == stamp.error
        if known and file.shown == file.name:
            self._tally.still.append(Failure(file.name, stamp.error))
        else:
            self._tally.failures += file.failures
        if before != stamp:
            self.catalogue.put_file(stamp)
            self.known[file.name] = stamp
