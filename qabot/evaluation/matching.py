"""When a quote holds an answer, and when it is a given sentence."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

SAME = 0.8
"""Token F1 from which two sentences count as one: cutting and crawl noise differ a little."""
FEWEST_WORDS = 4
"""A shorter piece inside a sentence is no proof of it: "He said so." stands in many."""

_ARTICLES = {"a", "an", "the"}
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")
# Deleted, not made spaces, so that U.S. is US, 1,000 is 1000, and don’t is dont.
_INNER = re.compile(r"(?<=\w)['’](?=\w)|(?<=\d)[,.](?=\d{3}\b)|(?<=\b\w)\.")
_WORD = re.compile(r"\w+")


def normal(text: str) -> list[str]:
    """The words of a text without case, accents, punctuation, possessive 's and a, an, the.

    That is the normalisation of SQuAD (Rajpurkar et al. 2016) with three differences: hyphens
    and other marks part words instead of joining them, accents are dropped, and so is the
    possessive 's, so that ``Taiwan`` stands in ``Taiwan’s``.
    """
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(sign)
    )
    words = _WORD.findall(_INNER.sub("", _POSSESSIVE.sub("", plain)))
    # "The Who" keeps a word; an answer that is nothing but articles keeps them.
    return [word for word in words if word not in _ARTICLES] or words


def holds(text: str, answers: Iterable[str]) -> bool:
    """Whether any of ``answers`` occurs in ``text``, as whole words after ``normal``."""
    words = normal(text)
    return any(_inside(normal(answer), words) for answer in answers)


def same_sentence(quote: str, evidence: Iterable[str]) -> bool:
    """Whether a quote is one of the ``evidence`` sentences.

    It is if, after ``normal``, one holds the other (the inner one of at least four words, or
    both equal), or if the F1 of their words is .8 or more.
    """
    words = normal(quote)
    return bool(words) and any(_same(words, normal(sentence)) for sentence in evidence)


def token_f1(one: Sequence[str], other: Sequence[str]) -> float:
    """Harmonic mean of the shares of words in common, repeated words counted (SQuAD's F1)."""
    common = (Counter(one) & Counter(other)).total()
    return 2 * common / (len(one) + len(other)) if common else 0.0


def _same(one: list[str], other: list[str]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= FEWEST_WORDS and _inside(shorter, longer):
        return True
    return token_f1(one, other) >= SAME


def _inside(inner: list[str], outer: list[str]) -> bool:
    return bool(inner) and f" {' '.join(inner)} " in f" {' '.join(outer)} "
