"""Whether a number said is one that is known: as exact, of the same unit, or rounded."""

from __future__ import annotations

from qabot.grounding.numbers import Number
from qabot.grounding.units import METRIC, MINUTES, MONEY

_TELLING = {"%", *MINUTES, "km", "mile", "metre", "kg", "tonne"} - {"year", "second"}
"""Units without which a number is another; an age has its "years" or not, a record its "seconds"."""
_LEAST = 0.75
"""Of what ``dozens``, ``hundreds`` are at least taken for: 18, 150."""


def same(said: Number, known: Number, units: frozenset[str]) -> bool:
    """Whether a number said is a number known; ``units``: all that the known text has."""
    if said.ordinal != known.ordinal:
        return False
    if said.vague or known.vague:
        return said.vague and (known.vague or _LEAST * said.value <= known.value < said.value * 500)
    one, other = said.value, known.value
    if said.unit in MINUTES and known.unit in MINUTES:
        one, other = one * MINUTES[said.unit], other * MINUTES[known.unit]
    elif _measured(said.unit) and _measured(said.unit) == _measured(known.unit):
        one, other = one * METRIC[said.unit][1], other * METRIC[known.unit][1]
    elif said.unit == "%" and known.unit != "%" and other < 1:
        return other > 0.02 and abs(one / 100 - other) < 0.02 * other
    elif known.unit == "%" and said.unit != "%" and one < 1:
        return one > 0.02 and abs(other / 100 - one) < 0.02 * one
    elif (
        (said.unit and known.unit and said.unit != known.unit)
        or (known.unit in _TELLING and not said.unit)
        or (said.unit and not known.unit and said.unit not in units and _matters(said.unit, units))
    ):
        return False
    if abs(one - other) <= abs(other) * 1e-4:
        return True
    if "month" in (said.unit, known.unit) and said.unit != known.unit and one != said.value:
        return abs(one - other) <= 0.09 * other  # six weeks are a month and a half
    if said.unit != known.unit and _measured(said.unit):
        return abs(one - other) <= 0.01 * other
    if said.unit in ("decade", "century", "millennium") and known.unit == "year":
        return abs(one - other) <= abs(other) * 0.06  # "four decades": 41 years
    if not said.about or known.about in ("above", "below") or _digits(one) >= _digits(other):
        # what is rounded has fewer digits than what it is rounded from
        return bool(said.about) and not known.about and within_unit(said, one, other)
    if said.unit in ("am", "pm"):
        return abs(one - other) <= 0.75
    if within_unit(said, one, other):
        return True
    if said.about == "above":
        return one <= other <= one * 1.25
    if said.about == "below":
        return one * 0.75 <= other <= one
    return abs(one - other) <= abs(other) * 0.06


def within_unit(said: Number, one: float, other: float) -> bool:
    """``more than a decade`` of 14 years, ``less than two hours`` of 70 minutes; both in minutes."""
    if said.value > 2:
        return False  # of many, one more or less is another number
    unit = MINUTES.get(said.unit, 0.0)
    if said.about == "above":
        return one <= other < one + unit
    return said.about == "below" and one - unit < other <= one


def _measured(unit: str) -> int:
    return METRIC[unit][0] if unit in METRIC else 0


def _digits(value: float) -> int:
    """Significant digits."""
    return len(f"{value:.12g}".replace(".", "").strip("0"))


def _matters(unit: str, units: frozenset[str]) -> bool:
    """Whether a unit that the known text lacks contradicts it."""
    return unit == "%" or (unit in MONEY and bool(units & MONEY)) or unit in ("am", "pm")
