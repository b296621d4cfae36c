"""Reading the files of a bundled model, each checked against its recorded checksum."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from qabot.domain import QabotError

CHECKSUMS = "checksums.json"
_REMEDY = "Reinstall qabot: pip install --force-reinstall --no-deps qabot"


def read_checked(
    folder: Path, names: Sequence[str], *, what: str = "embedding model"
) -> tuple[dict[str, bytes], str]:
    """Contents of the files ``names`` in ``folder``, and one checksum over all of them.

    The bytes that were checked are the bytes returned, so nothing can change in
    between. Raises ``QabotError``, naming the file, if one cannot be read or its
    SHA-256 is not the one in ``checksums.json``; errors call the model ``what``.
    """
    expected = _expected(folder / CHECKSUMS, what)
    contents: dict[str, bytes] = {}
    for name in names:
        contents[name] = _read(folder / name, what)
        if hashlib.sha256(contents[name]).hexdigest() != expected.get(name):
            raise QabotError(
                f"The {what} is damaged: {folder / name} does not match its checksum.",
                _REMEDY,
            )
    whole = "".join(expected[name] for name in names)
    return contents, hashlib.sha256(whole.encode("ascii")).hexdigest()


def _expected(path: Path, what: str) -> dict[str, str]:
    try:
        sums = json.loads(_read(path, what))
    except ValueError as error:
        raise QabotError(f"The {what} is damaged: {path} is not JSON.", _REMEDY) from error
    if not isinstance(sums, dict):
        raise QabotError(f"The {what} is damaged: {path} holds no checksums.", _REMEDY)
    return {str(name): str(value) for name, value in sums.items()}


def _read(path: Path, what: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise QabotError(f"The {what} cannot be read: {path}: {reason}.", _REMEDY) from error
