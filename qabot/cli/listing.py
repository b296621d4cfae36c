"""`qabot list`, `show`, `remove` and `feeds`."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Sequence
from typing import Any

from qabot.cli.output import bold, say, say_error, say_json, write
from qabot.cli.working import tell_failures
from qabot.domain import ArticleRow, QabotError, outlet_and_day, true_name
from qabot.library import Library
from qabot.text import shown_link, visible

_LONGEST = 160
"""Characters of a title in a list."""


def run_list(library: Library, containing: str, *, as_json: bool) -> int:
    """List articles; the exit code."""
    tell_failures(library.sync_files())
    rows = [row for row in library.rows() if containing.casefold() in _haystack(row)]
    if as_json:
        say_json([row_json(row) for row in rows])
    else:
        for row in rows:
            day = row.published.isoformat() if row.published else "no date   "
            outlet = true_name(row.source) or "outlet unknown"
            say(f"{row.number:>6}  {day}  {true_name(_brief(row.title))}  ({_brief(outlet)})")
    return 0 if rows else 3


def _brief(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def run_show(library: Library, wanted: str, *, as_json: bool) -> int:
    """Show an article; the exit code."""
    tell_failures(library.sync_files())
    row = find(library.rows(), wanted)
    article = library.article(row.number)
    if as_json:
        say_json({**row_json(row), "text": article.text})
        return 0
    write(bold(true_name(article.title)) + "\n")
    say(outlet_and_day(article.source, article.published))
    for line in (article.author, shown_link(article.url), article.path):
        if line:
            say(line)
    say()
    width = min(shutil.get_terminal_size().columns, 100) if sys.stdout.isatty() else 0
    for line in article.text.split("\n"):
        say("\n".join(textwrap.wrap(visible(line), width)) if width else line)
    return 0


def run_remove(library: Library, wanted: Sequence[str]) -> int:
    """Remove articles; the exit code."""
    tell_failures(library.sync_files())
    failed = 0
    for text in wanted:
        try:
            row = library.remove(find(library.rows(), text).number)
        except QabotError as error:
            say_error(error.message, error.remedy)
            failed = 1
        else:
            say(f"removed {row.number}: {row.title}")
    return failed


def run_feeds(library: Library, remove: str, *, as_json: bool) -> int:
    """List the feeds, or remove one; the exit code."""
    if remove:
        feed = library.remove_feed(remove)
        say(f"removed {feed.title or feed.url}; its articles stay")
        return 0
    feeds = library.feeds()
    if as_json:
        say_json([{"url": f.url, "title": f.title, "checked": f.checked or None} for f in feeds])
    else:
        for feed in feeds:
            say(f"{feed.title or 'no title'}  {shown_link(feed.url)}  ({feed.checked or 'never'})")
    return 0 if feeds else 3


def find(rows: Sequence[ArticleRow], wanted: str) -> ArticleRow:
    """The one article meant by a number, a file or a part of a title. Raises ``QabotError``."""
    exact = [row for row in rows if wanted in (str(row.number), row.path)]
    found = exact or [row for row in rows if wanted.casefold() in _haystack(row)]
    if not found:
        raise QabotError(f"No article is called {wanted!r}.", "See `qabot list`.")
    if len(found) > 1:
        some = ", ".join(str(row.number) for row in found[:8])
        raise QabotError(f"{wanted!r} may be {len(found)} articles: {some} …", "Name the number.")
    return found[0]


def _haystack(row: ArticleRow) -> str:
    return f"{row.title}\n{row.source}\n{row.path}".casefold()


def row_json(row: ArticleRow) -> dict[str, Any]:
    """The documented shape of a listed article."""
    return {
        "number": row.number,
        "title": row.title,
        "source": row.source,
        "published": row.published.isoformat() if row.published else None,
        "author": row.author,
        "url": row.url,
        "language": row.language,
        "path": row.path,
        "key": row.key,
        "passages": row.passages,
        "embedded": row.embedded,
    }
