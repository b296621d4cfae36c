"""Words as the checks compare them: without marks, in their base form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from qabot.grounding.forms import PAST_FORMS, base
from qabot.grounding.lists import country_bases, phrases
from qabot.retrieval.words import STOP_WORDS

__all__ = ["BREAK", "PAST_FORMS", "Word", "bare", "base", "words"]

_TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_CITED = re.compile(r"\s*\[\d+(?:\s*[,;\u2013-]\s*\d+)*\]")
_THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
"""Narrow and no-break spaces that group digits."""
_FRACTIONS = {"\u00bd": ".5", "\u00bc": ".25", "\u00be": ".75"}
_FRACTION = re.compile(rf"(?:(?<!\d)(\d{{1,3}} ?|\d+))?([{''.join(_FRACTIONS)}])")
"""``2\u00bd``, ``2 \u00bd``"""
BREAK = re.compile(
    r"[;:()\u2014]|,(?!\d{3})|\s[\u2013-]\s|(?<=[a-z\d\"\u201d])[.!?](?=\s|$)"
    r"|\b(?:but|while|whereas|although|though|after|before|because|since|that|which|who|when|and|"
    r"or|saying|if|rather than|instead of)\b",
    re.IGNORECASE,
)


_KEPT = re.compile(
    r"\b(?:left|leaves?|leaving|held|holds?|holding)\b(?= (?:[\w'.-]+ ){1,6}(?:at \d|unchanged|on hold|steady))"
)
"""``left its rate at 5 percent``: kept it."""


_FINED = re.compile(r"\border(?:ed|s|ing)?\b(?=.{1,40}? to pay\b)")
"""``ordered him to pay``: fined him."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence."""

    text: str
    base: str
    """Stem of its base form: ``took`` and ``takes`` are the same."""
    start: int
    end: int
    clause: int
    """Which clause of the sentence, from 0; roughly, by marks and conjunctions."""

    @property
    def content(self) -> bool:
        # "won" is a stop word for the sake of "won't" cut in two.
        return self.text.lower() not in STOP_WORDS or self.text.lower() == "won"


def bare(text: str) -> str:
    """The text with plain quotation marks, dashes and spaces, and without ``[1]``."""
    text = _THOUSANDS.sub(",", _CITED.sub("", text))
    text = _FRACTION.sub(lambda m: f"{(m[1] or '0').strip()}{_FRACTIONS[m[2]]}", text)
    text = unicodedata.normalize("NFKC", text)
    for marks, plain in (("\u2018\u2019\u02bc", "'"), ("\u201c\u201d\u00ab\u00bb\u201e", '"')):
        text = re.sub(f"[{marks}]", plain, text)
    return re.sub(r"\s+", " ", re.sub("[\u2010-\u2012\u2212]", "-", text)).strip()


@lru_cache(maxsize=512)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text, in order."""
    breaks = [match.start() for match in BREAK.finditer(text)]
    found: list[Word] = []
    passed = 0
    for match in _TOKEN.finditer(text):
        while passed < len(breaks) and breaks[passed] <= match.start():
            passed += 1
        found.append(Word(match[0], base(match[0]), match.start(), match.end(), passed))
    kept = {match.start() for match in _KEPT.finditer(text)}
    found = [replace(w, base="keep") if w.start in kept else w for w in found]
    found = _named(_fined(text, found))
    known = phrases()
    for at, (word, behind) in enumerate(pairwise(found)):
        if meant := known.get((word.base, behind.text.lower())):
            found[at : at + 2] = [replace(word, base=meant), replace(behind, base=meant)]
    for at, word in enumerate(found):
        for place in range(at + 2, min(at + 5, len(found))):
            behind = found[place]
            if behind.clause != word.clause or behind.text.lower() not in _PARTICLES:
                continue
            if meant := known.get((word.base, behind.text.lower())):  # "tear the hall down"
                found[at], found[place] = replace(word, base=meant), replace(behind, base=meant)
                break
    return tuple(found)


_PARTICLES = frozenset("off down up out away back into".split())


def _fined(text: str, found: list[Word]) -> list[Word]:
    places = {match.start() for match in _FINED.finditer(text)}
    return [replace(w, base="fine") if w.start in places else w for w in found]


def _named(found: list[Word]) -> list[Word]:
    """Countries and their people under one base each: ``American``, ``United States``."""
    known = country_bases()
    for at, word in enumerate(found):
        if not word.text[0].isupper():
            continue
        two = f"{word.text} {found[at + 1].text}".lower() if at + 1 < len(found) else ""
        if meant := known.get(two):
            found[at] = replace(word, base=meant)
            found[at + 1] = replace(found[at + 1], base=meant)
        elif (meant := known.get(re.sub(r"'s$", "", word.text.lower()))) and not (
            len(word.text) < 3 and not word.text.isupper()
        ):
            found[at] = replace(word, base=meant)
    return found
