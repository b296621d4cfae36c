"""A retriever over the starter corpus, as the library makes it."""

import pytest

from qabot.library import Library
from qabot.retrieval.search import Retriever


@pytest.fixture(scope="session")
def retriever(starter: Library) -> Retriever:
    return starter._parts().retriever
