"""What the article under the cursor says, beside the table or below it."""

from __future__ import annotations

import time

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from qabot.domain import ArticleRow, outlet_and_day
from qabot.tui.listing import when
from qabot.tui.safe import first_words, join, limited, one_line, plain
from qabot.tui.widgets.article_view import ArticleView

SHOWN = 20_000
"""Characters of an article that are shown: going down a list must cost little."""


class ArticlePreview(Vertical):
    """The beginning of one article."""

    HELP = "The article under the cursor. tab goes back to the table."
    BINDING_GROUP_TITLE = "Preview"

    def compose(self) -> ComposeResult:
        yield Static(id="preview-head", markup=False)
        yield Static(id="preview-remark", markup=False)
        yield ArticleView(id="preview-text")

    @property
    def view(self) -> ArticleView:
        return self.query_one(ArticleView)

    def clear(self) -> None:
        """There is no article to show."""
        self.query_one("#preview-head", Static).update("")
        self._remark("")
        self.view.show("")

    def show(self, row: ArticleRow, text: str, remark: str) -> None:
        """Show the article. ``remark``: what is not as it should be."""
        line = outlet_and_day(row.source, row.published)
        if row.author:
            line += f" · {row.author}"
        count = f"{row.passages:,} passage{'' if row.passages == 1 else 's'}"
        place = f"{row.path} {row.key}".strip()
        added = f"added {when(row.added, time.time())} · {count} · {place}"
        parts = [
            one_line(first_words(row.title, 300), "bold"),
            one_line(first_words(line, 300), "$text-muted"),
            one_line(first_words(added, 300), "$text-muted"),
        ]
        self.query_one("#preview-head", Static).update(join(parts, "\n"))
        self._remark(remark)
        self.view.show(text)

    def _remark(self, text: str) -> None:
        remark = self.query_one("#preview-remark", Static)
        remark.update(plain(limited(text, 600), "$warning"))
        remark.display = bool(text)
