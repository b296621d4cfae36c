"""The life of Chroma's folders ``vectors/gen-N``: made, opened, filled, left behind.

Why so careful: Chroma 1.5.9 rewrites its HNSW files in place and without fsync. Killed in that
moment, or on a full disk, it leaves files on which every call raises or the process dies, some
only at a later write. So the catalogue keeps a journal: a generation is marked not clean before
anything touches it, and clean only when its files are on the disk, with their checksums. One
that is not clean, or not as it was left, is never opened: a new one is made from the
catalogue's vectors. Old ones are unlinked, never copied: torn files can be terabytes long.

All methods are called by the owner only, one at a time.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from qabot.domain import Cancel, QabotError
from qabot.storage.catalogue import Catalogue
from qabot.storage.chroma import BATCH, Chroma, embedded_client, maker
from qabot.storage.errors import IndexTrouble
from qabot.storage.outbox import Generation
from qabot.storage.prints import Fingerprints, sync_tree
from qabot.storage.values import OutboxRow
from qabot.storage.worker import Worker

OPEN_SECONDS = 120.0
BATCH_SECONDS = 120.0
_CHUNK = 3_000
_NAME = re.compile(r"gen-\d+")
_BYTES_A_VECTOR = 3  # times its float32 size: vector, links, and Chroma's own journal


class Generations:
    """Chroma's folders under ``root``, and the one of them that is open."""

    def __init__(self, catalogue: Catalogue, root: Path, dimension: int) -> None:
        self._catalogue = catalogue
        self._root = root
        self._dimension = dimension
        self.worker = Worker()
        self.chroma: Chroma | None = None
        self.notice = ""
        """What a user should know about the last opening; empty if all was well."""
        self._journal: Generation | None = None
        self._prints: Fingerprints | None = None

    @property
    def held(self) -> int:
        """How many vectors the open generation holds."""
        return self._journal.held if self._journal else 0

    def folder(self, number: int) -> Path:
        """Where generation ``number`` lies."""
        return self._root / f"gen-{number}"

    def open(self) -> bool:
        """Open the journal's generation if it is clean and as it was left. True if it is open."""
        if self.chroma is not None:
            return True
        journal = self._catalogue.generation()
        if journal is None or not journal.clean or journal.maker != maker(self._dimension):
            return False
        folder = self.folder(journal.number)
        prints = Fingerprints(folder)
        if not folder.is_dir() or not prints.match(journal.files):
            self._set_aside(journal)
            return False
        self._mark(replace(journal, clean=False, files={}))
        self._prints = prints
        try:
            self._start(folder, create=False)
            self._try(journal.held)
        except IndexTrouble:
            self.abandon()
            raise
        self._settle(0, journal)
        return True

    def make(self) -> None:
        """Begin a new, empty generation; the outbox then holds all vectors for it."""
        self.abandon()
        old = self._catalogue.generation()
        known = [old.number] if old else []
        known += [int(path.name[4:]) for path in self._root.glob("gen-*") if _is_ours(path)]
        number = max(known, default=0) + 1
        fresh = Generation(number, False, 0, 0, maker(self._dimension), {})
        self._catalogue.begin_generation(fresh)
        self._journal = fresh
        self._clear()
        self._check_space()
        folder = self.folder(number)
        folder.mkdir(mode=0o700, parents=True)
        self._prints = Fingerprints(folder)
        self._start(folder, create=True)
        self._settle(0, fresh)

    def too_many_deleted(self) -> bool:
        """Whether a fifth is deleted, or will be: then some of the rest is hard to reach."""
        if self._journal is None:
            return False
        deleted = self._journal.deleted + self._catalogue.waiting_deletes()
        return deleted * 5 > self._journal.held + self._journal.deleted

    def apply(self, cancel: Cancel | None, said: Callable[[int], None]) -> bool:
        """Take the next rows of the outbox; False if there are none.

        ``said`` is told the number of rows after each batch. When ``cancel`` is set it stops after
        the current batch, in a clean state.
        """
        chroma, journal = self.chroma, self._journal
        assert chroma is not None and journal is not None
        # Each chunk ends with fsync and checksums of all files, so it grows with them.
        rows = self._catalogue.outbox(max(_CHUNK, journal.held // 4))
        if not rows:
            return False
        self._mark(replace(journal, clean=False, files={}))
        added = 0
        seq = 0
        for at in range(0, len(rows), BATCH):
            batch = rows[at : at + BATCH]
            added += self._take(chroma, batch)
            seq = batch[-1].seq
            said(len(batch))
            if cancel is not None and cancel.is_set:
                break
        held = self.worker.call("count", chroma.count, BATCH_SECONDS)
        gone = journal.held + added - held
        self._settle(seq, replace(journal, held=held, deleted=journal.deleted + gone))
        return True

    def _take(self, chroma: Chroma, batch: list[OutboxRow]) -> int:
        deletes = {row.passage_id for row in batch if row.op == "delete"}
        adds = [
            row.passage_id for row in batch if row.op == "add" and row.passage_id not in deletes
        ]
        rows = self._catalogue.vectors_of(adds)
        if len(rows.ids):
            self.worker.call("add", lambda: chroma.add(rows), BATCH_SECONDS)
        if deletes:
            self.worker.call("delete", lambda: chroma.delete(sorted(deletes)), BATCH_SECONDS)
        return len(rows.ids)

    def _start(self, folder: Path, *, create: bool) -> None:
        # Importing chromadb takes seconds; outside the time limit.
        import chromadb  # noqa: F401

        self.chroma = self.worker.call(
            "open its files", lambda: Chroma(embedded_client(folder), create=create), OPEN_SECONDS
        )

    def _try(self, held: int) -> None:
        """Count, and search once: this loads the index, the slow part of the first question."""
        chroma = self.chroma
        assert chroma is not None
        count = self.worker.call("count", chroma.count, OPEN_SECONDS)
        probe = self._catalogue.vectors_after(0, 1)
        if count != held:
            raise IndexTrouble(f"Chroma holds {count} vectors where {held} were left.")
        if held and len(probe.ids):
            want = min(held, 10)
            search = self.worker.call(
                "search", lambda: chroma.query(probe.vectors[0], want), OPEN_SECONDS
            )
            if len(search) < want:
                raise IndexTrouble(f"Chroma found {len(search)} of {want} vectors.")

    def _settle(self, seq: int, journal: Generation) -> None:
        """Files to the disk, then the journal: clean, and the outbox taken up to ``seq``."""
        assert self._prints is not None
        sync_tree(self._prints.folder)
        self._journal = replace(journal, clean=True, files=self._prints.take())
        self._catalogue.applied(seq, self._journal)

    def _mark(self, journal: Generation) -> None:
        self._journal = journal
        self._catalogue.put_generation(journal)

    def _set_aside(self, journal: Generation) -> None:
        folder = self.folder(journal.number)
        if not folder.exists():
            return  # nothing was lost that is not made anew
        place = folder.with_name(f"{folder.name}-damaged")
        count = 1
        while place.exists():
            count += 1
            place = folder.with_name(f"{folder.name}-damaged-{count}")
        folder.rename(place)
        self.notice = (
            f"The index {folder} was not as it was left. It was set aside as {place.name}, "
            "and is made anew from the catalogue; nothing is lost."
        )

    def _clear(self) -> None:
        for path in self._root.glob("gen-*"):
            if _is_ours(path):
                # What cannot be removed now (on Windows: while open) is at the next making.
                shutil.rmtree(path, ignore_errors=True)

    def _check_space(self) -> None:
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        need = self._catalogue.vector_count() * self._dimension * 4 * _BYTES_A_VECTOR
        free = shutil.disk_usage(self._root).free
        if free < need:
            raise IndexTrouble(
                f"The index needs {need / 1e6:,.0f} MB; the disk has {free / 1e6:,.0f} MB left.",
                "Free some space. Until then an exact scan answers.",
            )

    def distrust(self) -> None:
        """Close the generation and never open it again: it has failed, or is to be replaced."""
        journal = self._journal or self._catalogue.generation()
        if journal is not None:
            self._mark(replace(journal, clean=False, files={}))
        self.abandon()

    def abandon(self) -> None:
        """Let go of the open generation, in whatever state it is."""
        chroma, self.chroma = self.chroma, None
        self._journal = self._prints = None
        if chroma is not None and not self.worker.stuck:
            # It may fail as everything else did; the journal already says what it is worth.
            with contextlib.suppress(IndexTrouble):
                self.worker.call("close", chroma.close, OPEN_SECONDS)

    def close(self) -> None:
        """Close the open generation, clean."""
        journal, prints = self._journal, self._prints
        opened = self.chroma is not None
        self.abandon()
        if opened and journal and prints and journal.clean:
            try:
                if prints.take() != journal.files:
                    sync_tree(prints.folder)
                    self._mark(replace(journal, files=prints.take()))
            except OSError:  # the folder is gone, or its disk: never to be opened again
                with contextlib.suppress(QabotError):
                    self._mark(replace(journal, clean=False, files={}))
        self.worker.end()


def _is_ours(path: Path) -> bool:
    return bool(_NAME.fullmatch(path.name)) and path.is_dir() and not path.is_symlink()
