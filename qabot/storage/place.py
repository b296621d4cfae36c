"""The place where a catalogue is made anew, beside the one that serves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qabot.domain import QabotError
from qabot.storage.catalogue import Catalogue
from qabot.storage.database import FILE
from qabot.storage.lock import OwnerLock

FOLDER = "rebuild"
LOCK = "rebuild.lock"
IMPORTS, IMPORT_PLAN = "import-*", "plan.json"
"""Folders in which imports unpack; one with a plan is to be finished, not deleted."""
_TIMES = 2
"""The new catalogue, and the journal through which it takes the old one's place."""


@contextmanager
def new_place(hidden: Path) -> Iterator[Catalogue]:
    """An empty catalogue in ``hidden/rebuild``, which is deleted at the end.

    Raises ``QabotError`` if another process makes one, or the disk has no room.
    """
    lock = OwnerLock(hidden, LOCK)
    if not lock.take("rebuilding"):
        raise QabotError(
            f"Another qabot is making the index anew ({lock.holder() or 'just starting'}).",
            "Wait until it is done, or end it, and try again.",
        )
    try:
        _delete(hidden)
        _check_space(hidden)
        fresh = Catalogue(hidden / FOLDER)
        try:
            yield fresh
        finally:
            fresh.close()
            _delete(hidden)
    finally:
        lock.release()


def clear_leftovers(hidden: Path) -> None:
    """Delete what a rebuild that was killed left behind; nothing while one is under way."""
    if not (hidden / FOLDER).exists():
        return
    lock = OwnerLock(hidden, LOCK)
    if lock.take("clearing"):
        _delete(hidden)
        lock.release()


def _delete(hidden: Path) -> None:
    # What cannot be deleted now is at the next start.
    shutil.rmtree(hidden / FOLDER, ignore_errors=True)


def _check_space(hidden: Path) -> None:
    files = [hidden / FILE, hidden / f"{FILE}-wal"]
    size = sum(file.stat().st_size for file in files if file.exists())
    free = shutil.disk_usage(hidden).free
    if free < size * _TIMES:
        raise QabotError(
            f"Making the index anew needs {size * _TIMES / 1e6:,.0f} MB beside it; "
            f"the disk of {hidden} has {free / 1e6:,.0f} MB left.",
            "Free some space and try again. The index is as it was.",
        )
