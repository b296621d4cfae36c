"""Taking files of the corpus into the catalogue: new, changed and deleted ones."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from qabot.adding.removed import Removed
from qabot.domain import Article, Cancel, Failure, Progress, ProgressCallback, Report, Span
from qabot.reading import read, walk
from qabot.storage.catalogue import Catalogue
from qabot.storage.values import FileStamp
from qabot.text import passages, sentences

BATCH = 100
"""Articles a transaction: few enough that a search beside it does not wait."""
FOREIGN = "langchain:"
"""Texts that were added through the LangChain interface lie under this path, in no file."""


@dataclass
class Tally:
    """What has been done so far; becomes a ``Report``."""

    added: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    removed: int = 0
    failures: list[Failure] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def report(self) -> Report:
        return Report(
            tuple(self.added),
            tuple(self.changed),
            len(self.unchanged),
            self.removed,
            tuple(self.failures),
            tuple(self.notices),
        )

    @property
    def articles(self) -> int:
        return len(self.added) + len(self.changed) + len(self.unchanged)


def take_folder(
    catalogue: Catalogue,
    folder: Path,
    tally: Tally,
    progress: ProgressCallback,
    cancel: Cancel,
) -> None:
    """Bring the catalogue in step with all files of ``folder``. Raises ``Cancelled``.

    A file whose time and size are as they were is not opened; one whose content is as it was is
    not read. What cannot be listed or read now keeps the articles that it had.
    """
    known = catalogue.files()
    removed = Removed(folder)
    seen: set[str] = set()
    unlisted: list[str] = []
    changed: list[Path] = []
    for item in walk(folder):
        cancel.check()
        if isinstance(item, Failure):
            tally.failures.append(item)
            unlisted.append(item.path.rstrip("/"))
            continue
        name = relative(item, folder)
        seen.add(name)
        if not _as_before(item, known.get(name), catalogue):
            changed.append(item)
    for done, path in enumerate(changed):
        name = relative(path, folder)
        progress(Progress("reading", done, len(changed), name))
        take_file(catalogue, folder, path, tally, progress, cancel, removed)
    for name in (set(known) | set(catalogue.paths())) - seen:
        cancel.check()
        if name != FOREIGN and not _inside(name, unlisted):
            tally.removed += catalogue.remove_file(name)


def take_file(
    catalogue: Catalogue,
    folder: Path,
    path: Path,
    tally: Tally,
    progress: ProgressCallback,
    cancel: Cancel,
    removed: Removed,
) -> None:
    """Take one file of the corpus. Raises ``Cancelled``; articles taken until then stay."""
    name = relative(path, folder)
    before = catalogue.files().get(name)
    try:
        stamp = stamp_of(path, name)
    except OSError as error:
        stamp = FileStamp(name, 0, 0, "", str(error))
    if before is not None and stamp.sha256 and stamp.sha256 == before.sha256 and not before.error:
        catalogue.put_file(stamp)
        tally.unchanged += catalogue.keys(name).values()
        return
    old = catalogue.keys(name)
    kept: set[str] = set()
    failures: list[Failure] = []
    for batch in _batches(path, name, failures):
        cancel.check()
        wanted = [pair for pair in batch if (name, pair[0].key) not in removed]
        kept.update(article.key for article, _ in wanted)
        for said, number in catalogue.put_articles(wanted):
            {"added": tally.added, "changed": tally.changed, "unchanged": tally.unchanged}[
                said
            ].append(number)
        progress(Progress("reading", tally.articles, 0, name))
    tally.failures += failures
    if kept or not failures:
        gone = [number for key, number in old.items() if key not in kept]
        for number in gone:
            catalogue.remove_article(number)
        tally.removed += len(gone)
    error = f"{len(failures)} failed: {failures[0].reason}" if failures else ""
    catalogue.put_file(
        FileStamp(stamp.path, stamp.mtime_ns, stamp.size, stamp.sha256, stamp.error or error)
    )


def stamp_of(path: Path, name: str) -> FileStamp:
    """How a file looks now, its content's SHA-256 included. Raises ``OSError``."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        status = os.fstat(file.fileno())
        while piece := file.read(1 << 20):
            digest.update(piece)
    return FileStamp(name, status.st_mtime_ns, status.st_size, digest.hexdigest())


def relative(path: Path, folder: Path) -> str:
    """The name of a file within the corpus, with forward slashes."""
    return path.relative_to(folder).as_posix()


def _as_before(path: Path, stamp: FileStamp | None, catalogue: Catalogue) -> bool:
    if stamp is None:
        return False
    try:
        status = path.stat()
    except OSError:
        return False
    if (status.st_mtime_ns, status.st_size) != (stamp.mtime_ns, stamp.size):
        return False
    # What failed as a whole is tried again: its rights may have been mended.
    return not stamp.error or bool(catalogue.keys(stamp.path))


def _inside(name: str, folders: list[str]) -> bool:
    return any(name == folder or name.startswith(folder + "/") for folder in folders)


def _batches(
    path: Path, name: str, failures: list[Failure]
) -> Iterator[list[tuple[Article, list[Span]]]]:
    batch: list[tuple[Article, list[Span]]] = []
    for item in read(path, name):
        if isinstance(item, Failure):
            failures.append(item)
            continue
        batch.append((item, passages(item.text, sentences(item.text))))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
