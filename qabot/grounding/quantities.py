"""``all`` where what is cited has ``some``, ``two of the three`` or ``most``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qabot.grounding.aligned import Pair, bases
from qabot.grounding.values import Signal
from qabot.grounding.words import words

_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_WHOLE = re.compile(
    r"\b(?:all|every|each|both|whole|entire(?:ly)?|everyone|everybody|throughout|everywhere)\b"
    r"(?! (?:time|but|other|too)\b)",
    re.IGNORECASE,
)
_SHARED = re.compile(rf"\b(?:{_NUMBER}|half|an?)[\d,.]* (?:[\w-]+ ){{1,3}}each$", re.IGNORECASE)
"""``15 books each``: of all, or of some as much."""
_PART = re.compile(
    rf"\b(?:some(?! \d)|most|many|several|few|half|part(?:s|ly)? of|mostly|partly|mainly|largely|majority|minority"
    rf"|except|a number of|nearly all|almost all|not all|not every|{_NUMBER} (?:of (?:the|its|their|his|her|those)"
    rf"|out of|in) (?:\w+ )?{_NUMBER}|{_NUMBER} of (?:the|its|their|his|her|those)|third|quarter|others|dozens|hundreds)\b",
    re.IGNORECASE,
)
_SOME_NOT = re.compile(
    r"\b(?:some|several|many|a few|a number|most)\b.*\b(?:not|never|failed|without)\b|\bnot (?:all|every\w*)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:no|not|none|never|nobody|without|but|except)\b|n't\b", re.IGNORECASE)
_FEW = re.compile(r"\b(?:few|hardly any|a minority|a handful|some(?! \d))\b", re.IGNORECASE)
_MOST = re.compile(r"\b(?:most|a majority|the bulk|nearly all|almost all|many)\b", re.IGNORECASE)


def quantities(pair: Pair) -> Iterator[Signal]:
    """A whole that is a part in what is cited; most that are few, few that are most."""
    have = {w.base for w in pair.mine if w.content}
    best = max(range(len(pair.each)), key=lambda n: len(have & bases(pair.each[n])), default=None)
    if best is None or not have & bases(pair.each[best]):
        return
    text = pair.texts[best]
    said = pair.sentence
    whole = next((m for m in _WHOLE.finditer(said) if not _SHARED.search(said[: m.end()])), None)
    if whole and _PART.search(text) and not _WHOLE.search(text) and not _PART.search(said):
        yield _signal(whole[0], 1.0)
    left_out = _SOME_NOT.search(said)
    if left_out and _WHOLE.search(text) and not _PART.search(text) and not _NOT.search(text):
        yield _signal(left_out[0], 1.0)
    for one, other in ((_FEW, _MOST), (_MOST, _FEW)):
        here, there = one.search(said), other.search(text)
        if here and there and not one.search(text) and not other.search(said):
            near = bases(words(said[here.end() :])[:2]) & bases(words(text[there.end() :])[:3])
            yield _signal(here[0], 1.0 if near else 0.5)


def _signal(said: str, value: float) -> Signal:
    return Signal(
        "quantity", value, "number", f"\u201c{said}\u201d is another share in what it cites"
    )
