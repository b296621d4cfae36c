"""The embedding model: whole, the one that made the vectors, and still giving the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qabot.domain import QabotError
from qabot.health.findings import REBUILD, Finding
from qabot.health.look import Look
from qabot.storage.documents import PATH as FOREIGN
from qabot.text import embedded_text

if TYPE_CHECKING:
    from qabot.embedding.minilm import MiniLM
    from qabot.storage.catalogue import Catalogue

SAMPLES = 3
_ALIKE = 0.9
"""Cosine. Another processor's rounding moves it by a thousandth; another model or text, to .5."""


def check_embedder(look: Look) -> Iterator[Finding]:
    """The model's files against their checksums, its identity against the catalogue's."""
    from qabot.embedding import load_embedder
    from qabot.quiet import quiet

    quiet()
    try:
        embedder = load_embedder(look.settings.embedder)
    except QabotError as error:
        yield Finding("embedder", "error", error.message, error.remedy)
        return
    ours = str(embedder.identity)
    known = look.catalogue.identity() if look.catalogue is not None else None
    if known is None or not known.embedder or look.catalogue is None:
        yield Finding("embedder", "ok", f"{ours} is whole.")
        return
    dimension = look.catalogue.dimension()
    if known.embedder != ours:
        told = f"The vectors were made by {known.embedder}; the embedder is {ours}."
    elif dimension and dimension != embedder.identity.dimension:
        told = f"The vectors have {dimension} numbers; the embedder gives another count."
    else:
        least = _alike(look.catalogue, embedder)
        if least >= _ALIKE:
            yield Finding("embedder", "ok", f"{ours} is whole and made the vectors.")
            return
        told = f"The embedder gives other vectors than the stored ones (cosine {least:.2f})."
    remedy = "Run `qabot rebuild`, or choose the embedder that made them."
    yield Finding("embedder", "error", told, remedy, REBUILD)


def _alike(catalogue: Catalogue, embedder: MiniLM) -> float:
    """The least cosine of some stored vectors and the same passages embedded now."""
    with catalogue.snapshot() as db:
        ids = [
            int(row[0])
            for row in db.execute(
                """SELECT v.passage FROM vectors v JOIN passages p ON p.id = v.passage
                JOIN articles a ON a.number = p.article WHERE a.path <> ? ORDER BY v.passage""",
                (FOREIGN,),
            )
        ]
        some = ids[:: max(1, len(ids) // SAMPLES)][:SAMPLES]
        places = catalogue.passages(some)
        articles = catalogue.articles([place.article for place in places.values()])
        stored = catalogue.vectors_of(some)
    least = 1.0
    for id_, vector in zip(stored.ids.tolist(), stored.vectors, strict=True):
        article = articles.get(places[id_].article)
        if article is not None and len(vector) == embedder.identity.dimension:
            now = embedder.embed_array([embedded_text(article, places[id_])[0]])[0]
            least = min(least, float(now @ vector))
    return least
