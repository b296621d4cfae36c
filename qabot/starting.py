"""The first run: a corpus folder of the user's own, with the starter articles."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from qabot.domain import QabotError
from qabot.storage.durable import make_folder, put_in_place, settle, to_disk

_PACKAGE = Path(__file__).parent


def starter_folder() -> Path:
    """Where the starter articles lie: in the installed package, or in the checkout."""
    for folder in (_PACKAGE / "starter", _PACKAGE.parent / "corpus"):
        if folder.is_dir():
            return folder
    raise QabotError("The starter articles are missing.", "Install qabot again.")


def make_corpus(folder: Path) -> None:
    """Make ``folder`` with the starter articles in it, all or nothing.

    Raises ``QabotError`` if it cannot be made.
    """
    part = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        make_folder(part, 0o700)
        for file in sorted(starter_folder().glob("*.md")):
            shutil.copyfile(file, part / file.name)
            with open(part / file.name, "rb") as copy:
                to_disk(copy.fileno())
        settle(part)
        put_in_place(part, folder)
        settle(folder.parent)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        if not folder.is_dir():  # another qabot may just have made it
            raise QabotError(
                f"The folder {folder} cannot be made: {error.strerror}.",
                "Name another with --corpus or QABOT_CORPUS.",
            ) from error
