"""The day of a page's article: what its metadata, its address or the article itself say.

Around the article stand other days: that of reading, in the page's head or foot; those of other
articles, in boxes. Taken for the article's own, they would make it news of the day of adding.
"""

from __future__ import annotations

import copy
import re
from datetime import date
from typing import TYPE_CHECKING

from qabot.reading.dates import parse_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FRAMES = frozenset(("header", "footer", "nav", "aside"))
_ROLES = frozenset(("banner", "contentinfo", "navigation", "complementary", "search"))
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:masthead|site-?header|page-?header|top-?bar|top-?nav|navbar|sidebar|site-?footer|page-?footer"
    r"|footer|weather|today|current-?date|todays?-?date|ticker|related|most-?read|latest)(?:$|[\s_-])",
    re.IGNORECASE,
)
_WITHIN = frozenset(("article", "main"))


def page_date(root: HtmlElement, url: str) -> date | None:
    """The day that the page of the tree ``root`` gives its article. ``root`` stays as it is."""
    from htmldate import find_date

    bare = copy.deepcopy(root)
    _unframe(bare)
    # The page's own dates only: a search of all its text finds dates of events.
    found = find_date(bare, original_date=True, extensive_search=False, url=url or None)
    return parse_date(found)


def _unframe(root: HtmlElement) -> None:
    """Take out what stands around the article: all that frames it and has no heading of a page."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or not _is_frame(element):
            continue
        own = element.tag == "header" and any(a.tag in _WITHIN for a in element.iterancestors())
        holds = next(element.iter("h1", "article", "main"), None) is not None
        if not own and not holds and element.getparent() is not None:
            element.drop_tree()


def _is_frame(element: HtmlElement) -> bool:
    if element.tag in ("html", "body", "head", "article", "main", "meta", "link", "script"):
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return (
        element.tag in _FRAMES
        or element.get("role") in _ROLES
        or bool(named.strip() and _NAMES.search(named))
    )
