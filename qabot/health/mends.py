"""The mends themselves: each does one thing, and says in words what it did.

Each raises ``QabotError``, ``OSError`` or ``sqlite3.Error`` if it could not.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from qabot.domain import Cancel, ProgressCallback, QabotError, Report, summary
from qabot.health import findings as mends
from qabot.health.findings import Finding, count
from qabot.health.lost import bring_back
from qabot.health.salvage import salvage_threads
from qabot.health.surgery import (
    cut_again,
    drop_orphans,
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
from qabot.storage.threads_place import finish_saving

_BUSY = "Another qabot holds the index."
_CLOSE = "Close it, and run `qabot doctor --fix` again."


@dataclass(frozen=True, slots=True)
class Case:
    """A corpus to be mended, and what was found in it."""

    folder: Path
    hidden: Path
    settings: Settings
    findings: tuple[Finding, ...]
    progress: ProgressCallback | None
    cancel: Cancel | None

    def wants(self, *names: str) -> bool:
        """Whether a finding asks for one of these mends."""
        return any(finding.mend in names for finding in self.findings)

    def subjects(self, mend: str) -> list[str | int]:
        """What a mend is about, each once."""
        named = [f.subjects for f in self.findings if f.mend == mend]
        return list(dict.fromkeys(subject for subjects in named for subject in subjects))

    def numbers(self, mend: str) -> list[int]:
        """Numbers of the articles that a mend is about."""
        return [int(subject) for subject in self.subjects(mend)]


def close_rights(case: Case) -> str:
    parts = [case.hidden, *(p for p in case.hidden.iterdir() if not p.is_symlink())]
    for path in parts:
        mode = path.stat().st_mode & 0o777
        keep = mode & 0o700 if path == case.hidden else mode
        path.chmod(keep | (0o700 if path.is_dir() else 0o600))
    return f"{case.hidden} is for you alone"


def _mine(case: Case) -> OwnerLock:
    """The lock, while files are moved. Raises ``QabotError``."""
    lock = OwnerLock(case.hidden)
    if not lock.take("qabot doctor"):
        raise QabotError(_BUSY, _CLOSE)
    return lock


def reindex(case: Case) -> str:
    with _opened(case) as catalogue:
        whole = mend_indexes(catalogue.value)
    if not whole:
        return make_anew(case)
    return "the catalogue's own indexes were made anew; nothing was lost"


def make_anew(case: Case) -> str:
    lock = _mine(case)
    try:
        moved = set_aside(case.hidden)
    finally:
        lock.release()
    report = _synced(case)
    kept = f"set aside as {moved[0].name}, and " if moved else ""
    return f"the catalogue was {kept}made anew: {summary(report)}"


def rebuild(case: Case) -> str:
    library = Library(case.folder, case.settings)
    try:
        # No vector is taken over: they may be what is wrong.
        report = library.rebuild(reuse=False, progress=case.progress, cancel=case.cancel)
    finally:
        library.close()
    return f"the index was made anew: {summary(report)}"


class _opened:
    """The catalogue, to be written."""

    def __init__(self, case: Case) -> None:
        self.value = Catalogue(case.hidden)

    def __enter__(self) -> _opened:
        return self

    def __exit__(self, *error: object) -> None:
        self.value.close()


def lift(case: Case) -> str:
    with _opened(case) as catalogue:
        lift_counters(catalogue.value)
    return "no number will be given out twice"


def drop(case: Case) -> str:
    with _opened(case) as catalogue:
        return f"{count(drop_orphans(catalogue.value), 'row')} that belonged to nothing deleted"


def forget_articles(case: Case) -> str:
    with _opened(case) as catalogue:
        number = forget_texts(catalogue.value, case.numbers(mends.ARTICLES))
    return f"{count(number, 'article')} will be read again"


def cut(case: Case) -> str:
    lost = set(case.numbers(mends.ARTICLES))
    with _opened(case) as catalogue:
        wanted = [n for n in case.numbers(mends.PASSAGES) if n not in lost]
        number = cut_again(catalogue.value, wanted)
    return f"{count(number, 'article')} cut into passages again"


def reread(case: Case) -> str:
    names = [str(name) for name in case.subjects(mends.REREAD)]
    with _opened(case) as catalogue:
        return f"{count(forget_stamps(catalogue.value, names), 'file')} will be read again"


def make_words(case: Case) -> str:
    with _opened(case) as catalogue:
        catalogue.value.rebuild_words()
    return "the full-text index was made anew"


def _synced(case: Case) -> Report:
    library = Library(case.folder, case.settings)
    try:
        return library.sync(progress=case.progress, cancel=case.cancel)
    finally:
        library.close()


def sync(case: Case) -> str:
    return f"synced: {summary(_synced(case))}"


def make_index(case: Case) -> str:
    _mine(case).release()
    with _opened(case) as opened:
        catalogue = opened.value
        dimension = catalogue.dimension()
        if not dimension:
            return "there are no vectors to index"
        index = DenseIndex(catalogue, case.hidden, dimension, doing="qabot doctor")
        try:
            journal = catalogue.generation()
            if journal is not None and case.wants(mends.DISTRUST):
                catalogue.put_generation(replace(journal, clean=False, files={}))
            if not index.drain(case.progress, case.cancel):
                raise QabotError(index.state, _CLOSE)
            said = f"; {index.notice}" if index.notice else ""
            return f"the vector index was made anew from the catalogue{said}"
        finally:
            index.close()


def save_threads(case: Case) -> str:
    finished = finish_saving(case.hidden)
    if finished:
        return finished
    saved, place = salvage_threads(case.hidden)
    return f"{count(saved, 'question')} of the threads saved; the old file is {place.name}"


def find_threads(case: Case) -> str:
    found, copies = bring_back(case.hidden)
    if not copies:
        return "there is no copy of them: threads begin anew"
    return f"{count(found, 'question')} brought back from {copies} set-aside files"


def remove_leftovers(case: Case) -> str:
    paths = [Path(d) for f in case.findings if f.mend == mends.LEFTOVERS for d in f.details]
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            os.unlink(path)
    return f"{count(len(paths), 'leftover')} deleted"
