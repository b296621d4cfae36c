"""Giving every passage its vector."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from qabot.domain import Cancel, Progress, ProgressCallback
from qabot.embedding.base import ArrayEmbedder
from qabot.storage.catalogue import Catalogue
from qabot.text import embedded_text

BATCH = 128
"""Passages a transaction: one or two seconds of work on two cores."""


def embed(
    catalogue: Catalogue, embedder: ArrayEmbedder, progress: ProgressCallback, cancel: Cancel
) -> int:
    """Embed all passages without a vector; how many. Raises ``Cancelled``, keeping what is done.

    While one batch is written to disk the next is computed.
    """
    counts = catalogue.counts()
    total, done, last = counts.passages - counts.embedded, 0, 0
    writing: Future[None] | None = None
    # Leaving the block waits for the last write, also when cancelled.
    with ThreadPoolExecutor(1, thread_name_prefix="qabot-vectors") as writer:
        while waiting := catalogue.without_vector(BATCH, last):
            cancel.check()
            articles = catalogue.articles(list({passage.article for passage in waiting}))
            still = [passage for passage in waiting if passage.article in articles]
            texts = [embedded_text(articles[passage.article], passage)[0] for passage in still]
            vectors = embedder.embed_array(texts, check=cancel.check)
            if writing is not None:
                writing.result()
                progress(Progress("embedding", done, max(total, done)))
            ids = [passage.id for passage in still]
            writing = writer.submit(catalogue.put_vectors, ids, vectors)
            last = waiting[-1].id
            done += len(waiting)
        if writing is not None:
            writing.result()
            progress(Progress("embedding", done, max(total, done)))
    return done
