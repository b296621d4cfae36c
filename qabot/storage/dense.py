"""Search by meaning: Chroma when it is at hand and in order, else an exact scan.

Both see the same vectors, so that it only matters for speed which one answers.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from qabot.domain import Cancel, Progress, ProgressCallback, QabotError
from qabot.storage.catalogue import Catalogue
from qabot.storage.errors import IndexBusy, IndexTrouble
from qabot.storage.lock import Holder, OwnerLock

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qabot.storage.generations import Generations
    from qabot.storage.scan import Scan

_TAIL = 1_000
"""More rows than this in the outbox: the exact scan of everything is the better answer."""
_QUERY_SECONDS = 5.0
_CLOSE_SECONDS = 30.0


class DenseIndex:
    """The vectors of a catalogue, searched by cosine. Every method may be called from any thread.

    One process at a time owns Chroma: the first that calls ``warm`` or ``drain``, until it closes
    or ends. ``search`` never waits for that, nor for chromadb to be imported.
    """

    def __init__(
        self, catalogue: Catalogue, folder: Path, dimension: int, *, doing: str = ""
    ) -> None:
        """``folder`` is the corpus's ``.qabot``; ``doing`` is what others are told of us.

        Nothing is opened or imported yet.
        """
        self._catalogue = catalogue
        self._root = folder / "vectors"
        self._dimension = dimension
        self._doing = doing
        self._owner = OwnerLock(folder)
        self._other: Holder | None = None
        self._work = threading.Lock()  # held by whoever changes the fields below
        self._making = threading.Lock()  # of the parts that are made when first used
        self._ready = False
        self._suspect = False
        self._closed = False
        self._trouble = ""
        self._generations: Generations | None = None
        self._scan: Scan | None = None

    @property
    def state(self) -> str:
        """What answers, in words, and why if it is not Chroma."""
        if self._ready:
            waiting = self._catalogue.waiting()
            if waiting <= _TAIL:
                return "Chroma"
            return f"exact scan: {waiting:,} changes wait for the index"
        if self._other is not None:
            return f"exact scan: another qabot holds the index ({self._other})"
        if self._work.locked():
            return "exact scan: the index is being made"
        if self._trouble:
            return f"exact scan: {self._trouble}"
        return "exact scan: the index is not open"

    @property
    def notice(self) -> str:
        """What a user should know about how the index was found; empty if all was well."""
        return self._generations.notice if self._generations else ""

    def search(
        self,
        vector: NDArray[np.float32],
        limit: int,
        articles: Collection[int] | None = None,
    ) -> list[tuple[int, float]]:
        """The ``limit`` nearest passages to vector[dimension]: id and cosine, nearest first.

        ``articles``: only passages of these; they are filtered by exact scan, which is far
        faster than a filter inside Chroma. Raises ``ValueError`` for another dimension.
        """
        if len(vector) != self._dimension:
            raise ValueError(f"vector of {len(vector)} numbers; expected {self._dimension}")
        if articles is None and self._ready:
            found = self._by_chroma(vector, limit)
            if found is not None:
                return found
        return self._scanner().search(vector, limit, articles)

    def _scanner(self) -> Scan:
        from qabot.storage.scan import Scan

        with self._making:
            if self._scan is None:
                self._scan = Scan(self._catalogue)
            return self._scan

    def _by_chroma(self, vector: NDArray[np.float32], limit: int) -> list[tuple[int, float]] | None:
        """Chroma's answer, with the outbox applied; None if the scan should answer."""
        from qabot.storage.chroma import LIMIT
        from qabot.storage.scan import unit, with_tail

        generations = self._generations
        chroma = generations.chroma if generations else None
        # The outbox first: what leaves it meanwhile is in Chroma by then.
        tail = self._catalogue.outbox(_TAIL + 1)
        want = limit + sum(row.op == "delete" for row in tail)
        if generations is None or chroma is None or len(tail) > _TAIL or want > LIMIT:
            return None
        held = generations.held
        query = unit(vector)
        try:
            hits = generations.worker.call(
                "search", lambda: chroma.query(query, want), _QUERY_SECONDS
            )
            if len(hits) < min(want, held) and self._ready:
                raise IndexTrouble(f"Chroma found {len(hits)} of {min(want, held)} vectors.")
        except IndexBusy:
            return None
        except IndexTrouble as error:
            # The next drain makes a new one.
            self._suspect, self._ready, self._trouble = True, False, error.message
            return None
        return with_tail(self._catalogue, query, hits, tail, limit)

    def warm(self) -> None:
        """Load what makes searches fast: the scan's vectors, then Chroma, if it is in order.

        Makes no new index: that is ``drain``. Slow; call it in the background. Idempotent.
        """
        self._scanner().current()
        if self._ready or not self._work.acquire(blocking=False):
            return  # a drain is under way, and ends in the same state
        try:
            if not self._closed and not self._suspect and self._own():
                self._guarded(self._open)
        finally:
            self._work.release()

    def _open(self) -> bool:
        self._ready = self._parts().open()
        return self._ready

    def drain(self, progress: ProgressCallback | None = None, cancel: Cancel | None = None) -> bool:
        """Take ownership if it is free, open or make the index, and take the whole outbox.

        True if Chroma now holds all vectors. False if another process owns it, or it failed:
        ``state`` then says so, and the exact scan goes on answering. Raises ``Cancelled``
        after leaving things in order.
        """
        with self._work:
            if self._closed or not self._own():
                return False
            return self._guarded(lambda: self._drain(progress, cancel))

    def remake(
        self, progress: ProgressCallback | None = None, cancel: Cancel | None = None
    ) -> bool:
        """``drain`` into a new index, made from the catalogue's vectors."""
        with self._work:
            if self._closed or not self._own():
                return False
            self._suspect = True
            return self._guarded(lambda: self._drain(progress, cancel))

    def _own(self) -> bool:
        if self._catalogue.read_only:
            self._trouble = "the corpus cannot be written"
            return False
        if self._owner.take(self._doing):
            self._other = None
            return True
        self._other = self._owner.holder() or Holder(0, "just starting", 0.0)
        return False

    def _parts(self) -> Generations:
        from qabot.storage.generations import Generations

        with self._making:
            if self._generations is None:
                self._generations = Generations(self._catalogue, self._root, self._dimension)
            return self._generations

    def _drain(self, progress: ProgressCallback | None, cancel: Cancel | None) -> bool:
        parts, catalogue = self._parts(), self._catalogue
        if self._suspect:
            self._ready = False
            parts.distrust()
            self._suspect = False
        if catalogue.waiting() == 0 and (self._ready or catalogue.vector_count() == 0):
            return True
        self._ready = False
        if not parts.open() or parts.too_many_deleted():
            parts.make()
        done = 0

        def said(rows: int) -> None:
            nonlocal done
            done += rows
            if progress is not None:
                progress(Progress("indexing", done, total))

        total = catalogue.waiting()
        while parts.apply(cancel, said):
            if cancel is not None and cancel.is_set:
                break
            total = done + catalogue.waiting()
        self._ready = True
        if cancel is not None:
            cancel.check()
        return True

    def _guarded(self, work: Callable[[], bool]) -> bool:
        """Run ``work``; if it fails, the index is left and the scan answers."""
        try:
            done = work()
        except (QabotError, OSError) as error:
            self._fail(error.message if isinstance(error, QabotError) else str(error))
            return False
        except BaseException as error:
            if not self._ready:  # else it was left in order, by our own cancelling
                self._fail(f"interrupted ({type(error).__name__})")
            raise
        self._trouble = ""
        return done

    def _fail(self, trouble: str) -> None:
        self._ready = False
        self._trouble = trouble
        if self._generations is not None:
            self._generations.abandon()

    def close(self) -> None:
        """Close Chroma and give up ownership. A drain should have been cancelled before."""
        if not self._work.acquire(timeout=_CLOSE_SECONDS):
            return  # the journal says that the index is not clean; the lock ends with the process
        try:
            self._closed, self._ready = True, False
            if self._generations is not None:
                if self._suspect:
                    self._generations.distrust()
                self._generations.close()
            self._owner.release()
        finally:
            self._work.release()
