"""Reading the zip file: everything is checked and unpacked beside the corpus before any of it
is placed."""

from __future__ import annotations

import json
import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from qabot.adding.names import free_of, safe_name
from qabot.domain import Cancel, Progress, ProgressCallback, QabotError
from qabot.moving.shape import (
    ARTICLES,
    FORMAT,
    MANIFEST,
    MAX_FILE,
    MAX_FILES,
    MAX_LINE,
    MAX_RATIO,
    NAMED,
    NAMES,
    SMALL,
    VERSION,
)
from qabot.reading import readable

_PIECE = 1 << 20
_DAMAGED = "Nothing was imported. Copy or export it again."
_SPARE = 100_000_000
"""Bytes that must stay free on the disk."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The files of an archive, lying under numbers in a folder of their own."""

    files: dict[str, tuple[str, Path]] = field(default_factory=dict)
    """Safe name -> name in the archive, and where it lies."""
    others: dict[str, Path] = field(default_factory=dict)
    """The other parts, by name."""
    notices: list[str] = field(default_factory=list)

    def small(self, name: str) -> bytes:
        """A part that is read whole; empty if it is missing. Raises ``QabotError``."""
        if name not in self.others:
            return b""
        if self.others[name].stat().st_size > MAX_LINE:
            raise QabotError(f"{name} in the archive is too large.", _DAMAGED)
        return self.others[name].read_bytes()

    def lines(self, name: str) -> Iterator[str]:
        """The lines of a part. Raises ``QabotError``."""
        if name not in self.others:
            return
        with open(self.others[name], "rb") as file:
            while line := file.readline(MAX_LINE + 1):
                if len(line) > MAX_LINE:
                    raise QabotError(f"{name} in the archive has a line too long.", _DAMAGED)
                yield line.decode("utf-8", "replace")


def unpack(path: Path, into: Path, progress: ProgressCallback | None, cancel: Cancel) -> Unpacked:
    """Unpack a whole archive into the empty folder ``into``. Raises ``QabotError``, ``Cancelled``."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive, path, into)
            return _take(archive, into, progress, cancel)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise QabotError(f"{path} is damaged ({str(error)[:200]}).", _DAMAGED) from error
    except RuntimeError as error:  # encrypted
        raise QabotError(f"{path} cannot be read ({error}).", _DAMAGED) from error
    except OSError as error:
        raise QabotError(
            f"{error.filename or path}: {(error.strerror or str(error)).lower()}.",
            "Nothing was imported. Check the path, the rights and the space on the disk.",
        ) from error


def _check(archive: zipfile.ZipFile, path: Path, into: Path) -> None:
    members = archive.infolist()
    if not any(member.filename == MANIFEST and member.file_size < SMALL for member in members):
        raise QabotError(
            f"{path} was not written by `qabot export`.", "Unpack it, and `qabot add` the folder."
        )
    about = json.loads(archive.read(MANIFEST))
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise QabotError(f"{path} was not written by `qabot export`.", _DAMAGED)
    if not isinstance(about.get("version"), int) or about["version"] > VERSION:
        raise QabotError(f"{path} was written by a newer qabot.", "Update qabot to import it.")
    whole = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MAX_FILES or whole > max(SMALL, packed * MAX_RATIO):
        raise QabotError(
            f"{path} would unpack to {whole / 1e6:,.0f} MB in {len(members):,} files: "
            "far more than articles do.",
            "Nothing was imported.",
        )
    free = shutil.disk_usage(into).free
    if whole + _SPARE > free:
        raise QabotError(
            f"{path} unpacks to {whole / 1e6:,.0f} MB; the disk has {free / 1e6:,.0f} MB left.",
            "Nothing was imported. Free some space.",
        )
    if about["version"] >= NAMED:
        _check_names(archive, path)


def _check_names(archive: zipfile.ZipFile, path: Path) -> None:
    there = set(archive.namelist())
    missing = 0 if NAMES in there else 1
    if not missing:
        with archive.open(NAMES) as file:
            while line := file.readline(MAX_LINE):
                missing += str(json.loads(line)) not in there
    if missing:
        raise QabotError(
            f"{path} is damaged: it lacks {missing:,} of the parts that it was written with.",
            _DAMAGED,
        )


def _take(
    archive: zipfile.ZipFile, into: Path, progress: ProgressCallback | None, cancel: Cancel
) -> Unpacked:
    found = Unpacked()
    for number, member in enumerate(archive.infolist()):
        cancel.check()
        name = member.filename
        kind = stat.S_IFMT(member.external_attr >> 16)
        if name.endswith("/"):
            continue
        if not name or kind not in (0, stat.S_IFREG) or member.file_size > MAX_FILE:
            raise QabotError(
                f"{name!r} in the archive is no file that could be an article.", _DAMAGED
            )
        place = into / str(number)  # nothing of its name reaches the disk yet
        if name.startswith(ARTICLES):
            own = name[len(ARTICLES) :]
            safe = free_of(found.files, safe_name(own))
            if not readable(Path(safe)):
                found.notices.append(f"left out: {own}: no kind of file that qabot reads")
                continue
            _write(archive, member, place, cancel)
            found.files[safe] = own, place
        else:
            _write(archive, member, place, cancel)
            found.others[name] = place
        if progress is not None:
            progress(Progress("unpacking", number + 1, len(archive.infolist()), name))
    return found


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path, cancel: Cancel) -> None:
    # zipfile stops at the declared size, and checks the checksum at the end.
    with archive.open(member) as source, open(place, "xb") as out:
        while piece := source.read(_PIECE):
            cancel.check()
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
