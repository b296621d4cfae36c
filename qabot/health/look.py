"""What the checks look at: folder, settings, and the catalogue if it can be opened."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from qabot.domain import QabotError
from qabot.health.findings import ANEW, SYNC, Finding
from qabot.settings import Settings
from qabot.storage.catalogue import Catalogue
from qabot.storage.database import FILE
from qabot.storage.errors import CatalogueBusy, CatalogueDamaged, CatalogueTooNew
from qabot.storage.lock import Holder
from qabot.storage.schema import version_of

CHECK = "catalogue"
AGAIN = "Run `qabot doctor --fix`: the index is made anew from your articles; the old file is kept."
_TABLES = frozenset(
    "meta files articles bodies passages vectors passage_words words outbox generation "
    "documents".split()
)


@dataclass(frozen=True, slots=True)
class Look:
    """A corpus under examination. Nothing in it is changed by looking."""

    folder: Path
    """The corpus."""
    hidden: Path
    """Its ``.qabot``."""
    settings: Settings
    catalogue: Catalogue | None
    """Opened to be read only; None if it cannot be, and a finding says why."""
    holder: Holder | None
    """Another process that owns the index now."""


def open_catalogue(hidden: Path) -> tuple[Catalogue | None, Finding | None]:
    """The catalogue, or what is wrong with it."""
    if not (hidden / FILE).exists():
        if (hidden / "vectors").exists():
            return None, Finding(
                CHECK, "error", f"{hidden / FILE} is gone.", "Run `qabot sync`.", SYNC
            )
        return None, Finding(
            CHECK, "note", "The corpus is not indexed yet.", "Run `qabot sync`.", SYNC
        )
    catalogue: Catalogue | None = None
    try:
        catalogue = Catalogue(hidden, read_only=True)
        wrong = _unlike_ours(catalogue)
    except QabotError as error:
        wrong = explained(error)
    if wrong is not None and catalogue is not None:
        catalogue.close()
        catalogue = None
    return catalogue, wrong


def _unlike_ours(catalogue: Catalogue) -> Finding | None:
    with catalogue.reading() as db:
        version = version_of(db)
        names = {str(name) for (name,) in db.execute("SELECT name FROM sqlite_master")}
    if version == 0 and not names:
        return Finding(
            CHECK,
            "error",
            f"{catalogue.path} is empty.",
            "Run `qabot sync`: all articles are read again.",
            SYNC,
        )
    missing = sorted(_TABLES - names)
    if missing:
        said = f"{catalogue.path} lacks the tables {', '.join(missing)}."
        return Finding(CHECK, "error", said, AGAIN, ANEW)
    return None


def explained(error: Exception, check: str = CHECK) -> Finding:
    """What an error inside a check means."""
    if isinstance(error, CatalogueDamaged):
        return Finding(CHECK, "error", error.message, AGAIN, ANEW)
    if isinstance(error, CatalogueTooNew):
        return Finding(CHECK, "error", error.message, error.remedy)
    if isinstance(error, CatalogueBusy):
        return Finding(check, "warning", error.message, error.remedy)
    if isinstance(error, QabotError):
        undecodable = isinstance(error.__cause__, sqlite3.OperationalError) and (
            "decode" in str(error.__cause__)
        )
        if undecodable:
            return Finding(CHECK, "error", error.message, AGAIN, ANEW)
        return Finding(check, "error", error.message, error.remedy)
    if isinstance(error, OSError):
        name = f"{error.filename}: " if error.filename else ""
        said = f"{name}{(error.strerror or str(error)).lower()}."
        return Finding(check, "error", said, "Check its rights and the disk.")
    # Values that no qabot wrote: a column of another type, JSON that is none.
    said = f"The catalogue holds values that cannot be read ({type(error).__name__}: {error})."
    return Finding(CHECK, "error", said, AGAIN, ANEW)
