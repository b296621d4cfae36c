"""How many tokens a prompt and its answer may take of a model's window."""

from __future__ import annotations

from qabot.writing.prompt import OVERHEAD

BUDGET = 2700
"""Tokens of article text in a prompt, where the model's window allows."""
LONGEST_ANSWER = 700
"""Tokens of the longest answer asked for."""
THINKING = 4000
"""Tokens for a model's thinking and answer together: both count."""
_SMALLEST = 250
"""Tokens of article text below which a prompt is not made shorter."""


def budget(window: int) -> int:
    """Tokens of article text for a window of so many; 0 is unknown."""
    return max(300, min(BUDGET, window - LONGEST_ANSWER - OVERHEAD)) if window else BUDGET


def answer_room(window: int) -> int:
    """Tokens for thinking and answer in such a window."""
    return max(LONGEST_ANSWER, min(THINKING, window - budget(window) - OVERHEAD))


def less(budget: int) -> int:
    """The next smaller budget; the same if there is none."""
    return min(budget, max(_SMALLEST, budget // 3))
