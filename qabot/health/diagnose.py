"""All checks, one after another."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from qabot.domain import Cancel, QabotError
from qabot.health.articles import check_articles
from qabot.health.catalogue import check_identity, check_rows, check_whole, check_words
from qabot.health.embedder import check_embedder
from qabot.health.files import check_files, check_own_lists
from qabot.health.findings import Finding
from qabot.health.index import check_index, check_leftovers
from qabot.health.lock import check_lock, other_owner
from qabot.health.look import Look, explained, open_catalogue
from qabot.health.machine import check_disk, check_rights, check_versions
from qabot.health.model import check_model
from qabot.health.reader import check_reader
from qabot.health.threads import check_threads
from qabot.health.vectors import check_vectors
from qabot.settings import Settings

Check = Callable[[Look], Iterator[Finding]]

_WITHOUT: tuple[tuple[str, Check], ...] = (
    ("versions", check_versions),
    ("rights", check_rights),
    ("disk", check_disk),
    ("lock", check_lock),
    ("own lists", check_own_lists),
)
_WITH: tuple[tuple[str, Check], ...] = (
    ("catalogue", check_whole),
    ("catalogue", check_rows),
    ("identity", check_identity),
    ("files", check_files),
    ("articles", check_articles),
    ("vectors", check_vectors),
    ("words", check_words),
    ("index", check_index),
)
_LAST: tuple[tuple[str, Check], ...] = (
    ("embedder", check_embedder),
    ("reader", check_reader),
    ("set aside", check_leftovers),
    ("threads", check_threads),
    ("model", check_model),
)


def diagnose(
    folder: Path, settings: Settings, hidden: str, cancel: Cancel | None = None
) -> Iterator[Finding]:
    """Look at everything; findings as they come. Changes nothing.

    ``hidden``: name of our folder inside ``folder``. Reads every file and every article, so it
    takes about as long as a first sync without embedding. Raises ``Cancelled``.
    """
    stop = cancel or Cancel()
    folder = folder.absolute()
    if not folder.is_dir():
        yield Finding(
            "corpus",
            "error",
            f"There is no folder {folder}.",
            "Make it, or name another with --corpus or QABOT_CORPUS.",
        )
        return
    yield Finding("corpus", "ok", str(folder))
    catalogue, wrong = open_catalogue(folder / hidden)
    look = Look(folder, folder / hidden, settings, catalogue, other_owner(folder / hidden))
    try:
        yield from _each(look, _WITHOUT, stop)
        if wrong is not None:
            yield wrong
        if catalogue is not None:
            yield from _each(look, _WITH, stop)
        yield from _each(look, _LAST, stop)
    finally:
        if catalogue is not None:
            catalogue.close()


def _each(look: Look, checks: tuple[tuple[str, Check], ...], stop: Cancel) -> Iterator[Finding]:
    for name, check in checks:
        stop.check()
        try:
            yield from check(look)
        except (QabotError, OSError, ValueError, TypeError, KeyError, sqlite3.Error) as error:
            # A check that stumbles has found something too.
            yield explained(error, name)
