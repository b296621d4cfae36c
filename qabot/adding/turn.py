"""Taking turns at embedding: two processes would give the same passages their vectors twice."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from qabot.domain import Cancel, Progress, ProgressCallback
from qabot.storage.catalogue import Catalogue
from qabot.storage.lock import OwnerLock

LOCK = "embedding.lock"
_PAUSE = 0.2
"""Seconds between two looks whether the other has ended, however it ended."""


@contextmanager
def turn(
    catalogue: Catalogue, progress: ProgressCallback, cancel: Cancel, *, wait: bool = True
) -> Iterator[tuple[bool, str]]:
    """Whether it is ours to embed now, and which other process was or is at it, if any.

    The other one takes what we have stored, too: waiting ends when it is done, or when nothing
    is left. Without ``wait``, it is left to the other. Raises ``Cancelled`` while waiting.
    """
    lock = OwnerLock(catalogue.folder, LOCK)
    other = ""
    while not (ours := lock.take("embedding")):
        other = str(lock.holder() or other or "just starting")
        counts = catalogue.counts()
        if not wait or counts.embedded >= counts.passages:
            break
        cancel.check()
        progress(Progress("waiting", counts.embedded, counts.passages, other))
        time.sleep(_PAUSE)
    try:
        yield ours, other
    finally:
        lock.release()
