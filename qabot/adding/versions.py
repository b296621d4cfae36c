"""New versions of articles that are there under the same address, in whatever file."""

from __future__ import annotations

from pathlib import Path

from qabot.adding.removed import set_aside
from qabot.adding.same import is_version
from qabot.adding.stamps import relative
from qabot.domain import Article, ArticleRow
from qabot.fetching.address import names_of
from qabot.storage.catalogue import Catalogue


class Versions:
    """Finds older versions, and lets new files take their place."""

    def __init__(self, catalogue: Catalogue, folder: Path) -> None:
        self._catalogue = catalogue
        self._folder = folder

    def at(self, url: str) -> ArticleRow | None:
        """The article that has this address, however that is written."""
        number = self._catalogue.find_url(*names_of(url)) if url else None
        rows = self._catalogue.rows([number]) if number is not None else []
        return rows[0] if rows else None

    def before(self, article: Article) -> ArticleRow | None:
        """The older version of a saved article, if it has a file of its own."""
        row = self.at(article.url)
        if row is None or row.key or not (self._folder / row.path).is_file():
            return None
        return row if is_version(self._catalogue.article(row.number), article) else None

    def replace(self, old: ArticleRow, goal: Path) -> None:
        """Let the file ``goal`` stand where ``old`` stood, whose file is moved aside.

        The old text serves until that of the new file is taken, under the same number.
        Raises ``QabotError``.
        """
        name = relative(goal, self._folder)
        if name != old.path:
            set_aside(self._folder, old.path)
            self._catalogue.move_file(old.path, name)
