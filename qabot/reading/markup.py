"""HTML that is all text (a chapter, the body an API gives) to plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
     "pre", "section", "table", "tr", "ul")
)  # fmt: skip
_SKIPPED = frozenset(
    ("head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "button", "select",
     "textarea")
)  # fmt: skip
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


def text_of(markup: str) -> str:
    """Return the text of HTML, a blank line between blocks."""
    root = parse(markup)
    return "" if root is None else element_text(root)


def parse(markup: str) -> HtmlElement | None:
    """Return the root element of a page or fragment, or None when there is nothing in it."""
    from lxml import etree
    from lxml.html import document_fromstring

    try:
        return document_fromstring(_DECLARATION.sub("", markup, count=1).replace("\0", ""))
    except (etree.ParserError, ValueError):
        return None


def element_text(root: HtmlElement) -> str:
    """Return the text below ``root``. Walks without recursion, whatever the depth."""
    from lxml import etree

    parts: list[str] = []
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _SKIPPED or not tag:  # no tag: a comment
                walker.skip_subtree()
                continue
            if tag in _BLOCKS:
                parts.append("\n\n")
            elif tag == "br":
                parts.append("\n")
            elif tag in ("td", "th"):
                parts.append(" ")
            parts.append(_flat(element.text))
        else:
            if tag in _BLOCKS:
                parts.append("\n\n")
            if element is not root:
                parts.append(_flat(element.tail))
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(parts))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def link_share(root: HtmlElement) -> float:
    """Return how much of the text below ``root`` is links, 0 to 1."""
    total = len(re.sub(r"\s+", "", element_text(root)))
    linked = sum(len(re.sub(r"\s+", "", element_text(link))) for link in root.iter("a"))
    return linked / total if total else 0.0


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""
