"""Small corpora with random words and vectors, for the real SQLite and the real Chroma."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from qabot.domain import Article, Span
from qabot.storage.catalogue import Catalogue

DIMENSION = 384
Fill = Callable[..., list[int]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "corpus" / ".qabot"


@pytest.fixture
def catalogue(folder: Path) -> Iterator[Catalogue]:
    opened = Catalogue(folder)
    yield opened
    opened.close()


@pytest.fixture
def make_article() -> Callable[..., tuple[Article, list[Span]]]:
    """An article with ``passages`` passages of ten words each."""

    def make(
        name: str, passages: int = 2, *, seed: int = 0, published: date | None = None, **fields: str
    ) -> tuple[Article, list[Span]]:
        draw = random.Random(f"{name}/{seed}")
        spans: list[Span] = []
        text = ""
        for _ in range(passages):
            start = len(text)
            text += " ".join(f"word{draw.randrange(500)}" for _ in range(10)) + ". "
            spans.append(Span(start, len(text) - 1))
        values: dict[str, Any] = {"title": f"title of {name}", "path": f"{name}.md", **fields}
        return Article(text=text.strip(), published=published, **values), spans

    return make


def random_vectors(count: int, seed: int = 0, dimension: int = DIMENSION) -> NDArray[np.float32]:
    drawn = np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32)
    unit: NDArray[np.float32] = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return unit


@pytest.fixture
def vectors() -> Callable[..., NDArray[np.float32]]:
    return random_vectors


@pytest.fixture
def fill(make_article: Callable[..., tuple[Article, list[Span]]]) -> Fill:
    """Add articles with vectors to a catalogue; returns the ids of their passages."""

    def put(
        catalogue: Catalogue, names: Sequence[str], passages: int = 2, seed: int = 0
    ) -> list[int]:
        catalogue.put_articles([make_article(name, passages, seed=seed) for name in names])
        ids = [passage.id for passage in catalogue.without_vector(1_000_000)]
        catalogue.put_vectors(ids, random_vectors(len(ids), seed))
        return ids

    return put
