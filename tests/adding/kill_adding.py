"""Adds until it is killed: python kill_adding.py CORPUS [SOURCE ...]; without sources it syncs.

Prints ``embedding`` when the first vectors are on disk, so that a kill can be aimed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from qabot.domain import Progress
from qabot.library import Library
from qabot.settings import Settings


def said(step: Progress) -> None:
    print(step.step, step.done, flush=True)


library = Library(Path(sys.argv[1]), Settings())
report = library.add(sys.argv[2:], progress=said) if sys.argv[2:] else library.sync(progress=said)
library.close()
print("done", len(report.added), flush=True)
