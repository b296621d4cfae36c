"""What is checked against, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence of an article that a written sentence points to."""

    text: str
    published: date | None = None
    """The article's date: what "Monday" or "last year" count from."""
    source: str = ""
    title: str = ""
    context: str = ""
    """Text of the article around the sentence: for whom "he" means. Supports names only."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence is supported; if not, what is wrong with it."""

    supported: bool
    kind: str = ""
    """``number``, ``date``, ``name``, ``quote``, ``negation``, ``role``, ``speaker``,
    ``certainty``, ``meaning``, ``uncited``."""
    remark: str = ""
    """For the user, one line."""
    similarity: float = 1.0
    """Cosine of the sentence and what it cites; 1 where it was not measured."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a check found."""

    kind: str
    remark: str


@dataclass(frozen=True, slots=True)
class Signal:
    """A hint that a sentence says something else than what it cites; none decides alone."""

    name: str
    """One of ``weights.NAMES``."""
    value: float
    """0 to 1: how clear it is."""
    kind: str = ""
    remark: str = ""
    """What is told if it weighs most."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit; ``start`` and ``end`` in the text."""

    value: float
    unit: str
    start: int
    end: int
    about: str = ""
    """``about``, ``above`` or ``below`` where it is said so."""
    ordinal: bool = False
    vague: bool = False
    free: bool = False
    """Whether it says so little ("the two") that it needs no support."""
