"""``.txt``: a text, perhaps with the raw header `` date 2023-06-19 ``."""

from __future__ import annotations

from collections.abc import Iterator

from qabot.domain import Article, Failure
from qabot.reading.compose import compose
from qabot.reading.encoding import decode
from qabot.reading.source import Source


def read_text(source: Source) -> Iterator[Article | Failure]:
    """Yield the one article of a text file."""
    yield compose(decode(source.data()), path=source.name)
