"""The command line. Importing it costs little; each command brings in what it needs."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """The console script ``qabot``."""
    from qabot.cli.chatting import quick, run_chat
    from qabot.cli.ending import guarded
    from qabot.quiet import quiet

    quiet()
    options = quick(sys.argv[1:])
    if options is not None:
        raise SystemExit(guarded(lambda: sys.exit(run_chat(options))))
    from qabot.cli.app import app

    raise SystemExit(guarded(lambda: app(prog_name="qabot")))
