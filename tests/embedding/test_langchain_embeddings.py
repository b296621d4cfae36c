"""LangChain's own tests of an embedder."""

from __future__ import annotations

import pytest

pytest.importorskip("langchain_tests")

from langchain_core.embeddings import Embeddings
from langchain_tests.integration_tests import EmbeddingsIntegrationTests

from qabot.embedding.minilm import MiniLM


class TestMiniLM(EmbeddingsIntegrationTests):
    @property
    def embeddings_class(self) -> type[Embeddings]:
        return MiniLM
