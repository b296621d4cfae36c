"""One thread for all calls to Chroma, with a time limit on each.

Chroma waits up to 1,000 s for a lock, and its calls cannot be interrupted: so its caller must be
able to walk away from one.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from typing import Any, TypeVar

from qabot.storage.errors import IndexBusy, IndexStuck, IndexTrouble

T = TypeVar("T")


class Worker:
    """Runs calls one after another in a thread that never keeps the process from ending."""

    def __init__(self, name: str = "qabot-chroma") -> None:
        self._jobs: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = (
            queue.SimpleQueue()
        )
        self.stuck = False
        """A call did not come back; this worker takes no more."""
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            future, call = job
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(call())
            except BaseException as error:  # noqa: BLE001 - Rust panics are no Exceptions; the caller gets all
                future.set_exception(error)
            # Else the last result, and with it a closed client, would live until the next job.
            del job, future, call

    def call(self, what: str, call: Callable[[], T], seconds: float) -> T:
        """The result of ``call``, run in the worker's thread.

        Raises ``IndexBusy`` if it has not begun within ``seconds``, ``IndexStuck`` if it has not
        ended, ``IndexTrouble`` for whatever it raises.
        """
        if self.stuck:
            raise IndexStuck("An earlier call to Chroma is still not back.", "Restart qabot.")
        future: Future[T] = Future()
        self._jobs.put((future, call))
        try:
            return future.result(timeout=seconds)
        except FutureTimeout as error:
            if future.cancel():
                raise IndexBusy(f"Chroma was too busy to {what} within {seconds:g} s.") from error
            if not future.done():
                self.stuck = True
                raise IndexStuck(f"Chroma did not {what} within {seconds:g} s.") from error
            raise IndexTrouble(f"Chroma could not {what} ({error}).") from error
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            words = f"{type(error).__name__}: {error}"
            raise IndexTrouble(f"Chroma could not {what} ({words}).") from error

    def end(self) -> None:
        """Let the thread end after the calls that wait."""
        self._jobs.put(None)
