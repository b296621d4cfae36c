"""Removing an article so that no later sync brings it back."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from qabot.adding.removed import Removed, set_aside
from qabot.adding.take import COPY
from qabot.domain import Article, ArticleRow
from qabot.reading import read
from qabot.storage.catalogue import Catalogue


def remove_article(catalogue: Catalogue, folder: Path, row: ArticleRow) -> None:
    """Remove an article: its file is moved aside, or its entry of many listed as removed.

    Files of one article that hold the same are moved aside too. Raises ``QabotError``.
    """
    if row.key:
        Removed(folder).add(row.path, row.key)
        catalogue.remove_article(row.number)
        return
    same = [stamp.path for stamp in catalogue.files().values() if stamp.error == COPY + row.path]
    for path in (*same, row.path):
        if path != row.path and not _holds_one(folder, path):
            continue
        if (folder / path).exists():
            set_aside(folder, path)
        catalogue.remove_file(path)


def _holds_one(folder: Path, path: str) -> bool:
    items = list(islice(read(folder / path, path), 2))
    return len(items) == 1 and isinstance(items[0], Article) and not items[0].key
