"""How a command ends: every error that a user can meet becomes a line and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable

from qabot.cli.output import abandoned, say_error
from qabot.domain import Cancelled, QabotError

ANSWERED, ERROR, USAGE, NOTHING = 0, 1, 2, 3
"""Exit codes."""
STOPPED = 130
"""Exit code after ctrl+c, as shells have it."""


def guarded(run: Callable[[], object]) -> int:
    """Run a command and turn errors that users can meet into a line and an exit code."""
    try:
        run()
        sys.stdout.flush()
    except SystemExit as end:
        return _flushed(end.code if isinstance(end.code, int) else ERROR)
    except QabotError as error:
        say_error(error.message, error.remedy)
        return ERROR
    except (Cancelled, KeyboardInterrupt):
        say_error("Stopped; what was done until now is kept.", "The same command goes on.")
        return STOPPED
    except BrokenPipeError:
        return abandoned()
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        said = (error.strerror or str(error)).lower()
        say_error(f"{name}{said}.", "Check its rights and the space on the disk.")
        return ERROR
    except Exception as error:  # noqa: BLE001 - the last place where it can be told
        return _unforeseen(error)
    return ANSWERED


def _unforeseen(error: Exception) -> int:
    from qabot.cli.faults import note_fault

    log = note_fault(error)
    kept = f" {log} tells where, without any text of yours." if log else ""
    say_error(
        f"This should not have happened ({type(error).__name__}); nothing that was kept is lost.",
        f"Please report it.{kept} `qabot doctor` checks the corpus.",
    )
    return ERROR


def _flushed(code: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return abandoned()
    return code
