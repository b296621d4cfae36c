"""A real library over a corpus of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from news_made import text

from qabot.library import Library
from qabot.settings import Settings

Write = Callable[..., Path]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """An empty corpus folder."""
    path = tmp_path / "corpus"
    path.mkdir()
    return path


@pytest.fixture
def library(corpus: Path) -> Iterator[Library]:
    """The library of that folder."""
    opened = Library(corpus, Settings())
    yield opened
    opened.close()


@pytest.fixture
def write(corpus: Path) -> Write:
    """Write article ``number`` as a file of the corpus."""

    def put(name: str, number: int, extra: str = "") -> Path:
        path = corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(number, extra))
        return path

    return put
