"""Other ways to write a name: initials, letters that stand for its words, other alphabets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from qabot.grounding.number_words import SMALL

_SMALL = r"(?:of|the|for|and|on|in|to|de)"
_LETTERS = re.compile(r"(?:[A-Z]\.?)+")
_ENDS = (
    (r"^m[ou]hamm?[aei]d$", "muhammad"),
    (r"^ahm[ae]d$", "ahmad"),
    (r"^h[ou]ss?[ae](?:i|y|in|yi)n$", "husain"),
    (r"^y[ou]+ss?[eou]+f$", "yusuf"),
    (r"ae|oe|ue", lambda m: m[0][0]),
    (r"(?:iy|yy|ii|ij|yi|i)$", "y"),
    (r"ense$", "ence"),
    (r"our$", "or"),  # Labour, Labor
    (r"tre$", "ter"),  # Centre, Center
    (r"is(?=ations?$|ed$|ing$)", "iz"),
)
_COUNTS = {word.title(): int(value) for word, value in SMALL.items()}
_GROUP = re.compile(rf"\bGroup of (\d+|{'|'.join(_COUNTS)})\b")
_PEOPLE = re.compile(r"(\w{3,})ans?")


def spelled(name: str, whole: str) -> bool:
    """``AU`` for ``African Union`` and the other way round; ``Nato``, ``BoE``, ``NGOs``, ``GDP``."""
    short = re.sub(r"(?<=[A-Z]{2})s$", "", name.replace(".", ""))
    if re.fullmatch(r"[A-Z]+[a-z][A-Z]+", short):
        short = re.sub(r"[a-z]", "", short)
    cased = re.fullmatch(r"[A-Z][a-z]{3,5}", short) is not None
    letters = short.upper() if cased else short
    if re.fullmatch(r"[A-Z]{2,6}", letters):
        return _words(letters, whole, any_case=not cased)
    heads = [w for w in re.split(r"[\s-]+", name) if w[:1].isupper()]
    if len(heads) < 2:
        return False
    first = "".join(word[0] for word in heads)
    dotted = r"\.".join(first)
    return re.search(rf"\b{first}\b|\b{dotted}\b", whole) is not None


def _words(letters: str, whole: str, *, any_case: bool) -> bool:
    """Whether words begin with some letters, in capitals or, where they are long, without."""
    gap = rf"(?:\s+{_SMALL})*[\s-]+"
    told = gap.join(rf"{letter}\w*(?:-[a-z]\w*)*" for letter in letters)
    if re.search(rf"\b{told}\w", whole):
        return True
    least = 4 if len(letters) == 2 else 2
    # Else "the the the" is each of many ways to have small words between.
    long = gap.join(rf"(?!{_SMALL}\b){letter}\w{{{least},}}" for letter in letters)
    return any_case and re.search(rf"\b{long}", whole, re.IGNORECASE) is not None


def without_initials(parts: Sequence[str], whole: str) -> list[str]:
    """The parts of a name without the initials that fit: ``A. Reis`` for ``Anna Reis``, any in its middle."""
    behind = rf"[\w.'-]{{0,40}}\s+(?:[\w.'-]{{1,40}}\s+)?{re.escape(parts[-1])}\b" if parts else ""
    return [
        part
        for at, part in enumerate(parts)
        if at == len(parts) - 1
        or not _LETTERS.fullmatch(part)
        # the first one must fit
        or not (at or re.search(rf"\b{part[0]}{behind}", whole))
    ]


@lru_cache(maxsize=2048)
def folded(name: str) -> str:
    """One spelling for ``Müller`` and ``Mueller``, ``Zelensky`` and ``Zelenskiy``, ``Wi-Fi``."""
    plain = unicodedata.normalize("NFD", re.sub(r"['\u2019]s?$|[-'\u2019]", "", name.lower()))
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    for form, put in _ENDS:
        plain = re.sub(form, put, plain)
    return plain


def grouped(text: str) -> str:
    """``G7`` for the ``Group of Seven``."""
    return _GROUP.sub(lambda m: f"G{_COUNTS.get(m[1], m[1])}", text)


def homes(name: str) -> frozenset[str]:
    """Where people may be from by their name: ``texas`` for ``Texans``, ``gaza`` for ``Gazan``."""
    match = _PEOPLE.fullmatch(name.lower())
    return frozenset((match[1] + "a", match[1] + "as")) if match else frozenset()
