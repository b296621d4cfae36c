"""Two numbers of which one lends the other its unit or scale: ``2 to 3 million euros``, ``from 2.9``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from qabot.grounding.number_words import SCALES
from qabot.grounding.numbers import Number, numbers

_RANGE = re.compile(r" ?(?:to|or|-|\u2013) ?(?:about |around |some )?$")
_BETWEEN = re.compile(r" and (?:about |around |some )?$")
_LISTED = re.compile(r",? and (?:the )?$")
_AFTER = re.compile(r"[^.;]*\bfrom (?:about |around |some |nearly )?")
_NOTHING = re.compile(r"[.,;:)]|$| (?:a|in|on|last|the|and|but|when|before|per|year)\b")
_SIZED = re.compile(r" (?:high|tall|wide|deep|long|thick|across)\b")
_SIDES = re.compile(r"-|\u2013| to ")


def sharing(text: str, *, turned: bool = True) -> Iterator[Number]:
    """The numbers of a text that lack the unit or scale of the one beside them, with it.

    ``turned``: also the first of ``from 30 to 20 kilometres``, which is another way from 20 to 30.
    """
    for one, other in pairwise(numbers(text)):
        if one.ordinal or other.ordinal:
            continue
        between = text[one.end : other.start]
        first = text[: one.start].rstrip().rsplit(" ", 1)[-1].lower()
        if _RANGE.fullmatch(between) or (_BETWEEN.fullmatch(between) and first == "between"):
            scale = 1.0 if _scale(text, one) > 1 else _scale(text, other)
            if (scale > 1 or (other.unit and not one.unit)) and (turned or first != "from"):
                unit = one.unit or other.unit
                yield replace(one, value=one.value * scale, unit=unit)
        elif _LISTED.fullmatch(between) and other.unit and not one.unit:
            yield replace(one, unit=other.unit)  # "the 100 and the 200 metres"
        elif one.unit and not other.unit:
            behind = text[other.end :]
            if _AFTER.fullmatch(between) and _NOTHING.match(behind):
                # "to 2.4 percent from 2.9", "to 1.2 billion euros from 2.0"
                scale = _scale(text, one) if _scale(text, other) == 1 else 1.0
                yield replace(other, unit=one.unit)
                yield replace(other, value=other.value * scale, unit=one.unit)
            elif _SIZED.match(behind):  # "300 metres long and 40 high"
                yield replace(other, unit=one.unit)


def sides(text: str, known: Sequence[Number]) -> set[int]:
    """Where the numbers of ``54-46`` stand that are the shares of both sides."""
    percent = {n.value for n in known if n.unit == "%"}
    return {
        n.start
        for one, other in pairwise(numbers(text))
        if _SIDES.fullmatch(text[one.end : other.start]) and not (one.unit or other.unit)
        if {one.value, other.value} <= percent
        for n in (one, other)
    }


def _scale(text: str, number: Number) -> float:
    """What the words or letters of a number make of its digits: 1e6 of ``3 million``."""
    told = re.findall(r"[a-z]+", text[number.start : number.end].lower())
    scales = [SCALES[word] for word in told if word in SCALES]
    return scales[-1] if scales and number.value >= scales[-1] else 1.0
