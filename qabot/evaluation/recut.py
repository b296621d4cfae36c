"""Cutting a kept corpus anew without embedding again what is as it was."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from qabot.domain import Cancel, Passage, ProgressCallback, Report
from qabot.library import Library
from qabot.storage.values import Identity
from qabot.text import embedded_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Known = dict[bytes, NDArray[np.float16]]

BATCH = 1_000


def recut(
    library: Library, identity: Identity, progress: ProgressCallback, cancel: Cancel
) -> Report:
    """Index all files anew; passages whose text is as it was keep their vectors.

    Only for an index of the same embedder. Raises ``Cancelled``.
    """
    catalogue = library.catalogue
    known = _known(library)
    catalogue.clear()
    catalogue.set_identity(identity)
    report = library.sync_files()
    last = 0
    while waiting := catalogue.without_vector(BATCH, last):
        cancel.check()
        last = waiting[-1].id
        prints = _prints(library, waiting)
        ids = [id_ for id_, print_ in prints.items() if print_ in known]
        if ids:
            rows = np.stack([known[prints[id_]] for id_ in ids]).astype(np.float32)
            catalogue.put_vectors(ids, rows)
    library.sync(progress=progress, cancel=cancel)
    return report


def _known(library: Library) -> Known:
    """Vectors by what was embedded."""
    catalogue = library.catalogue
    known: Known = {}
    ids = catalogue.vector_ids().tolist()
    for start in range(0, len(ids), BATCH):
        rows = catalogue.vectors_of(ids[start : start + BATCH])
        vectors = dict(zip(rows.ids.tolist(), rows.vectors.astype(np.float16), strict=True))
        passages = list(catalogue.passages(list(vectors)).values())
        known.update((print_, vectors[id_]) for id_, print_ in _prints(library, passages).items())
    return known


def _prints(library: Library, passages: list[Passage]) -> dict[int, bytes]:
    """A hash of what is embedded of each passage, by passage id."""
    articles = library.catalogue.articles(list({passage.article for passage in passages}))
    return {
        passage.id: hashlib.sha256(
            embedded_text(articles[passage.article], passage)[0].encode("utf-8", "surrogatepass")
        ).digest()
        for passage in passages
        if passage.article in articles
    }
