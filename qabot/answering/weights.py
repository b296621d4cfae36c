"""The fitted numbers of sentence choice and confidence, read from a file beside this one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from qabot.answering.closely import READ_NAMES
from qabot.answering.features import NAMES
from qabot.domain import QabotError

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = "weights.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the features, and of what confidence is made of."""

    sentence: NDArray[np.float32]
    """[len(features.NAMES)]: the score of a sentence is their sum over its features."""
    read: NDArray[np.float32]
    """[len(closely.READ_NAMES)]: the same for sentences that were read with the question."""
    confidence: dict[str, float]
    """By name of ``confidence.SIGNALS``, and ``bias``: a logistic regression."""


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Read the weights. Raises ``QabotError`` if the file is not of this version."""
    data = json.loads(files("qabot.answering").joinpath(FILE).read_text(encoding="utf-8"))
    sentence, read = data["sentence"], data.get("read", {})
    if set(sentence) != set(NAMES) or set(read) != set(READ_NAMES):
        raise QabotError(f"{FILE} is of another version of qabot.", "Install qabot again.")
    return Weights(
        np.array([sentence[name] for name in NAMES], dtype=np.float32),
        np.array([read[name] for name in READ_NAMES], dtype=np.float32),
        dict(data["confidence"]),
    )
