"""What a check found, and what a mend did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["ok", "note", "warning", "error"]
"""``note``: nothing to do now. ``warning``: something is worse than it could be.
``error``: answers or articles are wrong or missing until it is mended."""

# Names of mends; ``treat`` does them in this order.
RIGHTS = "rights"
ANEW = "anew"
"""Set the catalogue aside and index all files again."""
REBUILD = "rebuild"
"""Index all files again into a new catalogue, which takes the place of the old one."""
ORPHANS = "orphans"
COUNTERS = "counters"
ARTICLES = "articles"
"""Read these articles' files again. Subjects: article numbers."""
PASSAGES = "passages"
"""Cut and embed these articles again, from the text in the catalogue."""
REREAD = "reread"
"""Read these files again. Subjects: their names."""
WORDS = "words"
SYNC = "sync"
DISTRUST = "distrust"
"""Make a new index although the old one looks whole."""
INDEX = "index"
THREADS = "threads"
LOST = "lost threads"
"""Bring back what copies hold of threads that went away."""
LEFTOVERS = "leftovers"
"""Delete what was set aside: only when asked for."""

EXAMPLES = 5
"""So many of a kind are named on the screen."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    check: str
    """Which check, in a word or two."""
    severity: Severity
    what: str
    remedy: str = ""
    """What the user can do."""
    mend: str = ""
    """The mend that ``treat`` does for it; empty if there is none."""
    details: tuple[str, ...] = ()
    """Each thing it is about, a line each."""
    subjects: tuple[str | int, ...] = ()
    """For the mend: what it is about."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a mend did, or why it could not."""

    mend: str
    what: str
    failed: bool = False


def count(number: int, noun: str) -> str:
    """``1 file``, ``1,200 files``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(names: Sequence[object]) -> str:
    """The first few, in words."""
    shown = ", ".join(str(name) for name in names[:EXAMPLES])
    return shown + (f" and {len(names) - EXAMPLES:,} more" if len(names) > EXAMPLES else "")
