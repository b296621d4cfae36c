"""Whether a sentence means what its cited sentences mean, by the embedder's vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qabot.grounding.dates import blanked
from qabot.grounding.words import base, words

if TYPE_CHECKING:
    from qabot.embedding.base import TokenEncoder


@dataclass(frozen=True, slots=True)
class Novelty:
    """How many content words of a sentence are new, and of how many."""

    words: float
    of: int

    @property
    def share(self) -> float:
        return self.words / self.of if self.of else 0.0


def nearness(sentence: str, cited: Sequence[str], encoder: TokenEncoder) -> tuple[float, Novelty]:
    """Cosine of the sentence with the nearest of the cited ones or all together; and how much of
    it is new: of its content words, those neither there nor near a word there, each by how far it
    is from the nearest. Dates do not count: they are checked by themselves.
    """
    import numpy as np

    texts = [*cited, " ".join(cited)] if len(cited) > 1 else list(cited)
    mine, *theirs = encoder.encode([sentence, *texts])
    cosine = max(float(mine.vector @ other.vector) for other in theirs)
    there = {word.base for text in cited for word in words(text)}
    tokens = theirs[-1].tokens
    if not len(tokens) or not len(mine.tokens):
        return cosine, Novelty(0.0, 0)
    best = np.max(mine.tokens @ tokens.T, axis=1)
    new, total = 0.0, 0
    for word in words(blanked(sentence)):
        if not word.content or base(word.text).isdigit():
            continue
        total += 1
        if word.base in there:
            continue
        inside = (mine.offsets[:, 0] >= word.start) & (mine.offsets[:, 1] <= word.end)
        near = float(best[inside].mean()) if inside.any() else 0.0
        new += max(0.0, 1.0 - near)
    return cosine, Novelty(new, total)
