"""How filters are called in a sentence: "No article of the Courier is from May 2023"."""

from __future__ import annotations

from collections.abc import Collection

from qabot.domain import Chip

_OPEN = ("since", "after", "before", "until")
"""First words of the labels of times that are open on one side."""


def no_article(chips: Collection[Chip]) -> str:
    """``No article is from May 2023``, ``No article of the Courier came out before 2023``."""
    when, outlets = _when(chips), _outlets(chips)
    if not when:
        return f"No article is from {outlets}"
    said = f"came out {when}" if _is_open(when) else f"is from {when}"
    return f"No article of {outlets} {said}" if outlets else f"No article {said}"


def nothing(chips: Collection[Chip], amount: str = "Nothing") -> str:
    """``Nothing from May 2023``, ``Nothing of the Courier that came out before 2023``."""
    when, outlets = _when(chips), _outlets(chips)
    if not when:
        return f"{amount} from {outlets}"
    said = f"that came out {when}" if _is_open(when) else f"from {when}"
    return f"{amount} of {outlets} {said}" if outlets else f"{amount} {said}"


def _when(chips: Collection[Chip]) -> str:
    label = next((chip.label for chip in chips if chip.kind == "date"), "")
    return label.partition(", “")[0]  # without the title of the event that told the day


def _is_open(when: str) -> bool:
    return when.startswith(tuple(f"{word} " for word in _OPEN))


def _outlets(chips: Collection[Chip]) -> str:
    return " or ".join(dict.fromkeys(chip.label for chip in chips if chip.kind == "source"))
