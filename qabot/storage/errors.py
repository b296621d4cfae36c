"""Errors of storage, and what SQLite's codes mean to a user."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from qabot.domain import QabotError

_REBUILD = (
    "Run `qabot doctor --fix`, or `qabot rebuild`: it makes the index anew from the articles, "
    "which are not touched."
)
CLOSED = "Open the corpus again."


class NoSuchArticle(QabotError, KeyError):
    """An article number that the catalogue does not hold."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"There is no article {number}.", "`qabot list` shows the articles and their numbers."
        )


class CatalogueDamaged(QabotError):
    """The catalogue's file is not a whole SQLite database any more."""


class CatalogueTooNew(QabotError):
    """The catalogue was written by a newer qabot."""


class CatalogueBusy(QabotError):
    """Another process has been writing longer than we wait."""


class CatalogueUnusable(QabotError):
    """The disk or the rights on it do not let us read or write."""


class DifferentVectors(QabotError):
    """Vectors that do not fit those that the catalogue holds."""


class IndexTrouble(QabotError):
    """The vector store failed. Nothing is lost: the exact scan answers, and it is made anew."""

    def __init__(
        self,
        message: str,
        remedy: str = "Nothing is lost; `qabot doctor --fix` makes the index anew at once.",
    ) -> None:
        super().__init__(message, remedy)


class IndexBusy(IndexTrouble):
    """The vector store had no time for a call yet."""


class IndexStuck(IndexTrouble):
    """A call to the vector store did not come back in time."""


def explain(error: sqlite3.Error, path: Path) -> QabotError:
    """The error that a user sees for an error of SQLite.

    Result codes: https://www.sqlite.org/rescode.html (the low byte is the primary code).
    """
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return CatalogueDamaged(f"The catalogue {path} is damaged ({error}).", _REBUILD)
    if "Could not decode" in str(error):  # the rest of its message is what was to be read
        return CatalogueDamaged(
            f"The catalogue {path} is damaged (it holds text that is not UTF-8).", _REBUILD
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return CatalogueBusy(
            f"Another qabot has been writing to {path} for a long time.",
            "Wait until it is done, or end it, and try again.",
        )
    if code == sqlite3.SQLITE_FULL:
        return CatalogueUnusable(
            f"The disk of {path} is full.", "Free some space and try again; nothing was lost."
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return CatalogueUnusable(
            f"The catalogue {path} cannot be written ({error}).",
            "Check the rights of the folder and of the disk.",
        )
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return CatalogueUnusable(
            f"The catalogue {path} cannot be read or written ({error}).",
            "Check the disk, its free space, and the rights of the folder.",
        )
    return QabotError(f"The catalogue {path} reports: {error}.", _REBUILD)
