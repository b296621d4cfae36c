"""``and since?`` in a thread: since the news that was quoted last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from qabot.domain import Answer, Chip, Span
from qabot.retrieval.understand.chains import told

_SINCE = re.compile(r"(?:(?<=\s)|^)(?:ever\s+)?since(?:\s+then)?(?=\W*$)", re.IGNORECASE)


def since_then(asked: str, history: Sequence[Answer]) -> tuple[Chip, Span] | None:
    """The filter for "since (then)" at the end of a follow-up, and where the words stand."""
    match = _SINCE.search(asked)
    day = spoken_of(history, chips=False)
    if match is None or day is None:
        return None
    label = f"after {day.day} {day:%B %Y}"
    chip = Chip("date", label, match[0], since=day + timedelta(days=1))
    return chip, Span(match.start(), match.end())


def spoken_of(history: Sequence[Answer], *, chips: bool = True) -> date | None:
    """The day of the newest article that was quoted last in a thread.

    ``chips``: the time that was asked for serves too, where nothing was found in it.
    """
    for answer in reversed(told(history)):
        days = [cited.published for cited in answer.citations if cited.published]
        asked = [chip.since or chip.until for chip in answer.chips if chip.kind == "date"]
        if days or (chips and any(asked)):
            return max(days or [day for day in asked if day])
    return None
