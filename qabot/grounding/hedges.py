"""Whether a number is meant exactly: ``about``, ``more than``, ``just shy of``, ``or so``."""

from __future__ import annotations

import re
from collections.abc import Sequence

ABOUT = frozenset("about around roughly some approximately nearly almost circa".split())
_ABOVE = frozenset("over exceeding above least".split())
_BELOW = frozenset("under below most within".split())
_BEHIND = (
    (re.compile(r"-odd\b| or so\b"), "about"),
    (re.compile(r"\+| or more\b|-plus\b"), "above"),
    (re.compile(r" or (?:less|fewer)\b"), "below"),
)
REACH = 4
"""Words before a number that are looked at."""


def about_before(words: Sequence[str]) -> str:
    """``about``, ``above`` or ``below`` by the words before a number, the last one first."""
    first, second, third, *_ = [*(words[1:] if words[0] in ("a", "an") else words), ""]
    if first == "than":  # also "more than a third"
        turned = third in ("no", "not")  # "no fewer than"
        return "above" if (second in ("more", "greater", "higher")) != turned else "below"
    if first == "of" and second in ("upwards", "upward", "excess", "shy", "short"):
        return "below" if second in ("shy", "short") else "above"
    if first == "as" and second in ("many", "much"):
        return "about"
    if first in ("before", "after") and second in ("just", "shortly", "soon", "right"):
        return "below" if first == "before" else "above"
    if first == "to" and second in ("close", "near", "up"):
        return "about"
    if first == "yet" and second == "not":  # "not yet thirty"
        return "below"
    if first in _ABOVE or first in _BELOW:
        return "above" if first in _ABOVE else "below"
    return "about" if first in ABOUT else ""


def about_behind(text: str) -> str:
    """The same by what stands behind a number."""
    return next((about for form, about in _BEHIND if form.match(text)), "")
