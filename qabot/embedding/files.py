"""Reading the files of a bundled model, each checked against its recorded checksum."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from qabot.domain import QabotError

CHECKSUMS = "checksums.json"
_REMEDY = "Reinstall qabot: pip install --force-reinstall --no-deps qabot"


def read_checked(folder: Path, names: Sequence[str]) -> tuple[dict[str, bytes], str]:
    """Contents of the files ``names`` in ``folder``, and one checksum over all of them.

    The bytes that were checked are the bytes returned, so nothing can change in
    between. Raises ``QabotError``, naming the file, if one cannot be read or its
    SHA-256 is not the one in ``checksums.json``.
    """
    expected = _expected(folder / CHECKSUMS)
    contents: dict[str, bytes] = {}
    for name in names:
        contents[name] = _read(folder / name)
        if hashlib.sha256(contents[name]).hexdigest() != expected.get(name):
            raise QabotError(
                f"The embedding model is damaged: {folder / name} does not match its checksum.",
                _REMEDY,
            )
    whole = "".join(expected[name] for name in names)
    return contents, hashlib.sha256(whole.encode("ascii")).hexdigest()


def _expected(path: Path) -> dict[str, str]:
    try:
        sums = json.loads(_read(path))
    except ValueError as error:
        raise QabotError(f"The embedding model is damaged: {path} is not JSON.", _REMEDY) from error
    if not isinstance(sums, dict):
        raise QabotError(f"The embedding model is damaged: {path} holds no checksums.", _REMEDY)
    return {str(name): str(value) for name, value in sums.items()}


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise QabotError(
            f"The embedding model cannot be read: {path}: {reason}.", _REMEDY
        ) from error
