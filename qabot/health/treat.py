"""Mending what the checks found, in an order in which each mend can rely on those before it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from qabot.domain import Cancel, ProgressCallback, QabotError
from qabot.health import findings as mends
from qabot.health.findings import Done, Finding
from qabot.health.mends import (
    Case,
    close_rights,
    cut,
    drop,
    find_threads,
    forget_articles,
    lift,
    make_anew,
    make_index,
    make_words,
    rebuild,
    reindex,
    remove_leftovers,
    reread,
    save_threads,
    sync,
)
from qabot.settings import Settings

_DISORDER = ("missing from index", "wrong # of entries in index")


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
    case = Case(folder, folder / hidden, settings, tuple(findings), progress, cancel)
    yield from _try(mends.RIGHTS, case, close_rights)
    if case.wants(mends.ANEW):
        if _only_disorder(case):
            done = list(_try(mends.ANEW, case, reindex))
            yield from done
            if not any(each.failed for each in done):
                yield from _rows(case)
        else:
            yield from _try(mends.ANEW, case, make_anew)
    elif case.wants(mends.REBUILD):
        yield from _try(mends.REBUILD, case, rebuild)
    else:
        yield from _rows(case)
    yield from _try(mends.THREADS, case, save_threads)
    yield from _try(mends.LOST, case, find_threads)
    if leftovers:
        yield from _try(mends.LEFTOVERS, case, remove_leftovers)


def _try(mend: str, case: Case, work: Callable[[Case], str], force: bool = False) -> Iterator[Done]:
    if not force and not case.wants(mend):
        return
    try:
        yield Done(mend, work(case))
    except (QabotError, OSError, sqlite3.Error) as error:
        yield Done(mend, str(error), failed=True)


def _rows(case: Case) -> Iterator[Done]:
    """Mends inside a catalogue that is whole, then the syncing that they wait for."""
    for mend, work in (
        (mends.COUNTERS, lift),
        (mends.ORPHANS, drop),
        (mends.ARTICLES, forget_articles),
        (mends.PASSAGES, cut),
        (mends.REREAD, reread),
    ):
        yield from _try(mend, case, work)
    touched = case.wants(mends.ORPHANS, mends.ARTICLES, mends.PASSAGES)
    if touched or case.wants(mends.WORDS):
        yield from _try(mends.WORDS, case, make_words, force=True)
    if touched or case.wants(mends.REREAD, mends.SYNC):
        yield from _try(mends.SYNC, case, sync, force=True)
    if case.wants(mends.INDEX, mends.DISTRUST):
        yield from _try(mends.INDEX, case, make_index, force=True)


def _only_disorder(case: Case) -> bool:
    """Whether only SQLite's own indexes are wrong, which it can make anew from the rows."""
    wrong = [finding for finding in case.findings if finding.mend == mends.ANEW]
    lines = [line for finding in wrong for line in finding.details]
    disorder = all(any(said in line for said in _DISORDER) for line in lines)
    return len(wrong) == 1 and bool(lines) and disorder
