"""What stands around an article on its page: comments, link boxes, captions. Taken out of the tree.

trafilatura leaves most of it out by itself; what is here is what it was seen to keep.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_COMMENTS = frozenset(
    "comments comentarios comentários commentaires kommentare commenti reacties disqus livefyre".split()
)
_AROUND = frozenset(
    "related relacionadas relacionados recommended recommendations recirc outbrain taboola newsletter"
    " sharing sharebar share social readmore mostread mostpopular sponsored advert advertisement"
    " cookie cookies consent breadcrumb breadcrumbs slideshow slideshows".split()
)
_CAPTION = frozenset("caption captions figcaption credit credits bildunterschrift legende".split())
_KEPT = frozenset(("html", "body", "main", "article", "head"))
MOST_AROUND, MOST_COMMENTS, MOST_COMMENT = 0.25, 0.85, 0.5
"""Share of a page's text above which a box of such a name is no box: sites misname the whole page."""
ENOUGH = 500
"""Characters in paragraphs from which only those are measured."""
CAPTION = 500
"""Characters above which a caption is none."""


@dataclass(slots=True)
class _Size:
    """What an element holds, with all below it."""

    characters: int = 0
    in_paragraphs: int = 0
    headed: bool = False
    """It has the page's heading, or says that it has the article."""


def take_out(root: HtmlElement) -> None:
    """Remove from a page's tree the boxes whose class or id says that they are no article text."""
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    sizes = _sizes(elements)
    whole = sizes[root]
    menus = whole.in_paragraphs >= ENOUGH  # which have no paragraphs, so only those are measured
    for element in elements:
        names = _names(element) if element.tag not in _KEPT else set()
        if not names or element.getparent() is None:
            continue
        size = sizes[element]
        share = (
            size.in_paragraphs / whole.in_paragraphs
            if menus
            else size.characters / max(1, whole.characters)
        )
        if names & _COMMENTS:
            gone = share < MOST_COMMENTS and not size.headed
        elif "comment" in names:  # a section of opinions may be called so too
            gone = share < MOST_COMMENT and not size.headed
        elif names & _AROUND:
            gone = share < MOST_AROUND and not size.headed
        else:
            gone = bool(names & _CAPTION) and size.characters <= CAPTION
        if gone:
            element.drop_tree()


def _sizes(elements: list[HtmlElement]) -> dict[HtmlElement, _Size]:
    """Return the size of each; one pass, from the leaves up, whatever the nesting."""
    sizes = {element: _Size() for element in elements}
    for element in reversed(elements):
        size = sizes[element]
        size.characters += len(element.text or "")
        if element.tag == "p":
            size.in_paragraphs = size.characters
        size.headed |= element.tag == "h1" or "articleBody" in (element.get("itemprop") or "")
        above = sizes.get(element.getparent())
        if above is not None:
            above.characters += size.characters + len(element.tail or "")
            above.in_paragraphs += size.in_paragraphs
            above.headed |= size.headed
    return sizes


def _names(element: HtmlElement) -> set[str]:
    said = f"{element.get('class') or ''} {element.get('id') or ''}"
    if not said.strip():
        return set()
    # “relatedLinks”, “related-links” and “related_links” all speak of what is related.
    return set(re.findall(r"[^\W\d_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", said).lower()))
