from __future__ import annotations

import pytest

from qabot.quiet import quiet

quiet()

from qabot.embedding import load_embedder  # noqa: E402
from qabot.embedding.minilm import MiniLM  # noqa: E402


@pytest.fixture(scope="session")
def minilm() -> MiniLM:
    return load_embedder()
