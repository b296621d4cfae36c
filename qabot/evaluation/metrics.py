"""Figures, each a function of a few numbers. None where there is nothing to measure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

BINS = 10


def reciprocal_rank(gains: Sequence[float], depth: int = 10) -> float:
    """1 / rank of the first of ``gains`` above 0 among the first ``depth``, else 0."""
    return next((1 / rank for rank, gain in enumerate(gains[:depth], start=1) if gain > 0), 0.0)


def ndcg(gains: Sequence[float], ideal: Sequence[float], depth: int = 10) -> float:
    """Normalised discounted cumulative gain at ``depth``: gain / log2(rank + 1), as trec_eval has it.

    ``gains``: grades of what was found, in order; ``ideal``: all grades there are, in any order.
    0 if ``ideal`` holds nothing above 0.
    """
    best = _dcg(sorted(ideal, reverse=True)[:depth])
    return _dcg(gains[:depth]) / best if best else 0.0


def _dcg(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def auroc(scores: Sequence[float], positive: Sequence[bool]) -> float | None:
    """How often a positive scores above a negative, ties half. None without one of each.

    By ranks (Mann and Whitney 1947), tied scores sharing the mean of their ranks.
    """
    positives = sum(positive)
    negatives = len(positive) - positives
    if not positives or not negatives:
        return None
    total, below = 0.0, 0
    pairs = sorted(zip(scores, positive, strict=True))
    for _, tied in groupby(pairs, key=lambda pair: pair[0]):
        group = [flag for _, flag in tied]
        total += sum(group) * (below + (len(group) + 1) / 2)
        below += len(group)
    return (total - positives * (positives + 1) / 2) / (positives * negatives)


def precision_recall(
    predicted: Sequence[bool], true: Sequence[bool]
) -> tuple[float | None, float | None]:
    """Share of the predicted that is true, and share of the true that is predicted."""
    both = sum(one and other for one, other in zip(predicted, true, strict=True))
    return (
        both / sum(predicted) if any(predicted) else None,
        both / sum(true) if any(true) else None,
    )


def mean(values: Sequence[float]) -> float | None:
    """Arithmetic mean."""
    return sum(values) / len(values) if values else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which ``share`` (0 to 1) of the values lie, interpolated."""
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions whose confidence lies in ``[low, high)``; the last bin includes 1."""

    low: float
    high: float
    count: int
    confidence: float | None
    """Mean."""
    answerable: float | None
    """Share."""


def reliability(scores: Sequence[float], positive: Sequence[bool], bins: int = BINS) -> list[Bin]:
    """The reliability curve of confidences of 0 to 1, in bins of equal width."""
    result = []
    for number in range(bins):
        inside = [
            (score, flag)
            for score, flag in zip(scores, positive, strict=True)
            if min(int(score * bins), bins - 1) == number
        ]
        result.append(
            Bin(
                number / bins,
                (number + 1) / bins,
                len(inside),
                mean([score for score, _ in inside]),
                mean([float(flag) for _, flag in inside]),
            )
        )
    return result


def calibration_error(curve: Sequence[Bin]) -> float | None:
    """Expected calibration error (Naeini et al. 2015): the mean gap, bins weighted by count."""
    total = sum(part.count for part in curve)
    gaps = [
        part.count * abs(part.confidence - part.answerable)
        for part in curve
        if part.confidence is not None and part.answerable is not None
    ]
    return sum(gaps) / total if total else None
