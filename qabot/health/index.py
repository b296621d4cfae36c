"""Chroma's folders against the journal. They are never opened here: that alone can crash."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from qabot.health.findings import DISTRUST, INDEX, LEFTOVERS, SYNC, Finding, count
from qabot.health.lock import other_owner
from qabot.health.look import Look
from qabot.health.vectors import usual_dimension
from qabot.storage import place
from qabot.storage.outbox import Generation
from qabot.storage.prints import Fingerprints
from qabot.storage.threads_place import MAKING

_LATER = "Nothing is lost: an exact scan answers, and the index is made anew by the next chat."
CHECK = "index"


def check_index(look: Look) -> Iterator[Finding]:
    """Whether the vector index will be opened, and holds what the catalogue holds."""
    catalogue = look.catalogue
    assert catalogue is not None
    if look.holder is not None:
        return  # it changes under us, and its owner looks after it
    with catalogue.snapshot():
        journal = catalogue.generation()
        vectors, waiting = catalogue.vector_count(), catalogue.waiting()
        deletes = catalogue.waiting_deletes()
    found = list(_examine(look, journal, vectors, waiting, deletes))
    # What an owner that came meanwhile is doing would look like damage.
    if other_owner(look.hidden) is None and catalogue.generation() == journal:
        yield from found


def _examine(
    look: Look, journal: Generation | None, vectors: int, waiting: int, deletes: int
) -> Iterator[Finding]:
    assert look.catalogue is not None
    if journal is None:
        if vectors and not waiting:
            yield Finding(CHECK, "warning", "There is no vector index.", _LATER, INDEX)
        elif waiting:
            yield _waits(waiting)
        return
    wrong = _trouble(look.hidden / "vectors", journal, usual_dimension(look.catalogue))
    if wrong is not None:
        yield wrong
    elif not deletes and journal.held + waiting != vectors:
        told = f"The index holds {journal.held + waiting:,} of {vectors:,} vectors."
        yield Finding(CHECK, "warning", told, "Run `qabot doctor --fix`.", DISTRUST)
    elif waiting:
        yield _waits(waiting)
    else:
        yield Finding(CHECK, "ok", f"gen-{journal.number} holds {count(journal.held, 'vector')}.")


def _waits(waiting: int) -> Finding:
    told = f"{count(waiting, 'change')}: not in the vector index yet, but found."
    return Finding(CHECK, "note", told, "Run `qabot sync`.", SYNC)


def _trouble(root: Path, journal: Generation, dimension: int) -> Finding | None:
    """Why the journal's generation will not be opened, if so."""
    from qabot.storage.chroma import maker

    folder = root / f"gen-{journal.number}"
    if not journal.clean:
        told = f"{folder.name} was not closed in order: it will not be opened again."
        return Finding(CHECK, "note", told, _LATER, INDEX)
    if not folder.is_dir():
        return Finding(CHECK, "warning", f"{folder} is gone.", _LATER, INDEX)
    if dimension and journal.maker != maker(dimension):
        told = f"{folder.name} was made by {journal.maker}; here it is {maker(dimension)}."
        return Finding(CHECK, "note", told, _LATER, INDEX)
    if not Fingerprints(folder).match(journal.files):
        told = f"{folder} is not as it was left: it will be set aside, never opened."
        return Finding(CHECK, "warning", told, _LATER, INDEX)
    return None


def check_leftovers(look: Look) -> Iterator[Finding]:
    """What was set aside and still takes space."""
    left = leftovers(look)
    if left:
        told = f"{count(len(left), 'leftover')} of damage and broken work, {_size(left):,.1f} MB."
        remedy = "If all is well, `qabot doctor --fix --remove-damaged` deletes them."
        details = tuple(str(path) for path in left)
        yield Finding("set aside", "note", told, remedy, LEFTOVERS, details)


def leftovers(look: Look) -> list[Path]:
    """Parts of the index that were set aside as damaged; not threads, which nothing replaces.

    And what an import or a rebuild that was killed had made.
    """
    root = look.hidden / "vectors"
    rebuilding = other_owner(look.hidden, place.LOCK) is not None
    return sorted(
        [
            *(path for path in root.glob("gen-*-damaged*") if path.is_dir()),
            *look.hidden.glob("damaged-*-catalogue.db*"),
            *(path for path in look.hidden.glob(place.IMPORTS) if _old(path)),
            *look.hidden.glob(MAKING),
            *(path for path in look.hidden.glob(place.FOLDER) if not rebuilding),
        ]
    )


def _old(path: Path) -> bool:
    """Of an import that was killed, and not of one that is under way."""
    planned = (path / place.IMPORT_PLAN).exists()  # it can be finished
    return not planned and time.time() - path.stat().st_mtime > 3600


def _size(paths: list[Path]) -> float:
    files = [file for path in paths for file in ([path] if path.is_file() else path.rglob("*"))]
    return sum(_taken(file) for file in files if file.is_file() and not file.is_symlink()) / 1e6


def _taken(file: Path) -> int:
    """Bytes on the disk: torn files may claim terabytes."""
    stat = file.stat()
    blocks: int | None = getattr(stat, "st_blocks", None)
    return stat.st_size if blocks is None else blocks * 512
