"""Text of a model as it comes, in a thread of its own so that cancelling never waits for it."""

from __future__ import annotations

import contextvars
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qabot.domain import Cancel, QabotError
from qabot.writing.failures import explained, retry_after, status_of
from qabot.writing.models import Writer

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

_TICK = 0.05
_LONGEST_WAIT = 15.0
"""Seconds that a server may ask to wait; then the question fails and says so."""
_RETRIES = 2
MOST_CHARACTERS = 24_000
"""A reply longer than this, with its thinking, is cut off: the model repeats itself."""


@dataclass
class Usage:
    """What a reply took. Tokens are 0 where the model does not say."""

    read: int = 0
    written: int = 0
    first: float = 0.0
    """Seconds to the first word."""
    seconds: float = 0.0
    cut: bool = False
    """Whether it ended for its length."""


def stream(
    writer: Writer, messages: Sequence[BaseMessage], cancel: Cancel, usage: Usage
) -> Iterator[str]:
    """Pieces of the reply. ``usage`` is filled in on the way.

    A server that asks to wait a little is asked again. Raises ``Cancelled``, and ``QabotError``
    for all that goes wrong, also after some pieces.
    """
    started = time.perf_counter()
    attempt = 0
    try:
        while True:
            said = False
            try:
                for piece in _attempt(writer, messages, cancel, usage):
                    if not said:
                        said = True
                        usage.first = time.perf_counter() - started
                    yield piece
                return
            except _Failed as failed:
                error = failed.error
                wait = retry_after(error) if status_of(error) in (429, 503) else None
                attempt += 1
                if said or attempt > _RETRIES or wait is None or wait > _LONGEST_WAIT:
                    raise explained(error, writer.name) from None
                _pause(wait, cancel)
    finally:
        usage.seconds = time.perf_counter() - started


class _Failed(Exception):
    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error


def _pause(seconds: float, cancel: Cancel) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        cancel.check()
        time.sleep(min(_TICK, left))


def _attempt(
    writer: Writer, messages: Sequence[BaseMessage], cancel: Cancel, usage: Usage
) -> Iterator[str]:
    came: queue.Queue[Any] = queue.Queue()
    stopped = threading.Event()

    def work() -> None:
        try:
            for chunk in writer.model.stream(list(messages)):
                if stopped.is_set():
                    return
                came.put(chunk)
            came.put(None)
        except Exception as error:  # noqa: BLE001 - each provider's own kinds
            came.put(_Failed(error))

    # LangChain finds callbacks in the context.
    run = contextvars.copy_context().run
    threading.Thread(target=run, args=(work,), name="qabot-model", daemon=True).start()
    length, ended, waited = 0, "", time.monotonic()
    patience = writer.patience
    try:
        while True:
            try:
                chunk = came.get(timeout=0 if cancel.is_set else _TICK)
            except queue.Empty:
                cancel.check()  # not before what has come is taken
                if time.monotonic() - waited > patience:
                    raise _Failed(TimeoutError("Timeout")) from None
                continue
            if chunk is None:
                break
            if isinstance(chunk, _Failed):
                raise chunk
            waited, patience = time.monotonic(), writer.patience / 5
            ended = _reason(chunk) or ended
            _count(chunk, usage)
            text = str(chunk.text)
            length += len(text)
            if text:
                yield text
            if length > MOST_CHARACTERS:
                usage.cut = True
                return
        usage.cut = ended in ("length", "max_tokens")
        if writer.whole and not ended:
            raise _Failed(QabotError(f"The reply of {writer.name} was cut off.", "Ask again."))
    finally:
        stopped.set()


def _reason(chunk: Any) -> str:
    meta = getattr(chunk, "response_metadata", None) or {}
    for key in ("finish_reason", "done_reason", "stop_reason"):
        if meta.get(key):
            return str(meta[key])
    return "stop" if meta.get("done") is True else ""


def _count(chunk: Any, usage: Usage) -> None:
    said = getattr(chunk, "usage_metadata", None)
    if said:
        usage.read += int(said.get("input_tokens") or 0)
        usage.written += int(said.get("output_tokens") or 0)
