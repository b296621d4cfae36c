"""Giving every passage its vector."""

from __future__ import annotations

from qabot.domain import Cancel, Progress, ProgressCallback
from qabot.embedding.base import ArrayEmbedder
from qabot.storage.catalogue import Catalogue
from qabot.text import embedded_text

BATCH = 64
"""Passages a transaction: about a second of work on two cores."""


def embed(
    catalogue: Catalogue, embedder: ArrayEmbedder, progress: ProgressCallback, cancel: Cancel
) -> int:
    """Embed all passages without a vector; how many. Raises ``Cancelled``, keeping what is done."""
    counts = catalogue.counts()
    total, done, last = counts.passages - counts.embedded, 0, 0
    while waiting := catalogue.without_vector(BATCH, last):
        cancel.check()
        articles = catalogue.articles(list({passage.article for passage in waiting}))
        still = [passage for passage in waiting if passage.article in articles]
        texts = [embedded_text(articles[passage.article], passage)[0] for passage in still]
        if texts:
            vectors = embedder.embed_array(texts, check=cancel.check)
            catalogue.put_vectors([passage.id for passage in still], vectors)
        last = waiting[-1].id
        done += len(waiting)
        progress(Progress("embedding", min(done, total) if total else done, max(total, done)))
    return done
