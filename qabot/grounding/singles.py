"""Several of what the cited sentences have only one of: ``two missiles`` for ``a single missile``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qabot.grounding.words import base

_BEHIND = re.compile(r" (?:[\w'-]+ ){0,2}?([a-z]{3,}s)\b")
"""What a number counts: the first plural close behind it."""
_ONE = re.compile(r"\b(?:only|single|sole|lone)$", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:second|third|fourth|another|other|further|each|every|per|next|last|former|late|not|no)\b",
    re.IGNORECASE,
)
_REACH = 4
"""Words before a noun among which its "only" stands."""


def single(behind: str, cited: Sequence[str]) -> bool:
    """Whether the noun of a count, by the text ``behind`` the number, is told of as one alone."""
    match = _BEHIND.match(behind)
    if match is None or match[1].endswith("ss"):
        return False
    noun = base(match[1])
    told = [
        (text[: word.start()], word[0])
        for text in cited
        for word in re.finditer(r"[A-Za-z]+", text)
        if base(word[0].lower()) == noun
    ]
    if len(told) != 1 or told[0][1].lower().endswith("s"):
        return False
    before = re.split(r"[,;:.()]", told[0][0])[-1].split()[-_REACH:]
    return any(_ONE.search(word) for word in before) and not _MORE.search(" ".join(before))
