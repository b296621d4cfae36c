"""Importing: placing what was unpacked into the corpus."""

from __future__ import annotations

import filecmp
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qabot.adding.atomic import copy_file, free_name, make_folder, settle
from qabot.adding.removed import set_aside
from qabot.adding.stamps import relative
from qabot.domain import Cancel, Failure, ProgressCallback, QabotError
from qabot.moving.kept import read_lists, take_lists
from qabot.moving.plan import Plan, forget_plan, planned, read_plan, write_plan
from qabot.moving.shape import LISTS, SETTINGS, TEXTS, THREADS
from qabot.moving.threads import load_threads, read_threads, thread_ids
from qabot.moving.unpack import Unpacked, unpack
from qabot.reading import walk
from qabot.storage.database import make_private
from qabot.storage.lock import OwnerLock
from qabot.storage.place import IMPORTS

LOCK = "import.lock"
Texts = list[tuple[str, str, dict[str, Any]]]


@dataclass
class Imported:
    """What an archive brought. The index does not know it yet: sync, and add ``texts``."""

    files: int = 0
    same: int = 0
    """Files that were there already."""
    renamed: dict[str, str] = field(default_factory=dict)
    """Name in the archive -> name in the corpus, where the first was taken."""
    aside: int = 0
    """Files of the corpus moved to ``.removed`` to be replaced."""
    threads: int = 0
    feeds: list[str] = field(default_factory=list)
    """Feeds that are followed from now on."""
    turns: int = 0
    """Questions that threads have now which were there before."""
    archive: str = ""
    staging: Path | None = None
    """Where it was unpacked; see ``imported``."""
    texts: Texts = field(default_factory=list)
    """Id, text, metadata of texts that are in no file."""
    settings: str = ""
    """The settings, as a ``qabot.toml``; they are not applied."""
    notices: list[str] = field(default_factory=list)


def import_corpus(
    path: Path,
    folder: Path,
    hidden: str,
    *,
    replace: bool = False,
    progress: ProgressCallback | None = None,
    cancel: Cancel | None = None,
) -> Imported:
    """Bring the articles, lists and threads of an archive into the corpus ``folder``.

    Nothing is overwritten or deleted. Merging, a file whose name is taken by another content
    gets a number, and threads that are there stay. With ``replace`` the corpus holds afterwards
    what the archive held: its other files are moved to ``.removed``, and its threads are set
    aside. Killed, or stopped by a full disk, it is finished by ``finish_imports``. If it has
    ``texts``, call ``imported`` when they are added. Raises ``QabotError``; what it raises before the
    first file is placed leaves the corpus as it was. ``Cancelled``.
    """
    stop = cancel or Cancel()
    ours = folder / hidden
    make_private(ours)
    with _alone(ours):
        staging: Path | None = None
        try:
            staging = Path(tempfile.mkdtemp(prefix=IMPORTS.removesuffix("*"), dir=ours))
            unpacked = unpack(path, staging, progress, stop)
            # What is damaged is said before anything is changed.
            _texts(unpacked), read_threads(unpacked.lines(THREADS)), _lists(unpacked)
            stop.check()
            write_plan(staging, _plan(path, folder, ours, unpacked, replace=replace))
        except OSError as error:
            _give_up(staging)
            raise QabotError(
                f"{ours} cannot be written: {(error.strerror or str(error)).lower()}.",
                "Nothing was imported. Check the rights and the space on the disk.",
            ) from error
        except BaseException:
            _give_up(staging)
            raise
        done = _carry_out(folder, ours, staging)
    done.notices[:0] = unpacked.notices
    return done


def finish_imports(folder: Path, hidden: str) -> list[Imported]:
    """Finish the imports that were broken off, unless they are under way: what each brought.

    Call ``imported`` for each that has ``texts``, when they are added. Raises ``QabotError`` if one cannot be finished now.
    """
    ours = folder / hidden
    if not any(ours.glob(IMPORTS)):
        return []
    lock = OwnerLock(ours, LOCK)
    if not lock.take("importing"):
        return []
    try:
        for staging in set(ours.glob(IMPORTS)) - set(planned(ours)):
            forget_plan(staging)  # killed before anything of it was placed
        return [_carry_out(folder, ours, staging) for staging in planned(ours)]
    finally:
        lock.release()


def imported(done: Imported) -> None:
    """All of it is taken: forget what was unpacked."""
    if done.staging is not None:
        forget_plan(done.staging)


def _give_up(staging: Path | None) -> None:
    if staging is not None:
        forget_plan(staging)


