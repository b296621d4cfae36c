"""Centuries and decades against years: ``the 19th century`` for 1874, ``eight decades`` for the 80th year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qabot.grounding.numbers import Number, numbers

_JUBILEE = re.compile(r"^ (?:\w+ )?(?:anniversary|birthday|jubilee|year)\b")
_AGED = re.compile(r"\b(?:aged|age of|turn(?:s|ed|ing)|at) $")
_BORN = re.compile(r"\b(?:born|birth)\b")


def in_century(said: Number, years: Sequence[int]) -> bool:
    """Whether a cited year is of the century that is said."""
    if not said.ordinal or said.unit != "century":
        return False
    return any((year + 99) // 100 == said.value for year in years)


def jubilees(texts: Sequence[str]) -> Iterator[Number]:
    """The years that an anniversary or a birthday tells of."""
    for text in texts:
        for number in numbers(text):
            if number.ordinal and number.value > 3 and _JUBILEE.match(text[number.end :]):
                yield Number(number.value, "year", number.start, number.end)


def ages(texts: Sequence[str], told: Sequence[Sequence[int]], years: Sequence[int]) -> set[int]:
    """How old those may be whose years of birth are cited; ``told``: the years of each text."""
    born = {
        year for text, own in zip(texts, told, strict=True) if _BORN.search(text) for year in own
    }
    return {year - birth - early for birth in born for year in years for early in (0, 1)}


def aged(text: str, said: Number) -> bool:
    """Whether a number is somebody's age."""
    if said.unit == "year":
        return True
    behind = text[said.end : said.end + 9]
    return not said.unit and (
        _AGED.search(text[: said.start]) is not None or behind.startswith(("-year-old", ","))
    )
