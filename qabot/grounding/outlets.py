"""Which outlet says what: where outlets disagree, their words must not change places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qabot.grounding.dates import blanked
from qabot.grounding.numbers import Number, numbers
from qabot.grounding.sameness import same
from qabot.grounding.values import Cited, Problem
from qabot.grounding.words import bare, words

_LEAST = 2
"""Words more that another outlet's sentence must share."""


def check_outlets(sentence: str, cited: Sequence[Cited], texts: Sequence[str]) -> Problem | None:
    """An outlet of a bare sentence that is told to say what only another one says."""
    if len({one.source for one in cited if one.source}) < 2:
        return None
    for outlet, told in told_by(sentence, cited):
        own = [text for one, text in zip(cited, texts, strict=True) if one.source == outlet]
        others = [text for one, text in zip(cited, texts, strict=True) if one.source != outlet]
        known, theirs = _numbers(own), _numbers(others)
        for said in numbers(blanked(told)):
            here = any(same(said, n, frozenset()) for n in known)
            if not said.free and not here and any(same(said, n, frozenset()) for n in theirs):
                return _problem(outlet)
        content = {w.base for w in words(told) if w.content}
        most = max(len(content & _bases(text)) for text in own)
        if max(len(content & _bases(text)) for text in others) >= most + _LEAST and most < 2:
            return _problem(outlet)
    return None


def told_by(sentence: str, cited: Sequence[Cited]) -> list[tuple[str, str]]:
    """Outlets that a sentence names, each with the text up to the next one."""
    found: list[tuple[int, int, str]] = []
    for outlet in {one.source for one in cited if one.source}:
        name = re.escape(re.sub(r"^the ", "", bare(outlet), flags=re.IGNORECASE))
        found += [(m.start(), m.end(), outlet) for m in re.finditer(rf"\b{name}\b", sentence, re.I)]
    found.sort()
    ends = [start for start, _, _ in found[1:]] + [len(sentence)]
    if not found or sentence[: found[0][0]].count(" ") > 6:
        return []  # "… , the Gazette says": what is whose, cannot be told
    return [(outlet, sentence[at:end]) for (_, at, outlet), end in zip(found, ends, strict=True)]


def _numbers(texts: Sequence[str]) -> list[Number]:
    return [n for text in texts for n in numbers(blanked(text))]


def _bases(text: str) -> set[str]:
    return {w.base for w in words(text) if w.content}


def _problem(outlet: str) -> Problem:
    return Problem("speaker", f"\u201c{outlet}\u201d says something else in what it cites")