@contextmanager
def _alone(ours: Path) -> Iterator[None]:
    lock = OwnerLock(ours, LOCK)
    if not lock.take("importing"):
        raise QabotError(
            f"Another qabot is importing ({lock.holder() or 'just starting'}).",
            "Wait until it is done, and try again.",
        )
    try:
        yield
    finally:
        lock.release()


def _plan(path: Path, folder: Path, ours: Path, unpacked: Unpacked, *, replace: bool) -> Plan:
    files = {name: (own, source.name) for name, (own, source) in unpacked.files.items()}
    others = {name: source.name for name, source in unpacked.others.items()}
    archive = str(path.absolute())
    if not replace:
        return Plan(archive, files, others)
    return Plan(archive, files, others, _to_go(folder, unpacked), thread_ids(ours))


def _to_go(folder: Path, unpacked: Unpacked) -> list[str]:
    names = (
        relative(item, folder)
        for item in walk(folder, ignore_file=".qabotignore")
        if not isinstance(item, Failure)
    )
    return [name for name in names if not _same(folder / name, unpacked.files.get(name))]


def _same(path: Path, new: tuple[str, Path] | None) -> bool:
    return new is not None and path.is_file() and filecmp.cmp(path, new[1], shallow=False)


def _carry_out(folder: Path, ours: Path, staging: Path) -> Imported:
    """Do what the plan says. Each step may have been done before."""
    plan = read_plan(staging)
    unpacked = plan.unpacked(staging)
    done = Imported(archive=plan.archive, staging=staging)
    done.texts = _texts(unpacked)
    done.settings = unpacked.small(SETTINGS).decode("utf-8", "replace")
    threads = read_threads(unpacked.lines(THREADS))
    for name in plan.aside:
        if os.path.lexists(folder / name) and not _same(folder / name, unpacked.files.get(name)):
            set_aside(folder, name)
            done.aside += 1
    placed = _place(folder, unpacked, done)
    try:
        done.feeds = take_lists(folder, _lists(unpacked), placed)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        done.notices.append(f"the archive's lists are damaged ({error}); the rest is imported")
    taken = load_threads(ours, threads, instead_of=plan.threads)
    done.threads, done.turns = taken.threads, taken.turns
    if taken.aside is not None:
        done.notices.append(f"the threads that were there are kept in {taken.aside}")
    if not done.texts:
        imported(done)
    return done


def _lists(unpacked: Unpacked) -> object:
    return read_lists(unpacked.small(LISTS) or b"{}")


def _place(folder: Path, unpacked: Unpacked, done: Imported) -> dict[str, str]:
    placed: dict[str, str] = {}
    root = Path(os.path.realpath(folder))
    parents: set[Path] = set()
    for name, (own, source) in unpacked.files.items():
        goal = folder / name
        # A folder of the corpus may be a link that leads out of it.
        if not Path(os.path.realpath(goal.parent)).is_relative_to(root):
            done.notices.append(f"left out: {own}: its folder is a link that leads out")
            continue
        try:
            make_folder(goal.parent)
            free = free_name(goal, _holds(source))
            if free.exists():
                done.same += 1
            else:
                _second_name(source, free)
                done.files += 1
        except OSError as error:
            done.notices.append(f"left out: {own}: {(error.strerror or str(error)).lower()}")
            continue
        parents.add(free.parent)
        placed[own] = relative(free, folder)
        if placed[own] != own:
            done.renamed[own] = placed[own]
    for parent in parents:
        settle(parent)
    return placed


def _second_name(source: Path, goal: Path) -> None:
    """The file under its new name too: broken off, what is placed can still be told."""
    try:
        os.link(source, goal)
    except FileExistsError:
        raise
    except OSError:  # a disk that knows no second names
        copy_file(source, goal)


def _holds(source: Path) -> Callable[[Path], bool]:
    return lambda taken: taken.is_file() and filecmp.cmp(source, taken, shallow=False)


def _texts(unpacked: Unpacked) -> Texts:
    return [_text(line) for line in unpacked.lines(TEXTS)]


def _text(line: str) -> tuple[str, str, dict[str, Any]]:
    try:
        value = json.loads(line)
        id_, text, metadata = value["id"], value["text"], value["metadata"]
        if not (isinstance(id_, str) and isinstance(text, str) and isinstance(metadata, dict)):
            raise TypeError("not a text")
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise QabotError(
            f"The archive holds a text that cannot be read ({error}).", "Export it again."
        ) from error
    return id_, text, metadata
