"""The owner's lock: which one of several qabot processes works on the vector store."""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qabot.storage.database import make_private
from qabot.storage.errors import CatalogueUnusable

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK = "lock"
_HOLDER = ".holder"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lock, as it wrote down itself."""

    pid: int
    doing: str
    since: float
    """Seconds since the epoch."""

    def __str__(self) -> str:
        return f"pid {self.pid}, {self.doing}" if self.doing else f"pid {self.pid}"


class OwnerLock:
    """One lock in a ``.qabot`` folder. Threads of this process share it.

    The operating system frees it when its holder ends, however it ends. So the note about the
    holder is only believed while the lock itself is held.
    """

    def __init__(self, folder: Path, name: str = LOCK) -> None:
        self.folder = folder
        self.path = folder / name
        self._guard = threading.Lock()
        self._lock: BaseFileLock | None = None
        self._noted: str | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds it."""
        return self._lock is not None

    def take(self, doing: str = "") -> bool:
        """Try to take it, without waiting; True if it is held now. ``doing`` is for others.

        Raises ``CatalogueUnusable`` when the file cannot be made.
        """
        # Imported late: it costs as much as opening the catalogue several times over.
        from filelock import FileLock, Timeout

        with self._guard:
            if self._lock is None:
                make_private(self.folder)
                lock = FileLock(self.path, timeout=0, thread_local=False)
                try:
                    lock.acquire()
                except Timeout:
                    return False
                except (OSError, NotImplementedError) as error:
                    raise CatalogueUnusable(
                        f"The lock {self.path} cannot be taken ({error}).",
                        "Check the rights of the folder, and that its disk supports locks.",
                    ) from error
                self._lock = lock
            if self._noted != doing:
                self._note(doing)
            return True

    @property
    def _holder(self) -> Path:
        return self.path.with_name(self.path.name + _HOLDER)

    def _note(self, doing: str) -> None:
        note = {"pid": os.getpid(), "doing": doing, "since": time.time()}
        path = self._holder
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        # The lock works without its note, on a full disk for instance.
        with contextlib.suppress(OSError):
            fresh.write_text(json.dumps(note), encoding="utf-8")
            os.replace(fresh, path)
            self._noted = doing

    def holder(self) -> Holder | None:
        """Who holds it, if ``take`` has just failed; None if the note cannot be read."""
        try:
            note = json.loads(self._holder.read_text(encoding="utf-8"))
            return Holder(int(note["pid"]), str(note["doing"]), float(note["since"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def release(self) -> None:
        """Give it back; nothing happens if it is not held."""
        with self._guard:
            if self._lock is not None:
                with contextlib.suppress(OSError):
                    self._holder.unlink()
                self._lock.release()
                self._lock = self._noted = None
