"""A sound corpus, made once, to be copied and damaged."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from doctored import ARTICLES, SETTINGS
from news_made import folder, jsonl

from qabot import embedding
from qabot.library import HIDDEN, Library


@pytest.fixture(scope="session", autouse=True)
def _one_model() -> Iterator[None]:
    """The real model, loaded once for all tests here: it is not what they change."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(embedding._EMBEDDERS, "minilm", cache(embedding._minilm))
        yield


@pytest.fixture(scope="session")
def _sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    corpus = folder(tmp_path_factory.mktemp("sound") / "corpus", range(6))
    jsonl(corpus / "wire" / "all.jsonl", range(10, 16))
    with closing(Library(corpus, SETTINGS)) as library:
        assert len(library.sync().added) == ARTICLES
        for number in range(40):
            _, turn = library.threads.begin(None, f"What did speaker {number} say?")
            library.threads.fail(turn, f"Nothing was found for {number}. " + "Sorry. " * 40)
    return corpus


@pytest.fixture
def corpus(_sound: Path, tmp_path: Path) -> Path:
    """A corpus of six files and one of six, all indexed, with 40 threads."""
    return Path(shutil.copytree(_sound, tmp_path / "corpus"))


@pytest.fixture
def hidden(corpus: Path) -> Path:
    return corpus / HIDDEN
