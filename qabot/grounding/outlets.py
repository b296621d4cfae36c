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
_SAYS = re.compile(
    r"^\W*(?:says?|said|reports?|reported|writes?|wrote|tells?|told|states?|stated|speaks? of|spoke of"
    r"|puts? it at|gives?|has|had)\b(?: that\b)?\s*",
    re.IGNORECASE,
)
_AND = re.compile(
    r"(?:[\s,;]{1,4}(?:but|while|whereas|and|though|although))?(?:[\s,;]{1,4}the)?\W{0,8}$",
    re.IGNORECASE,
)

_FEW = 4
"""Content words of a figure and what it counts."""
_NOT = re.compile(r"\b(?:not|no|none|never|nobody|neither|nor|without|den\w+)\b|n't", re.IGNORECASE)


def check_outlets(sentence: str, cited: Sequence[Cited], texts: Sequence[str]) -> Problem | None:
    """An outlet of a bare sentence that is told to say what only another one says."""
    if len({one.source for one in cited if one.source}) < 2:
        return None
    for outlet, told in _told(sentence, cited):
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


def told_apart(said: str, cited: Sequence[Cited]) -> list[tuple[str, list[Cited]]] | None:
    """What a sentence says that each of several outlets says, with that outlet's own sentences.

    None where it cannot be taken apart. A mere figure, "but the Courier 91", is left out:
    ``check_outlets`` has looked for it.
    """
    parts = [(outlet, _AND.sub("", part)) for outlet, part in _told(said, cited)]
    if len({outlet for outlet, _ in parts}) < 2:
        return None
    before = said[: said.lower().find(parts[0][0].lower())]
    if any(word.content for word in words(before)):
        return None  # it says more than the outlets are said to
    found: list[tuple[str, list[Cited]]] = []
    for outlet, part in parts:
        own = [one for one in cited if one.source == outlet]
        told = _SAYS.sub("", part).strip(" ,;.")
        if _is_mere(told, [bare(one.text) for one in own]):
            continue
        if not _SAYS.match(part):
            return None
        found.append((f"{told[0].upper()}{told[1:]}.", own))
    return found


def _is_mere(told: str, texts: Sequence[str]) -> bool:
    """Whether it is a figure with few words, which stand beside it in one of the texts, too."""
    mine = [word.base for word in words(told) if word.content]
    if not numbers(told) or _NOT.search(told):
        return False
    if len(re.findall(r"[^\W\d_]{3,}", told)) < 2:
        return True
    if len(mine) > _FEW or not re.search(r"\d", told):
        return False
    for text in texts:
        theirs = [word.base for word in words(text) if word.content]
        beside = any(theirs[at : at + len(mine)] == mine for at in range(len(theirs)))
        if beside and not _NOT.search(text):
            return True
    return False


def _told(sentence: str, cited: Sequence[Cited]) -> list[tuple[str, str]]:
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
