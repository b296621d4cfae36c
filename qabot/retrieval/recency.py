"""A preference for articles that came out shortly before the question was asked.

Questions about news mostly mean the latest. Nothing is filtered: the preference only decides
between passages that fit about alike, and an old archive is not touched by it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date

USUAL, ASKED_FOR = 0.3, 0.4
"""What an article of the day gains, where the best passage has about 2: for any question, and
for one that asks for the latest. Chosen on news questions (tests/benchmarks/README.md)."""
OF_OLD = 0.8
"""The same where all articles are old and the newest are asked for: shared by their order."""
FADES = 30.0
"""Days after which e times less is left."""
_AHEAD = 2
"""Days that an article may be dated after the question: time zones, morning papers."""
_OLD = 0.05
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def recency(
    published: Sequence[date | None], today: date, question: str, *, newest: bool
) -> list[float]:
    """What each article gains. Nothing for a question that names another year.

    Where all are old and the newest are asked for, they are compared with one another.
    """
    years = {int(year) for year in _YEAR.findall(question)}
    if years and today.year not in years and not newest:
        return [0.0] * len(published)
    fresh = [_fresh(day, today) for day in published]
    weight = ASKED_FOR if newest else USUAL
    if newest and max(fresh, default=0.0) < _OLD:
        days = sorted({day for day in published if day})
        place = {day: (index + 1) / len(days) for index, day in enumerate(days)}
        return [OF_OLD * place[day] if day else 0.0 for day in published]
    return [weight * value for value in fresh]


def _fresh(day: date | None, today: date) -> float:
    if day is None or (day - today).days > _AHEAD:
        return 0.0
    return math.exp(-max(0, (today - day).days) / FADES)
