"""The bundled reader: MiniLM trained further for late interaction.

It gives token vectors that meet those of a question where a sentence answers it, and says how much
each token of a question counts. See ``reader/MODEL_CARD.md`` for how it was trained.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qabot.embedding.base import Encoded
from qabot.embedding.files import read_checked
from qabot.embedding.minilm import MiniLM

BUNDLED = Path(__file__).parent / "reader"
_WEIGHTS = "weights.npz"


class Reader(MiniLM):
    """Token vectors for late interaction, and weights for a question's tokens.

    Its vectors are of another space than those of ``MiniLM``: they are never stored.
    """

    def __init__(self, folder: Path = BUNDLED, *, workers: int | None = None) -> None:
        """Load and check the model in ``folder``. Raises ``QabotError``, naming the file."""
        super().__init__(folder, workers=workers)
        contents, _ = read_checked(folder, (_WEIGHTS,))
        with np.load(io.BytesIO(contents[_WEIGHTS]), allow_pickle=False) as stored:
            self._direction = stored["direction"].astype(np.float32)
            self._rarity = stored["rarity"].astype(np.float32)

    def token_weights(self, question: Encoded) -> NDArray[np.float32]:
        """How much each token of a question counts: [n], positive, of sum 1.

        exp(direction · token + rarity of the token in the training texts), normalised.
        """
        raw = np.exp(question.tokens @ self._direction + self._rarity[question.ids])
        total = float(raw.sum())
        weights: NDArray[np.float32] = raw / total if total else raw
        return weights
