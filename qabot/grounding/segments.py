"""Stretches of a text that tell of one number each: ``18 euros for adults`` | ``and 6 for children``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qabot.grounding.dates import blanked
from qabot.grounding.numbers import Number, numbers
from qabot.grounding.words import words

_APART = re.compile(
    r"[;:()\u2014]|,(?!\d{3})|(?<=[a-z\d\"])[.!?](?=\s|$)"
    r"|\b(?:and|but|while|whereas|although|though|against|compared with|than|or|at|instead of|after|before|among|of whom|of which)\b",
    re.IGNORECASE,
)


_NEAR = 3
"""Content words on each side that a number may be of."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A number and the content words that stand with it, by their bases."""

    number: Number
    before: frozenset[str]
    after: frozenset[str]
    text: str

    @property
    def bases(self) -> frozenset[str]:
        return self.before | self.after


def segments(text: str) -> Iterator[Segment]:
    """Each number of a text with what is said next to it, where no other number is."""
    plain = blanked(text)
    own = sorted((n for n in numbers(plain) if not n.free), key=lambda n: n.start)
    for at, number in enumerate(own):
        low = own[at - 1].end if at else 0
        high = own[at + 1].start if at + 1 < len(own) else len(plain)
        start = _last(plain, low, number.start, at > 0)
        end = _first(plain, number.end, high, at + 1 < len(own))
        before, after = plain[start : number.start], plain[number.end : end]
        near = frozenset(_content(before)[-_NEAR:]), frozenset(_content(after)[:_NEAR])
        yield Segment(number, *near, f"{before} {after}")


def _content(text: str) -> list[str]:
    return [w.base for w in words(text) if w.content and w.text[0].isalpha()]


def _last(text: str, low: int, high: int, bound: bool) -> int:
    """Where the words before a number begin to be its own: behind the first break after another."""
    breaks = [m.start() for m in _APART.finditer(text, low, high)]
    if not bound:
        hard = [m.end() for m in re.finditer(r"[;:.!?] ", text[:high])]
        return hard[-1] if hard else 0
    return breaks[0] if breaks else high


def _first(text: str, low: int, high: int, bound: bool) -> int:
    breaks = [m.start() for m in _APART.finditer(text, low, high)]
    if not bound:
        hard = [m.start() + low for m in re.finditer(r"[;:.!?](?: |$)", text[low:])]
        return hard[0] if hard else high
    return breaks[0] if breaks else high


def alone(parts: Sequence[Segment]) -> list[Segment]:
    """Those whose number stands in no other one."""
    counts: dict[tuple[float, str], int] = {}
    for part in parts:
        key = (part.number.value, part.number.unit)
        counts[key] = counts.get(key, 0) + 1
    return [p for p in parts if counts[(p.number.value, p.number.unit)] == 1]
