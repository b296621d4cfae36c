"""Answering through a language model, every sentence checked against what it cites."""

from qabot.writing.asking import Writer, write_events
from qabot.writing.models import open_writer, reachable_models

__all__ = ["Writer", "open_writer", "reachable_models", "write_events"]
