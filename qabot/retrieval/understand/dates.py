"""Which date phrases of a question ask for a time of reporting, and which are content.

A wrong filter hides the answer, a missing one only ranks it a little lower: so a phrase is a
filter where it is plainly one (``in June 2023``, ``last week``), and content otherwise (``the 2022
World Cup``, ``founded in 2021``, ``how many … in 2020``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qabot.domain import Span
from qabot.retrieval.understand import wording
from qabot.retrieval.understand.near import near_dates
from qabot.retrieval.understand.periods import plus
from qabot.retrieval.understand.phrases import DatePhrase
from qabot.retrieval.understand.written import written_dates

_HALF_A_YEAR = 183


def read_dates(
    question: str,
    today: date,
    *,
    oldest: date | None = None,
    taken: Sequence[Span] = (),
    spoken_of: date | None = None,
) -> DatePhrase | None:
    """The date filter of a question, None if it has none or several that disagree.

    ``oldest``: when the first article of the corpus came out; what lies before is content.
    ``taken``: parts that are names ("USA Today"). ``spoken_of``: a day near which "May" lies, if
    no year is said.
    """
    closed = [*taken, *(Span(m.start(), m.end()) for m in wording.QUOTED.finditer(question))]
    found = [
        *near_dates(question, today),
        *written_dates(question, today, oldest, begun=_begun(today, spoken_of)),
    ]
    kept: list[DatePhrase] = []
    for phrase in sorted(found, key=lambda p: (p.span.start - p.span.end, p.span.start)):
        if any(_overlap(phrase.span, other) for other in closed):
            continue
        if not any(_overlap(phrase.span, other.span) for other in kept):
            kept.append(phrase)
    return _one(kept)


def _begun(today: date, spoken_of: date | None) -> date:
    """The day by which a month without its year has begun: the nearest to what is spoken of."""
    return today if spoken_of is None else min(today, plus(spoken_of, _HALF_A_YEAR))


def _one(phrases: list[DatePhrase]) -> DatePhrase | None:
    if len({(p.since, p.until) for p in phrases}) > 1:
        near = [phrase for phrase in phrases if phrase.near]
        if len(near) == 1:
            return near[0]
        inner = max(
            phrases, key=lambda p: (p.since or date.min, -(p.until or date.max).toordinal())
        )
        return inner if all(_inside(inner, other) for other in phrases) else None
    return phrases[0] if phrases else None


def _inside(inner: DatePhrase, outer: DatePhrase) -> bool:
    return (inner.since or date.min) >= (outer.since or date.min) and (inner.until or date.max) <= (
        outer.until or date.max
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
