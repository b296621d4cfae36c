"""How files of the corpus are called and how they look."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from qabot.storage.values import FileStamp


def stamp_of(path: Path, name: str) -> FileStamp:
    """How a file looks now, its content's SHA-256 included. Raises ``OSError``."""
    digest = hashlib.sha256()
    if not path.is_file():  # opening a pipe would wait for ever
        path.stat()
        raise OSError("not a regular file")
    with open(path, "rb") as file:
        status = os.fstat(file.fileno())
        while piece := file.read(1 << 20):
            digest.update(piece)
    return FileStamp(name, status.st_mtime_ns, status.st_size, digest.hexdigest())


def relative(path: Path, folder: Path) -> str:
    """The name of a file within the corpus, with forward slashes, as text."""
    name = path.relative_to(folder).as_posix()
    # Linux names are bytes; what is not UTF-8 could not be stored.
    return name.encode("utf-8", "replace").decode()
