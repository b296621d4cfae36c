"""Rebuilds until it is killed: python kill_rebuilding.py CORPUS [all]

Says each step, and ``swapping`` when the new index begins to take the old one's place.
"""

from __future__ import annotations

import sys
from pathlib import Path

import qabot.storage.swap as swapping
from qabot.domain import Progress
from qabot.library import Library
from qabot.settings import Settings

_tell = swapping._tell_vector_store


def said(step: Progress) -> None:
    print(step.step, step.done, flush=True)


def tell(*args: object) -> None:
    _tell(*args)  # type: ignore[arg-type]
    print("swapping 0", flush=True)


swapping._tell_vector_store = tell  # type: ignore[assignment]
library = Library(Path(sys.argv[1]), Settings())
report = library.rebuild(reuse=len(sys.argv) < 3, progress=said)
library.close()
print("done", len(report.added), flush=True)
