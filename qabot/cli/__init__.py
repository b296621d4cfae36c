"""The command line. Importing it costs little; each command brings in what it needs."""

from qabot.cli.app import main

__all__ = ["main"]
