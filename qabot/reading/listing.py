"""Front and section pages: many headlines that lead elsewhere, and no text of one article."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from qabot.reading.source import NoArticle

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADLINES = 8
"""Headlines with a link, from which a page may be a list of articles."""
LINKS = 25
"""Links with the words of a headline, but not marked as one, from which it may be."""
ENOUGH = 700
"""Characters of sentences that stand in one box, from which they are an article."""
SOME, SAME = 250, 0.4
"""Fewer that are, if they are this share of all."""
_SENTENCE = 60
"""Characters from which a block is taken for a sentence or more."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5"))
_AROUND = frozenset(("nav", "aside", "footer", "header"))
_NO_TEXT = _HEADINGS | {"script", "style", "noscript", "template", "title"}
_WRAPS = _HEADINGS | {"b", "strong", "span"}
_NEAR = 30
"""Elements above a link that are looked at."""
_INLINE = frozenset(
    "a abbr acronym b bdi bdo br cite code del dfn em font i ins kbd mark q s small span strong sub sup"
    " time u var wbr".split()
)
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_ARTICLE = re.compile(r"\w*(?:Article|BlogPosting|Report)$")


def refuse_listing(root: HtmlElement) -> None:
    """Raise ``NoArticle`` if the page lists articles and holds none itself."""
    if _declared(root):
        return
    headlines = _headlines(root)
    if headlines < HEADLINES:
        return
    boxes = _boxes(root)
    most = max(boxes.values(), default=0)
    if most >= ENOUGH or (most >= SOME and most >= SAME * boxes.total()):
        return
    raise NoArticle(
        f"a front or section page with {headlines} headlines, not one article",
        "Add the address of one of its articles.",
    )


def _declared(root: HtmlElement) -> bool:
    """Whether the page says that it is an article."""
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        said = (meta.get("content") or "").strip()
        if name == "og:type" and said.lower().endswith("article"):
            return True
        if name == "article:published_time" and said:
            return True
    return any(_is_article(script) for script in root.iter("script"))


def _is_article(script: HtmlElement) -> bool:
    if "ld+json" not in (script.get("type") or "").lower():
        return False
    try:
        value = json.loads(script.text or "", strict=False)
    except (ValueError, RecursionError):
        return False
    # Lists name the articles that they lead to further inside.
    outer = value if isinstance(value, list) else [value]
    graphs = [part.get("@graph") for part in outer if isinstance(part, dict)]
    outer = [*outer, *(part for graph in graphs if isinstance(graph, list) for part in graph)]
    found = [part for part in outer if isinstance(part, dict) and _names_article(part.get("@type"))]
    return len(found) == 1


def _names_article(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(one, str) and _ARTICLE.match(one) for one in kinds)


def _headlines(root: HtmlElement) -> int:
    """Different places that headlines in the middle of the page lead to."""
    headed: set[str] = set()
    alone: set[str] = set()
    for link in root.iter("a"):
        goal = link.get("href")
        if not goal or goal.startswith("#") or not _speaks("".join(link.itertext())):
            continue
        above = [element.tag for element in islice(link.iterancestors(), _NEAR)]
        if not _AROUND.isdisjoint(above):
            continue
        alone.add(goal)
        if not _HEADINGS.isdisjoint(above) or any(child.tag in _HEADINGS for child in link.iter()):
            headed.add(goal)
    # Some sites put headlines into nothing but links: more of those are wanted, as lists and
    # sentences of an article have some too.
    return max(len(headed), len(alone) if len(alone) >= LINKS else 0)


def _speaks(text: str) -> bool:
    return len(text.split()) >= 4 or len(_IDEOGRAPHS.findall(text)) >= 8


def _boxes(root: HtmlElement) -> Counter[HtmlElement]:
    """How many characters of sentences, links left out, each element holds directly in it."""
    boxes: Counter[HtmlElement] = Counter()
    own: Counter[HtmlElement] = Counter()
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for element in reversed(elements):  # from the leaves up, whatever the nesting
        own[element] += len((element.text or "").strip())
        above = element.getparent()
        if above is None:
            continue
        own[above] += len((element.tail or "").strip())
        if element.tag in _INLINE:
            own[above] += own[element] if element.tag != "a" else 0
        elif own[element] >= _SENTENCE and element.tag not in _NO_TEXT:
            # A teaser counts for itself, though many may stand in one box.
            boxes[element if _is_teaser(element) else above] += own[element]
    return boxes


def _is_teaser(element: HtmlElement) -> bool:
    """Whether a headline with a link begins a block or stands right above it."""
    before = element.getprevious()
    if before is not None and before.tag in _HEADINGS and next(before.iter("a"), None) is not None:
        return True
    first = element[0] if len(element) and not (element.text or "").strip() else None
    while first is not None and first.tag in _WRAPS and len(first):
        if (first.text or "").strip():
            return False
        first = first[0]
    return first is not None and first.tag == "a" and _speaks("".join(first.itertext()))
