"""Who owns the index now."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from qabot.health.findings import Finding
from qabot.health.look import Look
from qabot.storage.lock import LOCK, Holder, OwnerLock


def other_owner(hidden: Path, name: str = LOCK) -> Holder | None:
    """Who holds a lock; None if nobody does. Leaves no trace, unlike ``OwnerLock.take``."""
    if not (hidden / name).is_file():
        return None
    from filelock import FileLock, Timeout

    lock = FileLock(hidden / name, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return OwnerLock(hidden, name).holder() or Holder(0, "just starting", time.time())
    except (OSError, NotImplementedError):
        return None  # the check of rights says what is wrong
    lock.release()
    return None


def check_lock(look: Look) -> Iterator[Finding]:
    """Whether the index is free, and whether its last owner ended in order."""
    if look.holder is not None:
        since = time.strftime("%H:%M", time.localtime(look.holder.since))
        said = f"Another qabot holds the index ({look.holder}, since {since})."
        yield Finding("lock", "note", said, "It is not looked into. Close it to check all.")
        return
    left = OwnerLock(look.hidden).holder()
    if left is not None and left.pid != os.getpid():
        said = f"The qabot that last held the index ({left}) ended without closing it."
        yield Finding("lock", "note", said, "Nothing to do: the next one takes over.")
        return
    yield Finding("lock", "ok", "The index is free.")
