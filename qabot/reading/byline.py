"""The line of an article that names its author and nothing else."""

from __future__ import annotations

import re

_NAME = r"(?:[^\W\d_a-z][\w.'\u2019-]*\s+){1,3}[^\W\d_a-z][\w'\u2019-]+"
_AND = r"\s*(?:,|&|\band\b|\bund\b|\bet\b|\by\b|\be\b)\s*"
_BYLINE = re.compile(
    rf"(?:By|BY|Von|Par|Por|Di|Door):?\s+(?P<names>{_NAME}(?:{_AND}{_NAME})*)(?P<office>,\s[^.!?]{{2,60}})?"
)


def take_byline(text: str) -> tuple[str, str]:
    """Split a byline off the head of ``text``: names, and the text; no names if there is none."""
    first, _, rest = text.lstrip().partition("\n")
    found = _BYLINE.fullmatch(first.strip()) if len(first) <= 150 else None
    if found is None or not rest.strip():
        return "", text
    return ", ".join(re.split(_AND, found["names"])), rest.lstrip()
