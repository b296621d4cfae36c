"""A small corpus of our own, with questions about it, and a real library over it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from qabot.library import Library
from qabot.settings import Settings

ARTICLES = [
    {
        "id": "harbour",
        "title": "Harbour strike ends",
        "published": "2024-05-12",
        "source": "Gazette",
        "text": "The strike in the harbour of Lowmoor ended on Sunday. The union accepted a rise of "
        "6 percent. Cranes were moving again by the evening.",
    },
    {
        "id": "bridge",
        "title": "Old bridge reopens",
        "published": "2024-06-01",
        "source": "Courier",
        "text": "The iron bridge of Tarn opened to traffic after two years of repairs. The engineer "
        "Ada Holm cut the ribbon. The work cost 14 million crowns.",
    },
    {
        "id": "museum",
        "title": "Museum buys a lost map",
        "published": "2024-06-20",
        "source": "Gazette",
        "text": "The museum of Eastby has bought a map of the coast that was drawn in 1612. It had "
        "been found in an attic in Lisbon. Visitors can see it from July.",
    },
]
QUESTIONS = [
    {
        "id": "pay",
        "question": "What rise did the union in the harbour accept?",
        "answers": ["6 percent", "six percent"],
        "articles": ["harbour"],
        "evidence": ["The union accepted a rise of 6 percent."],
        "asked": "2024-07-01",
    },
    {
        "id": "ribbon",
        "question": "Who cut the ribbon of the bridge in Tarn?",
        "answers": ["Ada Holm"],
        "articles": ["bridge"],
        "evidence": ["The engineer Ada Holm cut the ribbon."],
    },
    {
        "id": "map",
        "question": "Where was the lost map found?",
        "answers": ["Lisbon"],
        "articles": ["museum"],
        "evidence": ["It had been found in an attic in Lisbon."],
    },
    {"id": "moon", "question": "Which rocket flew to Jupiter's moons?", "answerable": False},
]


@pytest.fixture(scope="session")
def small_set(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Files of questions and articles."""
    folder = tmp_path_factory.mktemp("small_set")
    questions, articles = folder / "questions.jsonl", folder / "articles.jsonl"
    questions.write_text("\n".join(json.dumps(item) for item in QUESTIONS))
    articles.write_text("\n".join(json.dumps(item) for item in ARTICLES))
    return questions, articles


@pytest.fixture(scope="session")
def small_library(
    small_set: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Library]:
    """The articles, indexed."""
    library = Library(tmp_path_factory.mktemp("small_corpus"), Settings())
    library.add([str(small_set[1])])
    yield library
    library.close()
