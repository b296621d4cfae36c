"""The embedding model: whole, the one that made the vectors, and still giving the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qabot.domain import Article, Passage, QabotError, Span
from qabot.health.articles import cut_anew
from qabot.health.findings import REBUILD, Finding
from qabot.health.look import Look
from qabot.health.vectors import LENGTH, usual_dimension
from qabot.storage.documents import PATH as FOREIGN
from qabot.storage.values import content_hash
from qabot.text import embedded_text

if TYPE_CHECKING:
    from qabot.embedding.minilm import MiniLM
    from qabot.storage.catalogue import Catalogue
    from qabot.storage.vectors import Vectors

SAMPLES = 3
"""Passages that are embedded again."""
_TRIED = 30
"""So many are looked at, to find ones that are in order themselves."""
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
    dimension = usual_dimension(look.catalogue)
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
                JOIN articles a ON a.number = p.article WHERE a.path <> ?
                AND typeof(v.vector) = 'blob' AND length(v.vector) = ? AND typeof(p.start) = 'integer' AND typeof(p."end") = 'integer'
                ORDER BY v.passage""",
                (FOREIGN, 2 * embedder.identity.dimension),
            )
        ]
        some = ids[:: max(1, len(ids) // _TRIED)][:_TRIED]
        places = catalogue.passages(some)
        articles = catalogue.articles([place.article for place in places.values()])
        stored = catalogue.vectors_of(some)
    least, left = 1.0, SAMPLES
    for id_, vector in zip(stored.ids.tolist(), stored.vectors, strict=True):
        place = places[id_]
        article = articles.get(place.article)
        # Damaged texts, offsets and vectors are found elsewhere; here they would blame the model.
        if left and article is not None and _in_order(catalogue, article, place, vector):
            now = embedder.embed_array([embedded_text(article, place)[0]])[0]
            least, left = min(least, float(now @ vector)), left - 1
    return least


def _in_order(catalogue: Catalogue, article: Article, place: Passage, vector: Vectors) -> bool:
    return (
        catalogue.find_content(content_hash(article)) is not None
        and Span(place.start, place.end) in cut_anew(article)
        and abs(float(vector @ vector) - 1) < LENGTH
    )
