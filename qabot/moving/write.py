"""Writing the zip file."""

from __future__ import annotations

import json
import os
import time
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from qabot import __version__
from qabot.adding.atomic import part_of, put_in_place, settle, sweep
from qabot.adding.stamps import relative
from qabot.domain import Cancel, Failure, Progress, ProgressCallback, QabotError
from qabot.moving.kept import lists_of, settings_toml
from qabot.moving.shape import (
    ARTICLES,
    FORMAT,
    LISTS,
    MANIFEST,
    NAMES,
    SETTINGS,
    TEXTS,
    THREADS,
    VERSION,
    Packed,
)
from qabot.moving.threads import dump_threads
from qabot.reading import walk
from qabot.settings import Settings
from qabot.storage.catalogue import Catalogue
from qabot.storage.database import FILE
from qabot.storage.documents import PATH as FOREIGN
from qabot.storage.threads import storable

_BINARY = getattr(os, "O_BINARY", 0)
_IGNORE = ".qabotignore"


def export_corpus(
    folder: Path,
    hidden: str,
    goal: Path,
    settings: Settings,
    *,
    progress: ProgressCallback | None = None,
    cancel: Cancel | None = None,
) -> Packed:
    """Write articles, lists, threads and settings into ``goal``, whole or not at all.

    The index is left out: it is made anew. Works also where the index is damaged; what cannot be
    read is named in ``notices``. Raises ``QabotError`` if ``goal`` is there, or cannot be
    written; ``Cancelled``.
    """
    if os.path.lexists(goal):
        raise QabotError(f"{goal} is there already.", "Name another file, or delete that one.")
    part = part_of(goal)
    try:
        sweep(goal.absolute().parent)
        # For its owner only: it holds what was asked.
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        with (
            open(descriptor, "w+b") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive,
        ):
            packed = _fill(archive, folder, folder / hidden, settings, progress, cancel or Cancel())
        with open(part, "r+b") as file:
            os.fsync(file.fileno())
        put_in_place(part, goal)
        settle(goal.absolute().parent)
    except OSError as error:
        raise QabotError(
            f"{goal} cannot be written: {error.strerror or error}.",
            "Check the folder, its rights and the space on the disk.",
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return packed


def _fill(
    archive: zipfile.ZipFile,
    folder: Path,
    hidden: Path,
    settings: Settings,
    progress: ProgressCallback | None,
    cancel: Cancel,
) -> Packed:
    made = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    about = {"format": FORMAT, "version": VERSION, "qabot": __version__, "made": made}
    archive.writestr(MANIFEST, json.dumps(about))
    notices: list[str] = []
    files = 0
    for item in walk(folder, ignore_file=_IGNORE):
        cancel.check()
        if isinstance(item, Failure):
            notices.append(f"left out: {item}")
            continue
        name = relative(item, folder)
        try:
            # Links are followed: what they point to is the article.
            archive.write(os.path.realpath(item), ARTICLES + storable(name))
        except OSError as error:
            if archive.fp is None or not _unreadable(item):
                raise  # the disk of the archive
            notices.append(f"left out: {name}: {(error.strerror or str(error)).lower()}")
        else:
            files += 1
        if progress is not None:
            progress(Progress("packing", files, 0, name))
    archive.writestr(LISTS, json.dumps(lists_of(folder), ensure_ascii=False))
    archive.writestr(SETTINGS, settings_toml(settings))
    threads = _lines(archive, THREADS, lambda: dump_threads(hidden), notices)
    texts = _lines(archive, TEXTS, lambda: _texts(hidden), notices)
    names = archive.namelist()
    archive.writestr(NAMES, "".join(json.dumps(name) + "\n" for name in names))
    return Packed(files, threads, texts, notices)


def _unreadable(path: Path) -> bool:
    try:
        with open(path, "rb") as file:
            file.read(1)
    except OSError:
        return True
    return False


def _lines(
    archive: zipfile.ZipFile, name: str, lines: Callable[[], Iterable[str]], notices: list[str]
) -> int:
    number = 0
    try:
        with archive.open(name, "w", force_zip64=True) as out:
            for line in lines():
                out.write(line.encode("utf-8", "replace") + b"\n")
                number += 1
    except QabotError as error:
        notices.append(f"not all of {name} could be read: {error}")
    return number


def _texts(hidden: Path) -> Iterable[str]:
    if not (hidden / FILE).is_file():
        return
    catalogue = Catalogue(hidden, read_only=True)
    try:
        for id_, number in catalogue.keys(FOREIGN).items():
            added = catalogue.documents([id_])[id_]
            text = catalogue.article(number).text
            line = {"id": id_, "text": text, "metadata": added.metadata}
            yield json.dumps(line, ensure_ascii=False)
    finally:
        catalogue.close()
