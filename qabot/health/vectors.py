"""Passages against vectors: none missing, none too many, all of one dimension and length 1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from qabot.health.findings import PASSAGES, SYNC, Finding, count
from qabot.health.look import Look
from qabot.storage.catalogue import Catalogue

_AT_ONCE = 10_000
LENGTH = 0.02
"""float16 keeps lengths to about a thousandth."""


@dataclass
class _Wrong:
    """Reason -> articles -> how many of their passages."""

    found: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, reason: str, article: int, passages: int = 1) -> None:
        self.found[reason][article] = self.found[reason].get(article, 0) + passages


def check_vectors(look: Look) -> Iterator[Finding]:
    """Every vector, and every passage that should have one."""
    catalogue = look.catalogue
    assert catalogue is not None
    wrong = _Wrong()
    _unpaired(catalogue, wrong)
    _malformed(catalogue, wrong)
    for reason, articles in wrong.found.items():
        told = f"{count(sum(articles.values()), 'passage')}: {reason}."
        lines = tuple(f"article {n}: {count(k, 'passage')}" for n, k in articles.items())
        remedy = "Run `qabot doctor --fix`: they are embedded again."
        yield Finding("vectors", "error", told, remedy, PASSAGES, lines, tuple(articles))
    counts = catalogue.counts()
    waiting = counts.passages - counts.embedded
    if waiting:
        told = f"{count(waiting, 'passage')}: no vector yet, found by words only."
        yield Finding("vectors", "note", told, "Run `qabot sync`.", SYNC)
    if not wrong.found and not waiting:
        yield Finding("vectors", "ok", "Every passage has its vector.")


def _unpaired(catalogue: Catalogue, wrong: _Wrong) -> None:
    joined = "FROM passages p LEFT JOIN vectors v ON v.passage = p.id WHERE"
    with catalogue.snapshot() as db:
        for reason, where in (
            ("vector lost", "p.embedded <> 0 AND v.passage IS NULL"),
            ("vector not accounted for", "p.embedded = 0 AND v.passage NOT NULL"),
        ):
            for article, number in db.execute(
                f"SELECT p.article, count(*) {joined} {where} GROUP BY p.article"
            ):
                wrong.add(reason, article, number)


def usual_dimension(catalogue: Catalogue) -> int:
    """How many numbers most vectors have; 0 without vectors. Damaged ones may have others."""
    with catalogue.reading() as db:
        row = db.execute(
            """SELECT length(vector) / 2 AS size FROM vectors WHERE typeof(vector) = 'blob'
            GROUP BY size ORDER BY count(*) DESC LIMIT 1"""
        ).fetchone()
    return int(row[0]) if row else 0


def _malformed(catalogue: Catalogue, wrong: _Wrong) -> None:
    import numpy as np

    with catalogue.snapshot() as db:
        size = 2 * usual_dimension(catalogue)
        if not size:
            return
        # A vector without passage is a row without its other half, found elsewhere.
        rows = db.execute(
            "SELECT p.article, v.vector FROM vectors v JOIN passages p ON p.id = v.passage"
        )
        while some := rows.fetchmany(_AT_ONCE):
            fits = [isinstance(blob, bytes) and len(blob) == size for _, blob in some]
            for (article, _), fit in zip(some, fits, strict=True):
                if not fit:
                    wrong.add(f"vector without the usual {size // 2} numbers", article)
            good = [row for row, fit in zip(some, fits, strict=True) if fit]
            half = np.frombuffer(b"".join(blob for _, blob in good), dtype="<f2")
            matrix = half.reshape(len(good), -1).astype(np.float32)
            finite = np.isfinite(matrix).all(axis=1)
            lengths = np.linalg.norm(np.where(np.isfinite(matrix), matrix, 0), axis=1)
            for row in np.flatnonzero(~finite):
                wrong.add("vector with numbers that are not finite", good[row][0])
            for row in np.flatnonzero(finite & (np.abs(lengths - 1) > LENGTH)):
                wrong.add("vector not of length 1", good[row][0])
