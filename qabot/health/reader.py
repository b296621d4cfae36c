"""The reader's files against their checksums."""

from __future__ import annotations

from collections.abc import Iterator

from qabot.domain import QabotError
from qabot.health.findings import Finding
from qabot.health.look import Look


def check_reader(look: Look) -> Iterator[Finding]:
    """Whether the model that reads sentences with the question is whole."""
    from qabot.embedding.cross_reader import load_reader
    from qabot.quiet import quiet

    quiet()
    try:
        load_reader().supports("", [""])  # loads what is else loaded when a model writes
    except QabotError as error:
        yield Finding("reader", "error", error.message, error.remedy)
        return
    yield Finding("reader", "ok", "The reader is whole.")
