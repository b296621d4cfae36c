"""A whole put where a part was told, and what another thing has as many of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from qabot.grounding.dates import blanked
from qabot.grounding.lists import alike
from qabot.grounding.numbers import Number, numbers
from qabot.grounding.sameness import same
from qabot.grounding.words import base, words

_PART_OF = re.compile(
    r"^ (?:of|out of) (?:the |its |their |his |her |all |those )?(?:[\w'-]+ ){0,2}?$"
)
_OF_THE = re.compile(r"\bof (?:the|its|their|those|these|all) $", re.IGNORECASE)
_ALL_OF = re.compile(r"\b(?:all|every|each)(?: of)?(?: the)? $", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:no|not|never|other|others|remaining|rest|left|still|failed|without|but)\b|n't\b"
)
_SOME = re.compile(
    r"\b(?:some|part|many|most|several|few|any|one|half|third|quarter) of\b", re.IGNORECASE
)
_NOUN = re.compile(
    r"^ (?P<noun>[a-z]{3,})(?= (?:and|or|were|was|are|is|have|had|has|since|in|on|at|by|for|of|to|from|with|after|before|will)\b|[.,;]|$)"
)


def whole_for_part(sentence: str, cited: Sequence[str]) -> Number | None:
    """``17 fires`` of 17 reports ``three of which led to fires``; ``1,200 moved`` of whom 450 were."""
    text = blanked(sentence)
    mine = numbers(text)
    for one in map(blanked, cited):
        known = numbers(one)
        for whole, part in _pairs(one, known):
            units = frozenset(n.unit for n in known if n.unit)
            if any(same(n, part, units) for n in mine):
                continue
            told = _told(one, part)
            other = {w.base for w in words(one[: part.start])[:-1] if w.content}
            for said in mine:
                if (
                    said.value != whole.value
                    or said.free
                    or _SOME.search(text[: said.start])
                    or part.value < 1
                ):
                    continue
                if not _near(text, said) & (told - other) or _ALL_OF.search(text[: said.start]):
                    continue
                if not _OF_THE.search(text[: said.start]):
                    return said
                if not _NOT.search(text) and (fewer := _just_before(mine, said)):
                    return fewer
    return None


def _just_before(mine: Sequence[Number], said: Number) -> Number | None:
    """``five`` of ``five of the fourteen``."""
    return next(
        (n for n in mine if n.end < said.start <= n.end + 12 and n.value < said.value), None
    )


def _pairs(text: str, known: Sequence[Number]) -> list[tuple[Number, Number]]:
    """Numbers of which another, behind it, is a part: ``17 reports, three of which``."""
    return [
        (known[at - 1], part)
        for at, part in enumerate(known)
        if at
        and re.match(r"(?: \w+)? of (?:whom|which|them)\b", text[part.end :])
        and part.value < known[at - 1].value
    ]


def _told(text: str, part: Number) -> set[str]:
    behind = re.split(r"[,;.](?:\s|$)", text[part.end :])[0]
    return {w.base for w in words(behind) if w.content} | {_before(text, part)} - {""}


def _near(text: str, number: Number) -> set[str]:
    """Bases of the words around a number, in its clause."""
    before = re.split(r"[,;:]|\b(?:and|but|while|which|who|that)\b", text[: number.start])[-1]
    after = re.split(r"[,;:]|\b(?:and|but|while|which|who|that)\b", text[number.end :])[0]
    return {w.base for w in words(before + " " + after) if w.content}


def all_for_some(sentence: str, cited: Sequence[str]) -> Number | None:
    """``will move 1,200 jobs`` where it will ``move 450 of its 1,200 jobs``."""
    text = blanked(sentence)
    mine = numbers(text)
    for one in map(blanked, cited):
        known = numbers(one)
        for part, whole in pairwise(known):
            if not _PART_OF.match(one[part.end : whole.start]) or part.value >= whole.value:
                continue
            verb = _before(one, part)
            if not verb or any(n.value == part.value for n in mine):
                continue
            for said in mine:
                if (
                    said.value == whole.value
                    and said.unit == whole.unit
                    and _before(text, said) == verb
                ):
                    return said
    return None


def _before(text: str, number: Number) -> str:
    """The base of the word right before a number, if it tells something."""
    match = re.search(
        r"([a-z]+) (?:about |around |some |nearly |more than |almost )?$", text[: number.start]
    )
    found = [w for w in words(match[1]) if w.content] if match else []
    return found[0].base if found else ""


def other_noun(sentence: str, cited: Sequence[str]) -> Number | None:
    """``1,400 homes`` where 31 homes burned and 1,450 people fled."""
    text = blanked(sentence)
    theirs = [(n, _plural(blanked(one), n)) for one in cited for n in numbers(blanked(one))]
    units = frozenset(n.unit for n, _ in theirs if n.unit)
    for said in numbers(text):
        noun = _plural(text, said)
        if (
            not noun
            or said.unit
            or said.ordinal
            or said.free
            or (said.value < 5 and not said.vague)
        ):
            continue
        counted = [n for n, own in theirs if own == noun]
        if not counted or any(same(said, n, units) for n in counted):
            continue
        known = [own for n, own in theirs if same(said, n, units)]
        if said.vague and not any(n.vague for n, _ in theirs):
            return said
        if known and all(known) and not any(alike(base(noun)) & alike(base(own)) for own in known):
            return said
    return None


def _plural(text: str, number: Number) -> str:
    """The word behind a number where it surely is a noun of many; not its base."""
    match = _NOUN.match(text[number.end :].removeprefix(" of"))
    noun = match["noun"] if match else ""
    return noun if noun.endswith("s") or noun in _PEOPLE else ""


_PEOPLE = frozenset("people children women men crew police staff".split())
