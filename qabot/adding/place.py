"""Bringing files from outside into the corpus folder, where they are the truth."""

from __future__ import annotations

import filecmp
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from qabot.adding.atomic import copy_file, free_name
from qabot.adding.names import safe_name
from qabot.adding.notes import Notes
from qabot.adding.removed import FOLDER, bring_back
from qabot.adding.stamps import relative, stamp_of
from qabot.adding.versions import Versions
from qabot.domain import Article, Failure
from qabot.reading import left_out, read, readable, walk, why

_ADDRESS = re.compile(r"www\.[\w-]+\.|(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?/", re.IGNORECASE)
"""How people write addresses; files are looked for first."""
FindTwin = Callable[[Article], str]
"""Gives the file of the corpus that holds the same content already, or nothing."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A file that lies in the corpus now."""

    path: Path
    shown: str
    """As the user knows it."""
    named: bool = False
    """The user named this very file, not a folder that it is in."""
    items: tuple[Article | Failure, ...] | None = None
    """Its content, if it has just been read."""


@dataclass(frozen=True, slots=True)
class Copies:
    """A file that was not brought in because all its articles are there already."""

    of: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FromFeed:
    """An entry of a feed whose page could not be read, so that the feed's own text is taken."""

    shown: str
    reason: str


Found = Placed | Copies | FromFeed | Failure


def _untold(shown: str, where: str, stated: str) -> None:
    pass


def _unpassed(shown: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Placing:
    """What placing needs to know."""

    folder: Path
    """The corpus."""
    twin: FindTwin
    mapping: Mapping[str, str]
    undate: Callable[[str, str, str], None] = _untold
    """Is told of dates that are none: file, part of it, and what stands there."""
    notes: Notes | None = None
    """Where copies come from is noted there."""
    versions: Versions | None = None
    """Older versions are looked for there."""
    passed: Callable[[str], None] = _unpassed
    """Is told of files in folders whose kind is not read."""


def place(given: str, to: Placing) -> Iterator[Found]:
    """Copy what is readable of a file or folder into the corpus, and say where it lies.

    What lies in the corpus already stays where it is. What has no article in it, or none that
    is new, is not copied. Names that are taken by another content get a number; nothing is
    overwritten. Failures name the file as ``given``.
    """
    path = Path(given).expanduser()
    try:
        os.stat(path)
    except OSError as error:
        reason, remedy = why(error)
        if _ADDRESS.match(given):
            remedy += f" If it is a web address: https://{given}"
        yield Failure(given, reason, remedy)
        return
    except ValueError:  # a null character
        yield Failure(given, "no name of a file", "Check the path.")
        return
    root, real = Path(os.path.realpath(to.folder)), Path(os.path.realpath(path))
    if real.is_relative_to(root):
        yield from _within(given, real, root, to)
    elif not real.is_dir():
        yield from _copy(path, to.folder / safe_name(_plain(path, real)), given, to, named=True)
    elif root.is_relative_to(real):
        yield Failure(given, "it holds the corpus itself", "Name the folders inside it one by one.")
    else:
        yield from _copy_folder(path, _plain(path, real), given, to)


def _plain(path: Path, real: Path) -> str:
    """The name that it gets. Hidden files of the corpus are not read, so it is not hidden."""
    name = real.name if path.name in ("", "..") else path.name
    return name.lstrip(".") or "articles"


def _copy_folder(path: Path, name: str, given: str, to: Placing) -> Iterator[Found]:
    found = False
    for item in walk(path, passed=lambda name: to.passed(os.path.join(given, name))):
        found = True
        if isinstance(item, Failure):
            inside = "" if item.path == str(path) else item.path
            yield replace(item, path=os.path.join(given, inside) if inside else given)
        else:
            inner = item.relative_to(path)
            goal = to.folder / safe_name(f"{name}/{inner.as_posix()}")
            yield from _copy(item, goal, os.path.join(given, inner), to)
    if not found:
        yield Failure(given, "no file in it can be read", "See `qabot add --help`.")


def _within(given: str, real: Path, root: Path, to: Placing) -> Iterator[Found]:
    folder = to.folder

    def passed(name: str) -> None:
        if (root / name).is_relative_to(real):
            to.passed(os.path.join(given, (root / name).relative_to(real)))

    if real.is_relative_to(root / FOLDER) and real.is_file():
        back = bring_back(root, real)
        yield Placed(folder / back.relative_to(root), given, named=True)
    elif not real.is_dir():
        if left_out(root, real):
            yield Failure(
                given, "hidden, or left out by .qabotignore", "Rename it, or change .qabotignore."
            )
        else:
            yield Placed(folder / real.relative_to(root), given, named=True)
    else:
        for item in walk(root, passed=passed):  # from the root, for its ignore files
            inside = root / item.path if isinstance(item, Failure) else item
            if inside.is_relative_to(real):
                shown = os.path.join(given, inside.relative_to(real))
                if isinstance(item, Failure):
                    yield replace(item, path=shown)
                else:
                    yield Placed(folder / item.relative_to(root), shown)


def _copy(
    source: Path, goal: Path, shown: str, to: Placing, named: bool = False
) -> Iterator[Found]:
    if not readable(source):
        yield from (item for item in read(source, shown) if isinstance(item, Failure))
        return
    try:
        older = _older(source, to)
        if source.is_file():  # else reading it says what it is
            same = free_name(older or goal, lambda taken: filecmp.cmp(source, taken, shallow=False))
            if same.exists():
                _note(source, same, to)
                yield Placed(same, shown, named)
                return
            goal = older or same
    except OSError as error:
        yield Failure(shown, *why(error))
        return
    name = relative(goal, to.folder)
    failures: list[Failure] = []
    copies: dict[str, str] = {}
    reading = read(source, name, mapping=to.mapping, undated=partial(to.undate, shown))
    for item in reading:
        if isinstance(item, Failure):
            failures.append(replace(item, path=shown + item.path[len(name) :]))
        elif older is None and (twin := to.twin(item)):
            copies[f"{shown}, {item.key}" if item.key else shown] = twin
        else:
            items = (item, *reading) if not item.key else None
            before = to.versions.before(item) if items and to.versions and not older else None
            placed = _bring(source, goal, Placed(goal, shown, named, items), to)
            if before and to.versions and isinstance(placed, Placed):
                to.versions.replace(before, placed.path)
            yield placed
            return
    yield from failures
    if copies:
        yield Copies(copies)


def _older(source: Path, to: Placing) -> Path | None:
    """The copy of an earlier version of this very file, if nobody has worked on it since."""
    if to.notes is None:
        return None
    name, sha256 = to.notes.copy_of(Path(os.path.realpath(source)))
    path = to.folder / name
    if not name or not path.is_file() or stamp_of(path, name).sha256 != sha256:
        return None
    return path


def _note(source: Path, copy: Path, to: Placing, *, fresh: bool = False) -> None:
    """Remember where a copy came from, unless that is known of an older one."""
    origin, name = Path(os.path.realpath(source)), relative(copy, to.folder)
    if to.notes is not None and (fresh or not to.notes.copy_of(origin)[0]):
        to.notes.came_from(origin, name, stamp_of(copy, name).sha256)


def _bring(source: Path, goal: Path, placed: Placed, to: Placing) -> Placed | Failure:
    try:
        before = os.stat(source)
        copy_file(source, goal)
        after = os.stat(source)
        _note(source, goal, to, fresh=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return Failure(
            placed.shown,
            f"it cannot be copied into the corpus ({reason})",
            f"Check the rights of {goal.parent} and the space on its disk.",
        )
    still = (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
    return placed if still else replace(placed, items=None)
