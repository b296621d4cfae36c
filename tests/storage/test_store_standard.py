"""LangChain's own standard tests for vector stores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document
from langchain_core.vectorstores import VectorStore

from qabot.storage.store import PassageStore

standard = pytest.importorskip("langchain_tests.integration_tests.vectorstores")


class OnlyTheirMetadata(PassageStore):
    """The tests compare metadata for equality; ours adds what is known of the article."""

    def _documents(self, passages: Any) -> dict[int, Document]:
        found = super()._documents(passages)
        theirs = {
            added.id: added.metadata
            for added in self.catalogue.documents([str(d.id) for d in found.values()]).values()
        }
        return {
            id_: Document(id=d.id, page_content=d.page_content, metadata=theirs[str(d.id)])
            for id_, d in found.items()
        }


class TestPassageStore(standard.VectorStoreIntegrationTests):  # type: ignore[misc,name-defined]
    @pytest.fixture
    def vectorstore(self, tmp_path: Path) -> Iterator[VectorStore]:
        store = OnlyTheirMetadata.open(tmp_path / ".qabot", self.get_embeddings())
        yield store
        store.close()
