"""A library over the starter corpus, made once: real model, real catalogue, real Chroma."""

import os
import shutil
from collections.abc import Iterator

import pytest

from qabot.library import Library
from qabot.starting import starter_folder


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The starter corpus, indexed. Tests that change it must make their own."""
    folder = tmp_path_factory.mktemp("starter") / "corpus"
    folder.mkdir()
    for file in starter_folder().glob("*.md"):
        shutil.copy(file, folder)
    library = Library(folder)
    report = library.sync()
    assert not report.failures
    yield library
    library.close()


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than cores: tests of the chat wait for half of their time."""
    return (os.cpu_count() or 1) + 1
