"""Numbers that have changed places: what a number counts, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qabot.grounding.dates import blanked
from qabot.grounding.number_words import ONES
from qabot.grounding.numbers import Number, numbers
from qabot.grounding.values import Problem
from qabot.grounding.words import BREAK, base, words
from qabot.retrieval.words import STOP_WORDS


def check_shares(sentence: str, text: str) -> Problem | None:
    """A number of a bare sentence that belongs to something else in what is cited."""
    return _origin(sentence, text) or _counted(sentence, text)


def _origin(sentence: str, text: str) -> Problem | None:
    """``up from 2 to 3`` for ``down from 3 to 2``."""
    mine, theirs = numbers(blanked(sentence)), numbers(blanked(text))
    said = {n.value for n in mine if sentence[: n.start].endswith("from ")}
    known = {n.value for n in theirs if text[: n.start].endswith("from ")}
    crossed = said <= {n.value for n in theirs} and known <= {n.value for n in mine}
    if said and known and crossed and not said & known:
        return Problem("role", "it was the other way round in what it cites")
    return None


_OF = re.compile(rf" (?:in|out of) (?:every )?(?:\d|{'|'.join(ONES[2:11])})")
_OF_BEFORE = re.compile(rf"\b(?:\d+|{'|'.join(ONES[1:10])}) (?:in|out of) (?:every )?$")
_SCORE = re.compile(r"\d[-\u2013]\d|\d(?: \w+)? to \d")


def _counted(sentence: str, text: str) -> Problem | None:
    """``40 died, 12 were hurt`` for ``12 died, 40 were hurt``."""
    sentence, text = blanked(sentence), blanked(text)
    mine, theirs = numbers(sentence), numbers(text)
    for number in mine:
        known = [n for n in theirs if n.value == number.value and n.unit == number.unit]
        if not known or number.free or _scored(sentence, number):
            continue
        about = _around_number(sentence, number, mine)
        there = [_around_number(text, n, theirs) | _of_them(text, n) for n in known]
        if not all(there):
            continue
        own = about & set[str]().union(*there)
        for other in theirs:
            if other.value == number.value or own:
                continue
            shared = len(about & _around_number(text, other, theirs))
            same_noun = (noun := _noun(sentence, number)) and noun == _noun(text, other)
            if shared >= 2 or (shared and (same_noun or _mutual(sentence, mine, other, there))):
                words_ = sentence[number.start : number.end]
                return Problem(
                    "role", f"\u201c{words_}\u201d is said of something else in what it cites"
                )
    return None


def _of_them(text: str, number: Number) -> set[str]:
    """``holes`` of ``four of the nine holes``."""
    noun = _noun(text, number) if re.match(r" of (?:the|its|their) ", text[number.end :]) else ""
    return {noun} - {""}


def _mutual(
    sentence: str, mine: Sequence[Number], other: Number, there: Sequence[set[str]]
) -> bool:
    """Whether the other number, too, is said of what the first one is of in what is cited."""
    twins = [_around_number(sentence, n, mine) for n in mine if n.value == other.value]
    return any(twin & near for twin in twins for near in there)


def _noun(text: str, number: Number) -> str:
    """The word right behind a number: what it counts."""
    match = re.match(r"(?: of (?:the|its|their) [\w-]+(?= \w))? ([^\W\d_]+)", text[number.end :])
    return base(match[1]) if match and match[1].lower() not in STOP_WORDS else ""


def _scored(text: str, number: Number) -> bool:
    """Whether a number is one side of ``3-1``, ``61 votes to 58`` or ``one in four``."""
    if _OF.match(text, number.end) or _OF_BEFORE.search(text[: number.start]):
        return True
    near = _SCORE.finditer(text, max(0, number.start - 12), number.end + 12)
    return any(m.start() < number.end and number.start < m.end() for m in near)


def _around_number(text: str, number: Number, listed: Sequence[Number]) -> set[str]:
    """Bases of the words that a number counts: up to its neighbours or the end of its clause."""
    last = max((n.end for n in listed if n.end <= number.start), default=0)
    next_ = min((n.start for n in listed if n.start >= number.end), default=len(text))
    before = BREAK.split(text[last : number.start])[-1]
    after = BREAK.split(text[number.end : next_])[0]
    near = [w for w in words(before) if w.content][-1:] + [w for w in words(after) if w.content][:2]
    return {w.base for w in near if not w.text[0].isdigit()} - {
        "percent",
        "year",
        "million",
        "billion",
    }
