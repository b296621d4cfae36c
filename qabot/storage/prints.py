"""Bringing a folder's files to the disk, and knowing later whether they are still the same."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

Prints = dict[str, list[int]]
"""Path relative to the folder, with forward slashes -> [size in bytes, CRC-32]."""

_PIECE = 1 << 20


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def sync_tree(folder: Path) -> None:
    """fsync every file in ``folder`` and, where the system can, the folders themselves."""
    for path in _files(folder):
        # Windows syncs only what is open for writing.
        with open(path, "r+b") as file:
            os.fsync(file.fileno())
    if os.name == "posix":
        for place in [
            *(path for path in folder.rglob("*") if path.is_dir()),
            folder,
            folder.parent,
        ]:
            handle = os.open(place, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _crc(path: Path) -> int:
    value = 0
    with open(path, "rb") as file:
        while piece := file.read(_PIECE):
            value = zlib.crc32(piece, value)
    return value


class Fingerprints:
    """Takes fingerprints of one folder; reads only the files that changed since the last time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[str, tuple[int, int, list[int]]] = {}

    def take(self) -> Prints:
        """Sizes and checksums of all files."""
        seen: dict[str, tuple[int, int, list[int]]] = {}
        for path in _files(self.folder):
            name = path.relative_to(self.folder).as_posix()
            stat = path.stat()
            known = self._seen.get(name)
            if known is None or known[:2] != (stat.st_mtime_ns, stat.st_size):
                known = (stat.st_mtime_ns, stat.st_size, [stat.st_size, _crc(path)])
            seen[name] = known
        self._seen = seen
        return {name: known[2] for name, known in seen.items()}

    def match(self, prints: Prints) -> bool:
        """Whether the folder holds exactly these files. Reads none if names or sizes differ."""
        sizes = {
            path.relative_to(self.folder).as_posix(): path.stat().st_size
            for path in _files(self.folder)
        }
        # Sizes first: files that a crash has torn may be as long as the disk allows.
        if sizes != {name: known[0] for name, known in prints.items()}:
            return False
        return self.take() == prints
