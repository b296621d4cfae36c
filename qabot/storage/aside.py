"""Setting a catalogue aside that cannot serve any more, so that a new one can be made."""

from __future__ import annotations

import contextlib
from pathlib import Path

from qabot.domain import QabotError
from qabot.storage.catalogue import Catalogue, set_aside
from qabot.storage.database import FILE
from qabot.storage.documents import PATH
from qabot.storage.errors import CatalogueDamaged, CatalogueTooNew
from qabot.storage.lock import OwnerLock


def put_aside(hidden: Path) -> str:
    """Rename the catalogue in ``hidden`` if it is damaged or of a newer qabot; what was done.

    Empty if it is in order, or not there. Reads all of it. Raises ``QabotError`` if another
    process has it open.
    """
    if not (hidden / FILE).exists():
        return ""
    try:
        wrong, texts = _look(hidden)
    except CatalogueDamaged:
        wrong, texts = "is damaged", 0
    except CatalogueTooNew:
        wrong, texts = "is of a newer qabot", 0
    if not wrong:
        return ""
    lock = OwnerLock(hidden)
    if not lock.take("setting the damaged catalogue aside"):
        raise QabotError(
            f"The catalogue {hidden / FILE} {wrong}, and another qabot has it open "
            f"({lock.holder() or 'just starting'}).",
            "Close that one, and run `qabot rebuild` again.",
        )
    try:
        moved = set_aside(hidden)
    except OSError as error:
        raise QabotError(
            f"The catalogue {hidden / FILE} {wrong} and cannot be renamed: {error.strerror}.",
            "Close whatever has it open, and check the rights of the folder.",
        ) from error
    finally:
        lock.release()
    said = f"The catalogue {wrong}: it was set aside as {moved[0].name}."
    if texts:
        said += f" {texts:,} texts that were added through LangChain are in no other place."
    return said


def _look(hidden: Path) -> tuple[str, int]:
    catalogue = Catalogue(hidden)
    try:
        texts = 0
        with contextlib.suppress(QabotError):
            texts = len(catalogue.keys(PATH))
        return ("is damaged" if catalogue.check() else ""), texts
    finally:
        catalogue.close()
