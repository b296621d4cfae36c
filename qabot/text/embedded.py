"""What is embedded for a passage."""

from __future__ import annotations

from qabot.domain import Article, Passage


def embedded_text(article: Article, passage: Passage) -> tuple[str, int]:
    """The title, a line end and the passage; and how many characters stand before the passage."""
    lead = f"{article.title}\n" if article.title else ""
    return lead + article.text[passage.start : passage.end], len(lead)
