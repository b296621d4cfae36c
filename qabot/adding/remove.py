"""Removing an article so that no later sync brings it back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from qabot.adding.removed import Removed, bring_back, set_aside
from qabot.adding.taken import COPY
from qabot.domain import Article, ArticleRow, QabotError
from qabot.reading import read
from qabot.storage.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Removal:
    """An article that was removed, and where its files lie now."""

    row: ArticleRow
    aside: tuple[Path, ...] = ()


def remove_article(catalogue: Catalogue, folder: Path, row: ArticleRow) -> Removal:
    """Remove an article: its file is moved aside, or its entry of many listed as removed.

    Files of one article that hold the same are moved aside too. Raises ``QabotError``.
    """
    if row.key:
        Removed(folder).add(row.path, row.key)
        catalogue.remove_article(row.number)
        return Removal(row)
    aside: list[Path] = []
    same = [stamp.path for stamp in catalogue.files().values() if stamp.error == COPY + row.path]
    for path in (*same, row.path):
        if path != row.path and not _holds_one(folder, path):
            continue
        if (folder / path).exists():
            aside.append(set_aside(folder, path))
        catalogue.remove_file(path)
    return Removal(row, tuple(aside))


def restore_files(folder: Path, removal: Removal) -> list[Path]:
    """Undo in the corpus what ``remove_article`` did there; the files are to be taken again.

    Raises ``QabotError`` if they are not where they were put.
    """
    row = removal.row
    if row.key:
        if not (folder / row.path).is_file():
            raise QabotError(f"{row.path} is no longer in the corpus.", "Add it again.")
        Removed(folder).take_back(row.path, row.key)
        return [folder / row.path]
    back: list[Path] = []
    # The file that the article was known by comes first, so that it is again.
    for aside in reversed(removal.aside):
        try:
            back.append(bring_back(folder, aside))
        except OSError as error:
            raise QabotError(
                f"{aside.relative_to(folder).as_posix()} cannot be moved back: {error.strerror}.",
                "Look into the folder .removed of your articles, and add the file again.",
            ) from error
    if not back:
        raise QabotError(f"{row.path} was gone when it was removed.", "Add it again.")
    return back


def _holds_one(folder: Path, path: str) -> bool:
    items = list(islice(read(folder / path, path), 2))
    return len(items) == 1 and isinstance(items[0], Article) and not items[0].key
