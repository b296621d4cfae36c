"""The numbers that cited sentences tell, also those that are told in words: ``at noon``, ``silver``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from qabot.grounding.dates import blanked, dates
from qabot.grounding.durations import durations
from qabot.grounding.numbers import Number, numbers
from qabot.grounding.ranges import sharing
from qabot.grounding.reckoned import OF
from qabot.grounding.units import UNITS

COUNTED = ("minute", "day", "week", "month", "year")
"""Units of which the third is after three."""
_SINGLE = re.compile(
    r"\b(?:an?|past|last|next|previous|following|each|every|per) "
    r"(minute|hour|day|week|month|year|decade|century|metre|kilometre|tonne)\b"
    r"|\bthe (week|month|year|day)(?= (?:before|after)\b)",
    re.IGNORECASE,
)
_SPANS = (
    (re.compile(r"\b(?:first|second) half\b", re.IGNORECASE), 6.0),
    (re.compile(r"\b(?:first|second|third|fourth|last) quarter\b", re.IGNORECASE), 3.0),
)
"""Parts of a year, in months."""
_CLOCKS = (
    (re.compile(r"\b(?:noon|midday)\b", re.IGNORECASE), "pm"),
    (re.compile(r"\bmidnight\b", re.IGNORECASE), "am"),
)
_PART_OF_DAY = re.compile(r" (?:o'clock )?in the (?P<part>morning|afternoon|evening)\b")
_RANKS = (
    (re.compile(r"\bgold\b"), 1.0),
    (re.compile(r"\b(?:silver|runner-up)\b"), 2.0),
    (re.compile(r"\bbronze\b"), 3.0),
)
_HALVED = re.compile(r"\bhal(?:f|v(?:e|ed|es|ing))\b", re.IGNORECASE)


def known_numbers(cited: Sequence[str], published: Sequence[date | None]) -> list[Number]:
    """Every number of bare cited sentences in each way that it may be said."""
    known: list[Number] = []
    for place, text in enumerate(cited):
        known += [*_told(text), *durations(text), *sharing(text), *_in_words(text)]
        if place < len(published) and (day := published[place]):
            known += _since(text, day)
    return known + [replace(n, ordinal=False) for n in known if n.ordinal and n.unit in COUNTED]


def _told(text: str) -> Iterator[Number]:
    own = numbers(blanked(text))
    yield from own
    for n in own:
        if not n.unit and n.value <= 1e10 and text[n.start : n.end].endswith("m"):
            yield replace(n, value=n.value / 1e6, unit="metre")  # "the 100m", "1.80m"
        if not n.unit and 12 <= n.value < 13 and ":" in text[n.start : n.end]:
            yield replace(n, unit="pm")  # "12:30" by itself is after noon
        part = None if n.unit or n.value > 12.75 else _PART_OF_DAY.match(text, n.end)
        if part:  # "at seven in the evening"
            yield replace(n, unit="am" if part["part"] == "morning" else "pm")
    for one, other in pairwise(own):
        if other.value > one.value and OF.fullmatch(text[one.end : other.start]):
            yield Number(one.value / other.value, "", one.start, other.end)


def _in_words(text: str) -> Iterator[Number]:
    for one in _SINGLE.finditer(text):
        yield Number(1.0, UNITS[(one[1] or one[2]).lower()], 0, 0)
    yield from (Number(n, "", 0, 0, ordinal=True) for form, n in _RANKS if form.search(text))
    yield from (Number(n, "month", 0, 0) for form, n in _SPANS if form.search(text))
    yield from (Number(12.0, half, 0, 0) for form, half in _CLOCKS if form.search(text))
    if _HALVED.search(text):
        yield from (Number(0.5, "", 0, 0), Number(50.0, "%", 0, 0))


def _since(text: str, day: date) -> Iterator[Number]:
    """How long it is on a day since what a text dates: ``open since 1964``, ``since November``."""
    told = list(dates(text))
    months = {(day.month - when.month) % 12 for when in told if when.month and not when.day}
    yield from (Number(float(n), "month", 0, 0) for n in months if n > 1)
    gone = {day.year - when.year for when in told if when.year}
    yield from (Number(float(n), "year", 0, 0) for n in gone if n > 1)
    # "for a quarter of a century": hardly to the year
    yield from (Number(25.0 * round(n / 25), "year", 0, 0) for n in gone if n % 25 in (1, 24))
    near = (n for n in gone if n > 9 and n % 10 in (1, 9))
    yield from (Number(10.0 * round(n / 10), "year", 0, 0) for n in near)
