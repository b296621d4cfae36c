"""What a page says itself about its text: the description and the body in its structured data."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FEWEST_WORDS = 80
"""Words below which a declared body is taken for a teaser."""
_COVERED = 0.9
"""Share of the declared body's words that the found text must have to be cut down to it."""
_LEAD = 60
"""Characters below which a description is no first paragraph."""


def declared_body(root: HtmlElement) -> str:
    """Return ``articleBody`` of the page's JSON-LD, the longest one, or nothing."""
    bodies: list[str] = []
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            value = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        bodies += _bodies(value)
    return max(bodies, key=len, default="")


def _bodies(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            body = here.get("articleBody")
            if isinstance(body, str):
                yield body
            waiting += here.values()
        elif isinstance(here, list):
            waiting += here


def within(text: str, body: str) -> str:
    """Return ``text`` without the paragraphs that a declared ``body`` does not have.

    Only where the body is the whole article: the text has nearly all its words. Menus and
    link boxes that were taken for text fall out so.
    """
    declared = Counter(_words(body))
    if declared.total() < FEWEST_WORDS:
        return text
    if (Counter(_words(text)) & declared).total() < _COVERED * declared.total():
        return text
    known = set(_runs(_words(body)))
    kept = [block for block in text.split("\n\n") if _stands_in(block, known, declared)]
    return "\n\n".join(kept)


def _stands_in(block: str, known: set[tuple[str, ...]], declared: Counter[str]) -> bool:
    words = _words(block)
    runs = _runs(words)
    if not runs:  # a heading of a word or two
        return all(word in declared for word in words)
    return sum(run in known for run in runs) >= len(runs) / 2


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(words, words[1:], words[2:], strict=False))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def lead(root: HtmlElement, seen: str, text: str) -> str:
    """Return the paragraph above ``text`` that the page names as its description, or nothing.

    ``seen``: all text of the page. Extraction often leaves out the first paragraph, which
    stands in a box of its own.
    """
    flat = " ".join(text.split())
    first = seen.find(text.split("\n", 1)[0][:80]) if text else -1
    above = seen[:first] if first > 0 else ""
    for description in _descriptions(root):
        start = description.rstrip("…. ")
        if len(start) < _LEAD or start[:_LEAD] in flat:
            continue
        for block in re.split(r"\n\s*\n", above):
            bare = " ".join(block.split())
            if bare.startswith(start) and len(bare) < 3 * len(start) and bare not in flat:
                return bare
    return ""


def _descriptions(root: HtmlElement) -> Iterator[str]:
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name in ("description", "og:description", "twitter:description"):
            yield " ".join((meta.get("content") or "").split())
