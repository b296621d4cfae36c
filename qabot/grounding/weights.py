"""How much each sign weighs: a logistic regression, fitted by ``tests/tools/fit_grounding.py``."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from qabot.domain import QabotError
from qabot.grounding.values import Signal

FILE = "weights.json"
NAMES = (
    "denied", "denial_new", "undenied", "opposite", "opposite_loosely", "exchanged", "turned_over",
    "other_doer", "sides", "crossed", "counted", "owners", "speaker", "surer", "surer_loosely",
    "less_sure", "undone", "duty", "count", "far", "new", "new_share", "much_new", "altered_word",
    "word_for_word", "untold", "turned_here", "turned_there", "settled", "quantity", "speaker_new", "done", "done_loosely",
    "altered_noun", "unread",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """``bias`` and the weight of each sign; marked is what comes above ``threshold``."""

    bias: float
    threshold: float
    """0 to 1."""
    signs: dict[str, float]

    def doubt(self, signals: Iterable[Signal]) -> float:
        """How likely a sentence with these signs says something else, 0 to 1."""
        total = self.bias + sum(self.signs[n] * v for n, v in strongest(signals).items())
        return 1 / (1 + math.exp(-total))


def strongest(signals: Iterable[Signal]) -> dict[str, float]:
    """The highest value of each sign."""
    found: dict[str, float] = {}
    for signal in signals:
        found[signal.name] = max(found.get(signal.name, 0.0), signal.value)
    return found


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Read the weights. Raises ``QabotError`` if the file is not of this version."""
    data = json.loads(files("qabot.grounding").joinpath(FILE).read_text(encoding="utf-8"))
    if set(data["signs"]) != set(NAMES):
        raise QabotError(f"{FILE} is of another version of qabot.", "Install qabot again.")
    return Weights(data["bias"], data["threshold"], data["signs"])
