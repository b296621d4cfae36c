"""Importing: placing what was unpacked into the corpus."""

from __future__ import annotations

import filecmp
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qabot.adding.atomic import free_name, settle
from qabot.adding.removed import set_aside
from qabot.adding.stamps import relative
from qabot.domain import Cancel, Failure, ProgressCallback, QabotError
from qabot.moving.kept import read_lists, take_lists
from qabot.moving.shape import LISTS, SETTINGS, TEXTS, THREADS
from qabot.moving.threads import load_threads, read_threads
from qabot.moving.unpack import Unpacked, unpack
from qabot.reading import walk
from qabot.storage.database import make_private
from qabot.storage.lock import OwnerLock
from qabot.storage.threads import FILE as THREADS_FILE

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
    aside. Broken off, the same call goes on. Raises ``QabotError``; what it raises before the
    first file is placed leaves the corpus as it was. ``Cancelled``.
    """
    stop = cancel or Cancel()
    ours = folder / hidden
    make_private(ours)
    staging = Path(tempfile.mkdtemp(prefix="import-", dir=ours))
    try:
        unpacked = unpack(path, staging, progress, stop)
        done = Imported(notices=list(unpacked.notices))
        done.texts = [_text(line) for line in unpacked.lines(TEXTS)]
        done.settings = unpacked.small(SETTINGS).decode("utf-8", "replace")
        lists = read_lists(unpacked.small(LISTS) or b"{}")
        threads = read_threads(unpacked.lines(THREADS))
        stop.check()
        if replace:
            _make_room(folder, ours, unpacked, done)
        placed = _place(folder, unpacked, done)
        try:
            done.feeds = take_lists(folder, lists, placed)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            done.notices.append(f"the archive's lists are damaged ({error}); the rest is imported")
        done.threads = load_threads(ours, threads)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return done


def _make_room(folder: Path, ours: Path, unpacked: Unpacked, done: Imported) -> None:
    lock = OwnerLock(ours)
    if not lock.take("qabot import"):
        raise QabotError(
            "Another qabot has the corpus open, with its threads.", "Close it, and run it again."
        )
    try:
        _articles_aside(folder, unpacked, done)
        _threads_aside(ours, done)
    finally:
        lock.release()


def _articles_aside(folder: Path, unpacked: Unpacked, done: Imported) -> None:
    for item in list(walk(folder, ignore_file=".qabotignore")):
        if isinstance(item, Failure):
            continue
        name = relative(item, folder)
        new = unpacked.files.get(name)
        if new is None or not filecmp.cmp(item, new[1], shallow=False):
            set_aside(folder, name)
            done.aside += 1


def _threads_aside(ours: Path, done: Imported) -> None:
    if not (ours / THREADS_FILE).exists():
        return
    mark = f"replaced-{time.strftime('%Y%m%d-%H%M%S')}-"
    # The log first: a kill between the two must not leave it to a new file, which deletes it.
    for part in ("-wal", "-shm", ""):
        old = ours / (THREADS_FILE + part)
        if old.exists():
            old.rename(ours / (mark + old.name))
    done.notices.append(f"the threads that were there are kept in {ours / mark}{THREADS_FILE}")


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
            goal.parent.mkdir(parents=True, exist_ok=True)
            free = free_name(goal, _holds(source))
            if free.exists():
                done.same += 1
            else:
                os.replace(source, free)
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


def _holds(source: Path) -> Callable[[Path], bool]:
    return lambda taken: taken.is_file() and filecmp.cmp(source, taken, shallow=False)


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
