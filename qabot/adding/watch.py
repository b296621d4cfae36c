"""Waiting for files of the corpus to come, change or go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qabot.domain import Cancel, QabotError

_SETTLE_MS = 800
"""Changes that follow each other faster than this are taken together."""


class _Stop:
    """Our token as watchfiles wants it: with a method."""

    def __init__(self, cancel: Cancel) -> None:
        self._cancel = cancel

    def is_set(self) -> bool:
        return self._cancel.is_set


def watch_folder(folder: Path, cancel: Cancel) -> Iterator[None]:
    """Yield each time something changed in ``folder``, until cancelled.

    Hidden files, and with them our own, do not count; ``.qabotignore`` does. Raises
    ``QabotError`` when the folder cannot be watched.
    """
    import watchfiles

    def counts(change: watchfiles.Change, path: str) -> bool:
        try:
            parts = Path(path).relative_to(folder).parts
        except ValueError:
            return False
        return not any(part.startswith(".") and part != ".qabotignore" for part in parts)

    try:
        for _ in watchfiles.watch(
            folder,
            watch_filter=counts,
            debounce=_SETTLE_MS,
            step=100,
            rust_timeout=1000,
            stop_event=_Stop(cancel),
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            yield
    except (OSError, RuntimeError) as error:  # too many watches, or the folder is gone
        raise QabotError(
            f"{folder} cannot be watched: {error}.", "New files are taken at the next sync."
        ) from error
