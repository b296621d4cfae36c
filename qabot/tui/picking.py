"""What a folder of this machine holds, as a list to choose articles from. No widgets here."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qabot.reading import readable


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or file that can be chosen."""

    path: Path
    kind: Literal["up", "folder", "file"]
    size: int = 0
    """Bytes of a file."""
    changed: float = 0.0
    """Seconds since the epoch."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What is in a folder. ``others``: files that qabot cannot read; ``error``: why not."""

    folder: Path
    places: tuple[Place, ...] = ()
    others: int = 0
    error: str = ""


def list_folder(folder: Path, *, hidden: bool = False) -> Listing:
    """Folders first, then files that can be read, each by name; hidden ones only if asked for."""
    up = () if folder.parent == folder else (Place(folder.parent, "up"),)
    folders: list[Place] = []
    files: list[Place] = []
    others = 0
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") and not hidden:
                    continue
                try:
                    is_folder, status = entry.is_dir(), entry.stat()
                except OSError:  # a link to nowhere
                    others += 1
                    continue
                path = folder / entry.name
                if is_folder:
                    folders.append(Place(path, "folder", 0, status.st_mtime))
                elif readable(path):
                    files.append(Place(path, "file", status.st_size, status.st_mtime))
                else:
                    others += 1
    except OSError as error:
        return Listing(folder, up, 0, f"{error.strerror or error}".lower())
    by_name = [
        sorted(kind, key=lambda place: place.path.name.casefold()) for kind in (folders, files)
    ]
    return Listing(folder, (*up, *by_name[0], *by_name[1]), others)


def matching(places: Sequence[Place], words: str) -> list[Place]:
    """The places whose names have all the words. Going up always stays."""
    wanted = words.casefold().split()
    return [
        place
        for place in places
        if place.kind == "up" or all(word in place.path.name.casefold() for word in wanted)
    ]


def typed_path(words: str, folder: Path) -> tuple[Path, str] | None:
    """The folder of a path that is being typed, from ``folder`` on, and the start of a name in
    it; None if it is no path."""
    if "/" not in words and os.sep not in words and not words.startswith("~"):
        return None
    head, start = os.path.split(os.path.expanduser(words))
    return Path(os.path.normpath(folder / head)), start


def beginning(places: Sequence[Place], start: str) -> list[Place]:
    """The folders and files whose names begin so."""
    wanted = start.casefold()
    return [p for p in places if p.kind != "up" and p.path.name.casefold().startswith(wanted)]


def size(count: int) -> str:
    """``12 kB``."""
    if count < 1000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{count / 1000:.0f} kB"
    if count < 1_000_000_000:
        return f"{count / 1_000_000:.1f} MB"
    return f"{count / 1_000_000_000:.1f} GB"
