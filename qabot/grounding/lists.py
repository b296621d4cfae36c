"""The word lists beside this module: opposites, words alike, verbs of two words, countries."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from qabot.grounding.forms import base

Sides = tuple[frozenset[str], frozenset[str]]


def _lines(name: str) -> Iterator[str]:
    text = files("qabot.grounding").joinpath("lists", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


@lru_cache(maxsize=1)
def opposites() -> tuple[Sides, ...]:
    """Pairs of sides, each the bases of words near in meaning; no word is on both."""
    found: list[Sides] = []
    for line in _lines("opposites.txt"):
        left, right = (frozenset(map(base, side.split())) for side in line.split("|"))
        found.append((left - right, right - left))
    return tuple(found)


@lru_cache(maxsize=1)
def _opposed() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for left, right in opposites():
        for one, other in ((left, right), (right, left)):
            for word in one:
                found.setdefault(word, set()).update(other)
    # What stands on both sides of some line says nothing.
    return {word: frozenset(other) for word, other in found.items()}


def opposed(word: str) -> frozenset[str]:
    """Bases of the words that contradict one."""
    return _opposed().get(word, frozenset())


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _lines("alike.txt"):
        group = set(map(base, line.split()))
        for word in group:
            found.setdefault(word, set()).update(group)
    for left, right in opposites():
        for side in (left, right):
            for word in side:
                found.setdefault(word, set()).update(side)
    return {word: frozenset(group) for word, group in found.items()}


def alike(word: str) -> frozenset[str]:
    """Bases of the words that may stand for one, itself among them."""
    return _groups().get(word, frozenset((word,))) - opposed(word) | {word}


@lru_cache(maxsize=1)
def deeds() -> dict[str, frozenset[str]]:
    """For what is told of nobody without reason, the bases of the words that tell of it."""
    found: dict[str, set[str]] = {}
    for line in _lines("deeds.txt"):
        claims, tells = (set(map(base, side.split())) for side in line.split("|"))
        for claim in claims:
            found.setdefault(claim, set()).update(claims | tells)
    return {word: frozenset(told) for word, told in found.items()}


@lru_cache(maxsize=1)
def phrases() -> dict[tuple[str, str], str]:
    """The base of one word for a verb (its base) with the word behind it: call off, cancel."""
    found: dict[tuple[str, str], str] = {}
    for line in _lines("phrases.txt"):
        said, _, meant = line.partition(" = ")
        verb, *behind = said.split()
        found[base(verb), " ".join(behind)] = base(meant)
    return found


@lru_cache(maxsize=1)
def countries() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Names of each country and its people, and those of its capital, in lower case."""
    found: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for line in _lines("countries.txt"):
        names, _, capitals = line.partition("|")
        found.append((_names(names), _names(capitals)))
    return tuple(found)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


@lru_cache(maxsize=1)
def country_bases() -> dict[str, str]:
    """One base for all names of a country and its people, lower case; of one or two words."""
    return {name: base(names[0]) for names, _ in countries() for name in names}
