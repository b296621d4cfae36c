"""Answers that many sentences name: what several passages say is likely what was asked for.

Redundancy as evidence, as in Dumais et al., "Web question answering: is more always better?" (2002).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SHARPNESS = 20.0
"""How fast a sentence's say falls with its closeness to the question."""


@dataclass(frozen=True, slots=True)
class Voter:
    """A sentence: the stems in it, and the words of each answer that it may give."""

    stems: frozenset[str]
    answers: tuple[tuple[str, ...], ...]


def votes(voters: Sequence[Voter], closeness: Floats) -> tuple[Floats, Floats]:
    """For each sentence [n]: the best support that the others give an answer of its, 0 to 1; and
    whether it has the answer that all together support best."""
    say = np.exp(SHARPNESS * (closeness - closeness.max()))
    say /= say.sum()
    wanted = {word for voter in voters for answer in voter.answers for word in answer}
    support: dict[str, float] = defaultdict(float)
    for voter, weight in zip(voters, say, strict=True):
        for word in wanted & voter.stems:
            support[word] += float(weight)

    def of(answer: tuple[str, ...]) -> float:
        return sum(support[word] for word in answer) / len(answer)

    best = max((of(answer) for voter in voters for answer in voter.answers), default=0.0)
    others = np.zeros(len(voters), dtype=np.float32)
    first = np.zeros(len(voters), dtype=np.float32)
    for place, (voter, weight) in enumerate(zip(voters, say, strict=True)):
        highest = max((of(answer) for answer in voter.answers), default=0.0)
        others[place] = max(0.0, highest - float(weight))
        first[place] = 1.0 if voter.answers and highest >= best - 1e-9 else 0.0
    return others, first
