"""A sentence with a few words as what it cites has them, where both are known to say the same.

The reader knows little of how long half a century is, or that London stands for Britain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qabot.grounding.durations import durations, in_minutes
from qabot.grounding.lists import countries
from qabot.grounding.numbers import Number, numbers

_BEGUN = re.compile(
    r"(?:\b(?:a|one|two|three) )?\b(?:half|quarters?|thirds?)\b.*|\b(?:an?|one|another) \w+ and a half$",
    re.IGNORECASE,
)
_SHORT = 4
"""Letters below which the name of a country is written in capitals."""


def reworded(said: str, cited: str) -> str:
    """``said`` with lengths of time, and capitals that stand for countries, as ``cited`` has them."""
    taken = len(said)
    for start, end, words in sorted({*_lengths(said, cited), *_countries(said, cited)})[::-1]:
        if end <= taken:
            said, taken = said[:start] + words + said[end:], start
    return said


def _lengths(said: str, cited: str) -> Iterator[tuple[int, int, str]]:
    known = {in_minutes(one): words for one, _, words in _timed(cited)}
    for one, start, words in _timed(said):
        same = known.get(in_minutes(one))
        if same and not one.about and words.lower() not in cited.lower():
            yield start, one.end, same


def _timed(text: str) -> Iterator[tuple[Number, int, str]]:
    """Lengths of time in a text: each, where its own words begin, and these."""
    whole = durations(text)
    inner = [n for n in numbers(text) if not any(d.start <= n.start < d.end for d in whole)]
    for one in (*whole, *inner):
        begun = _BEGUN.search(text, one.start, one.end)
        start = begun.start() if begun else one.start
        if in_minutes(one) and not (one.ordinal or one.vague):
            yield one, start, text[start : one.end]


def _countries(said: str, cited: str) -> Iterator[tuple[int, int, str]]:
    for names, capitals in countries():
        for capital in capitals:
            found = re.search(rf"\b{capital.title()}\b", said)
            if found is None or found[0] in cited:
                continue
            forms = (n.upper() if len(n.replace(".", "")) < _SHORT else n.title() for n in names)
            name = next((f for f in forms if re.search(rf"\b{re.escape(f)}(?!\w)", cited)), None)
            if name:
                yield found.start(), found.end(), name
