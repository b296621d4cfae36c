"""How long it is from one cited time to another: ``two hours earlier`` where 9 a.m. becomes 7 a.m."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from qabot.grounding.numbers import numbers
from qabot.grounding.units import MINUTES
from qabot.grounding.values import Number

_RUN = re.compile(r"(?<![\d:.])(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)(\.\d+)?(?![\d:])")
"""A time that somebody took: ``2:06:48``, ``3:29.90``; ``9:58`` may be one of day."""
_SECONDS = {name: 60 * minutes for name, minutes in MINUTES.items()} | {"second": 1.0}
_DAY = 86400.0
_NEAR = 0.051
"""Seconds by which a difference may be off: tenths are told of hundredths."""


def between(said: Number, cited: Sequence[str]) -> bool:
    """Whether a length of time is what lies between two times of day of a cited sentence, or two that were taken."""
    if said.unit not in _SECONDS or said.ordinal:
        return False
    wanted = said.value * _SECONDS[said.unit]
    apart = [
        gap
        for text in cited
        for one, other in combinations(_times_of_day(text), 2)
        for gap in ((one - other) % _DAY, (other - one) % _DAY)
    ]
    runs = [run for text in cited for run in _runs(text)]
    apart += [abs(one - other) for one, other in combinations(runs, 2)]
    return any(abs(gap - wanted) <= _NEAR for gap in apart)


def _times_of_day(text: str) -> Iterator[float]:
    for number in numbers(text):
        if number.unit in ("am", "pm"):
            yield 3600 * (number.value % 12 + 12 * (number.unit == "pm"))


def _runs(text: str) -> Iterator[float]:
    for hours, minutes, seconds, part in _RUN.findall(text):
        if hours or part:
            yield 3600 * int(hours or 0) + 60 * int(minutes) + int(seconds) + float(part or 0)
