"""Notes which test makes which error: pytest -p recorder, with RECORD naming the file to write."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

PACKAGE = str(Path(__file__).parents[2] / "qabot") + os.sep


def pytest_configure(config: Any) -> None:
    from qabot.domain import QabotError

    plain = QabotError.__init__

    def noted(self: QabotError, message: str, remedy: str = "") -> None:
        plain(self, message, remedy)
        frame = sys._getframe(1)
        while frame.f_back is not None and frame.f_locals.get("self") is self:
            frame = frame.f_back
        name = frame.f_code.co_filename
        if name.startswith(PACKAGE):
            test = os.environ.get("PYTEST_CURRENT_TEST", "").split(" ")[0]
            where = name.removeprefix(PACKAGE).replace(os.sep, "/")
            with open(os.environ["RECORD"], "a", encoding="utf-8") as file:
                file.write(json.dumps([where, frame.f_lineno, test, message, remedy]) + "\n")

    QabotError.__init__ = noted  # type: ignore[method-assign]
