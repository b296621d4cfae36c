"""The search as a LangChain retriever, for use in chains."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, SkipValidation

from qabot.retrieval.search import Candidate, Retriever
from qabot.storage.convert import document


class PassageRetriever(BaseRetriever):
    """Passages of the corpus for a question, best first.

    ``Document.metadata`` holds article, title, source, published, author, url, path, start, end
    and score; ``page_content == article.text[start:end]``.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: SkipValidation[Retriever]
    k: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[Document]:
        found = self.retriever.search(query, limit=int(kwargs.get("k", self.k)))
        return [as_document(candidate) for candidate in found.candidates]


def as_document(candidate: Candidate) -> Document:
    """A found passage as a ``Document``, with its score."""
    found = document(candidate.passage, candidate.article, None)
    found.metadata["score"] = candidate.ranking.fused
    return found
