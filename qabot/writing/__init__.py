"""Answering through a language model, every sentence checked against what it cites."""

from qabot.writing.asking import Writer, write_events
from qabot.writing.models import open_writer, parse_model, reachable_models
from qabot.writing.reaching import check_reached, listed_models

__all__ = [
    "Writer",
    "check_reached",
    "listed_models",
    "open_writer",
    "parse_model",
    "reachable_models",
    "write_events",
]
