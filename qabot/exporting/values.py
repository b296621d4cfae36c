"""What is exported."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qabot.domain import Answer


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it."""

    question: str
    answer: Answer | None = None
    failure: str = ""
    """Why there is no answer, if there is none."""
    asked: float = 0.0
    """Seconds since the epoch; 0 if it is not known."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A thread."""

    title: str
    exchanges: tuple[Exchange, ...]


def file_name(title: str, ending: str) -> str:
    """A file name made of a title: small letters, digits and hyphens."""
    words = re.findall(r"\w+", title.casefold())
    name = ""
    for word in words:
        if len(name) + len(word) > 60:
            break
        name += f"-{word}" if name else word[:60]
    return f"{name or 'thread'}{ending}"


def unquoted(name: str) -> str:
    """A path as one writes it in a shell, without the quotes around it."""
    quoted = len(name) > 2 and name[0] == name[-1] and name[0] in "'\""
    return name[1:-1] if quoted else name
