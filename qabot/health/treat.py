"""Mending what the checks found, in an order in which each mend can rely on those before it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qabot.domain import Cancel, ProgressCallback, QabotError, Report, summary
from qabot.health import findings as mends
from qabot.health.findings import Done, Finding, count
from qabot.health.lock import other_owner
from qabot.health.salvage import salvage_threads
from qabot.health.surgery import (
    cut_again,
    drop_orphans,
    foreign_texts,
    forget_stamps,
    forget_texts,
    lift_counters,
    mend_indexes,
)
from qabot.library import Library
from qabot.settings import Settings
from qabot.storage.catalogue import Catalogue, set_aside
from qabot.storage.dense import DenseIndex
from qabot.storage.lock import OwnerLock

_BUSY = "another qabot holds the index: close it, and run `qabot doctor --fix` again"
_DISORDER = ("missing from index", "wrong # of entries in index")


@dataclass(frozen=True, slots=True)
class _Case:
    folder: Path
    hidden: Path
    settings: Settings
    findings: tuple[Finding, ...]
    progress: ProgressCallback | None
    cancel: Cancel | None

    def wants(self, *names: str) -> bool:
        return any(finding.mend in names for finding in self.findings)

    def subjects(self, mend: str) -> list[str | int]:
        named = [f.subjects for f in self.findings if f.mend == mend]
        return list(dict.fromkeys(subject for subjects in named for subject in subjects))

    def numbers(self, mend: str) -> list[int]:
        return [int(subject) for subject in self.subjects(mend)]


def treat(
    folder: Path,
    settings: Settings,
    hidden: str,
    findings: Sequence[Finding],
    *,
    leftovers: bool = False,
    progress: ProgressCallback | None = None,
    cancel: Cancel | None = None,
) -> Iterator[Done]:
    """Do the mends that ``findings`` name; what each did, as it is done. Raises ``Cancelled``.

    Nothing that cannot be made anew is deleted: damaged files are renamed. ``leftovers``: delete
    what earlier mends set aside.
    """
    folder = folder.absolute()
    case = _Case(folder, folder / hidden, settings, tuple(findings), progress, cancel)
    yield from _try(mends.RIGHTS, case, _rights)
    if case.wants(mends.ANEW):
        yield from _try(mends.ANEW, case, _anew)
    elif case.wants(mends.REBUILD):
        yield from _try(mends.REBUILD, case, _rebuild)
    else:
        yield from _rows(case)
    yield from _try(mends.THREADS, case, _threads)
    if leftovers:
        yield from _try(mends.LEFTOVERS, case, _leftovers)


def _try(
    mend: str, case: _Case, work: Callable[[_Case], str], force: bool = False
) -> Iterator[Done]:
    if not force and not case.wants(mend):
        return
    try:
        yield Done(mend, work(case))
    except (QabotError, OSError, sqlite3.Error) as error:
        yield Done(mend, str(error), failed=True)


def _rows(case: _Case) -> Iterator[Done]:
    """Mends inside a catalogue that is whole, then the syncing that they wait for."""
    for mend, work in (
        (mends.COUNTERS, _counters),
        (mends.ORPHANS, _orphans),
        (mends.ARTICLES, _articles),
        (mends.PASSAGES, _passages),
        (mends.REREAD, _reread),
    ):
        yield from _try(mend, case, work)
    touched = case.wants(mends.ORPHANS, mends.ARTICLES, mends.PASSAGES)
    if touched or case.wants(mends.WORDS):
        yield from _try(mends.WORDS, case, _words, force=True)
    if touched or case.wants(mends.REREAD, mends.SYNC):
        yield from _try(mends.SYNC, case, _sync, force=True)
    if case.wants(mends.INDEX, mends.DISTRUST):
        yield from _try(mends.INDEX, case, _index, force=True)


def _rights(case: _Case) -> str:
    parts = [case.hidden, *(p for p in case.hidden.iterdir() if not p.is_symlink())]
    for path in parts:
        mode = path.stat().st_mode & 0o777
        keep = mode & 0o700 if path == case.hidden else mode
        path.chmod(keep | (0o700 if path.is_dir() else 0o600))
    return f"{case.hidden} is for you alone"


def _mine(case: _Case) -> OwnerLock:
    """The lock, while files are moved. Raises ``QabotError``."""
    lock = OwnerLock(case.hidden)
    if not lock.take("qabot doctor"):
        raise QabotError(_BUSY)
    return lock


def _anew(case: _Case) -> str:
    messages = [line for f in case.findings if f.mend == mends.ANEW for line in f.details]
    lock = _mine(case)
    try:
        if messages and all(any(said in line for said in _DISORDER) for line in messages):
            with _opened(case) as catalogue:
                if mend_indexes(catalogue.value):
                    return "the catalogue's own indexes were made anew; nothing was lost"
        moved = set_aside(case.hidden)
    finally:
        lock.release()
    report = _synced(case)
    kept = f"set aside as {moved[0].name}; " if moved else ""
    return f"the catalogue was {kept}made anew: {summary(report)}"


def _rebuild(case: _Case) -> str:
    with _opened(case) as catalogue:
        foreign = foreign_texts(catalogue.value)
    if foreign:
        # They are in no file: the old catalogue is all that keeps them.
        return _anew(replace(case, findings=()))
    library = Library(case.folder, case.settings)
    try:
        report = library.rebuild(progress=case.progress, cancel=case.cancel)
    finally:
        library.close()
    return f"the index was made anew: {summary(report)}"


class _opened:
    """The catalogue, to be written."""

    def __init__(self, case: _Case) -> None:
        self.value = Catalogue(case.hidden)

    def __enter__(self) -> _opened:
        return self

    def __exit__(self, *error: object) -> None:
        self.value.close()


def _counters(case: _Case) -> str:
    with _opened(case) as catalogue:
        lift_counters(catalogue.value)
    return "no number will be given out twice"


def _orphans(case: _Case) -> str:
    with _opened(case) as catalogue:
        return f"{count(drop_orphans(catalogue.value), 'row')} that belonged to nothing deleted"


def _articles(case: _Case) -> str:
    with _opened(case) as catalogue:
        number = forget_texts(catalogue.value, case.numbers(mends.ARTICLES))
    return f"{count(number, 'article')} will be read again"


def _passages(case: _Case) -> str:
    lost = set(case.numbers(mends.ARTICLES))
    with _opened(case) as catalogue:
        wanted = [n for n in case.numbers(mends.PASSAGES) if n not in lost]
        number = cut_again(catalogue.value, wanted)
    return f"{count(number, 'article')} cut into passages again"


def _reread(case: _Case) -> str:
    names = [str(name) for name in case.subjects(mends.REREAD)]
    with _opened(case) as catalogue:
        return f"{count(forget_stamps(catalogue.value, names), 'file')} will be read again"


def _words(case: _Case) -> str:
    with _opened(case) as catalogue:
        catalogue.value.rebuild_words()
    return "the full-text index was made anew"


def _synced(case: _Case) -> Report:
    library = Library(case.folder, case.settings)
    try:
        return library.sync(progress=case.progress, cancel=case.cancel)
    finally:
        library.close()


def _sync(case: _Case) -> str:
    return f"synced: {summary(_synced(case))}"


def _index(case: _Case) -> str:
    with _opened(case) as opened:
        catalogue = opened.value
        dimension = catalogue.dimension()
        if not dimension:
            return "there are no vectors to index"
        index = DenseIndex(catalogue, case.hidden, dimension, doing="qabot doctor")
        try:
            if other_owner(case.hidden) is not None:
                raise QabotError(_BUSY)
            journal = catalogue.generation()
            if journal is not None and case.wants(mends.DISTRUST):
                catalogue.put_generation(replace(journal, clean=False, files={}))
            if not index.drain(case.progress, case.cancel):
                raise QabotError(index.state)
            said = f"; {index.notice}" if index.notice else ""
            return f"the vector index was made anew from the catalogue{said}"
        finally:
            index.close()


def _threads(case: _Case) -> str:
    lock = _mine(case)
    try:
        saved, place = salvage_threads(case.hidden)
    finally:
        lock.release()
    return f"{count(saved, 'question')} of the threads saved; the old file is {place.name}"


def _leftovers(case: _Case) -> str:
    paths = [Path(d) for f in case.findings if f.mend == mends.LEFTOVERS for d in f.details]
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            os.unlink(path)
    return f"{count(len(paths), 'damaged part')} deleted"
