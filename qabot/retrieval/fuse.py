"""Two ranked lists to one."""

from __future__ import annotations

from collections.abc import Sequence

from qabot.domain import Ranking

WORDS_WEIGHT = 0.7
MEANING_WEIGHT = 0.3
"""Weights of the two legs (DESIGN section 7: better than either, and than rank fusion)."""


def fuse(
    words: Sequence[tuple[int, float]], meaning: Sequence[tuple[int, float]]
) -> list[tuple[int, Ranking]]:
    """Weighted sum of min-max normalised scores, best first.

    A passage that one leg did not find has that leg's lowest score, 0.
    """
    by_words, by_meaning = dict(words), dict(meaning)
    low = (_scaled(by_words), _scaled(by_meaning))
    ids = list(dict.fromkeys([*by_words, *by_meaning]))
    ranked = [
        (
            id_,
            Ranking(
                WORDS_WEIGHT * low[0].get(id_, 0.0) + MEANING_WEIGHT * low[1].get(id_, 0.0),
                by_words.get(id_),
                by_meaning.get(id_),
            ),
        )
        for id_ in ids
    ]
    return sorted(ranked, key=lambda pair: -pair[1].fused)


def _scaled(scores: dict[int, float]) -> dict[int, float]:
    if not scores:
        return {}
    lowest, highest = min(scores.values()), max(scores.values())
    width = highest - lowest
    return {id_: (score - lowest) / width if width else 1.0 for id_, score in scores.items()}
