"""From a question to ranked passages: words and meaning, fused, then reread closely."""

from qabot.retrieval.search import Candidate, Retrieved, Retriever

__all__ = ["Candidate", "Retrieved", "Retriever"]
