"""From a question to ranked passages: words and meaning, fused, then reread closely."""

from qabot.retrieval.search import Candidate, Retriever, Retrieved

__all__ = ["Candidate", "Retrieved", "Retriever"]
