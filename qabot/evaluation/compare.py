"""Comparing two runs on the same questions, with an interval for each difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qabot.domain import QabotError
from qabot.evaluation.records import RETRIEVAL, SENTENCES, Record

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

Pairs = Sequence[tuple[Record, Record]]
"""Each question in both runs."""

RESAMPLES = 4_000
AT_ONCE = 500
"""Resamples held in memory together."""
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure in two runs, over the questions that both have."""

    name: str
    count: int
    """Questions that it is measured on."""
    before: float
    after: float
    low: float
    high: float
    """95 % interval of ``after - before``: percentiles of the paired bootstrap."""

    @property
    def change(self) -> float:
        return self.after - self.before

    @property
    def sure(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low > 0 or self.high < 0


def compare(before: Sequence[Record], after: Sequence[Record]) -> list[Difference]:
    """Differences over the questions that both runs have, paired by id.

    Questions are drawn with replacement, the same ones for both runs (paired percentile
    bootstrap, Efron and Tibshirani 1993), 4,000 times with a fixed seed; for figures of
    refusing, answerable and unanswerable ones apart. Raises ``QabotError`` if there is none.
    """
    later = {record.id: record for record in after}
    pairs = [
        (record, later[record.id])
        for record in before
        if record.id in later and record.answerable == later[record.id].answerable
    ]
    if not pairs:
        raise QabotError(
            "The two results have no question in common.",
            "Compare runs of the same question set.",
        )
    result = []
    for name in (*RETRIEVAL, *SENTENCES):
        measured = [
            (one.scores[name], other.scores[name])
            for one, other in pairs
            if name in one.scores and name in other.scores
        ]
        if measured:
            result.append(_means(name, np.array(measured, dtype=np.float64)))
    return result + _refusing(pairs)


def _means(name: str, values: Array) -> Difference:
    """``values``: [questions, 2]."""
    random = np.random.default_rng(0)
    change = values[:, 1] - values[:, 0]
    drawn = [_draws(random, len(values)) @ change / len(values) for _ in _rounds()]
    before, after = values.mean(axis=0)
    return _difference(name, len(values), before, after, np.concatenate(drawn))


def _refusing(pairs: Pairs) -> list[Difference]:
    yes = [pair for pair in pairs if pair[0].answerable]
    no = [pair for pair in pairs if not pair[0].answerable]
    if not yes or not no:
        return []
    random = np.random.default_rng(0)
    drawn: dict[str, list[Array]] = {name: [] for name in _FIGURES}
    for _ in _rounds():
        counts = _draws(random, len(yes)), _draws(random, len(no))
        for name, figure in _FIGURES.items():
            drawn[name].append(figure(yes, no, 1, *counts) - figure(yes, no, 0, *counts))
    result = []
    once = np.ones((1, len(yes))), np.ones((1, len(no)))
    for name, figure in _FIGURES.items():
        before, after = (float(figure(yes, no, run, *once)[0]) for run in (0, 1))
        change = np.concatenate(drawn[name])
        change = change[~np.isnan(change)]
        if before == before and after == after:  # neither is nan
            result.append(_difference(name, len(pairs), before, after, change))
    return result


def _rounds() -> range:
    return range(RESAMPLES // AT_ONCE)


def _auroc(yes: Pairs, no: Pairs, run: int, drawn_yes: Array, drawn_no: Array) -> Array:
    high = np.array([pair[run].confidence for pair in yes])[:, None]
    low = np.array([pair[run].confidence for pair in no])[None, :]
    wins = (high > low) + 0.5 * (high == low)
    found: Array = ((drawn_yes @ wins) * drawn_no).sum(axis=1) / wins.size
    return found


def _precision(yes: Pairs, no: Pairs, run: int, drawn_yes: Array, drawn_no: Array) -> Array:
    right = drawn_no @ _refused(no, run)
    wrong = drawn_yes @ _refused(yes, run)
    with np.errstate(invalid="ignore"):  # nothing refused: left out as nan
        found: Array = right / (right + wrong)
    return found


def _recall(yes: Pairs, no: Pairs, run: int, drawn_yes: Array, drawn_no: Array) -> Array:
    return drawn_no @ _refused(no, run) / len(no)


def _answered(yes: Pairs, no: Pairs, run: int, drawn_yes: Array, drawn_no: Array) -> Array:
    return 1 - drawn_yes @ _refused(yes, run) / len(yes)


_FIGURES = {
    "abstention_auroc": _auroc,
    "refusal_precision": _precision,
    "refusal_recall": _recall,
    "answered_share": _answered,
}


def _refused(pairs: Pairs, run: int) -> Array:
    return np.array([float(not pair[run].answered) for pair in pairs])


def _draws(random: np.random.Generator, count: int) -> Array:
    """How often each question is drawn: [AT_ONCE, count]."""
    return random.multinomial(count, np.full(count, 1 / count), AT_ONCE).astype(np.float64)


def _difference(name: str, count: int, before: float, after: float, drawn: Array) -> Difference:
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return Difference(name, count, float(before), float(after), float(low), float(high))
