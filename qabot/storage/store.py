"""qabot's passages as a LangChain ``VectorStore``.

Articles of the corpus come out as one ``Document`` a passage, with the id ``passage/<n>``. Texts
that are added here keep the id they were given and stay whole; they are in the catalogue only
(under the path ``langchain:``), not in the corpus folder; ``qabot rebuild`` keeps them.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore
from langchain_core.vectorstores.utils import maximal_marginal_relevance

from qabot.domain import Article, Passage, QabotError
from qabot.storage.catalogue import Catalogue
from qabot.storage.convert import PASSAGE, article_of, document, passage_number, wanted
from qabot.storage.dense import DenseIndex
from qabot.text import embedded_text

Filter = Mapping[str, Any]
"""``source`` (name or names), ``since`` and ``until`` (dates or ISO dates, both included),
``undated`` (True lets articles without a date pass), ``article`` (number or numbers)."""


class PassageStore(VectorStore):
    """The passages of a catalogue, searched by cosine. May be used from several threads."""

    def __init__(self, catalogue: Catalogue, index: DenseIndex, embedding: Embeddings) -> None:
        """Wrap what is open already; ``close`` closes it."""
        self.catalogue = catalogue
        self.index = index
        self._embedding = embedding

    @classmethod
    def open(cls, folder: Path, embedding: Embeddings) -> PassageStore:
        """Open or make the catalogue in ``folder`` (a corpus's ``.qabot``, or any other)."""
        catalogue = Catalogue(folder)
        dimension = catalogue.dimension() or len(embedding.embed_query("dimension"))
        return cls(catalogue, DenseIndex(catalogue, folder, dimension), embedding)

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        folder: Path | None = None,
        **kwargs: Any,
    ) -> PassageStore:
        """A store in ``folder`` with these texts added to it, in Chroma already."""
        if folder is None:
            raise ValueError("PassageStore keeps its data on disk: name a folder=Path(...).")
        store = cls.open(Path(folder), embedding)
        store.add_texts(texts, metadatas, ids=ids, **kwargs)
        store.index.drain()
        return store

    @property
    def embeddings(self) -> Embeddings:
        """The embedder."""
        return self._embedding

    def add_texts(
        self,
        texts: Iterable[str],
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> list[str]:
        """Add texts, each as an article of one passage; returns their ids.

        Texts are brought to qabot's form (``qabot.text.normalise``). Of the metadata, ``title``,
        ``source``, ``published`` (ISO date), ``author``, ``url`` and ``language`` become fields of
        the article; all of it comes back. A known id is replaced. They are found at once; Chroma
        takes them at the next ``index.drain()``.
        """
        listed = list(texts)
        given = list(metadatas) if metadatas is not None else [{} for _ in listed]
        names = [id_ or str(uuid.uuid4()) for id_ in ids] if ids is not None else None
        if names is None:
            names = [str(uuid.uuid4()) for _ in listed]
        for what, values in (("metadatas", given), ("ids", names)):
            if len(values) != len(listed):
                raise ValueError(f"{len(values)} {what} for {len(listed)} texts")
        if not listed:
            return []
        for name in names:
            if name.startswith(PASSAGE):
                raise ValueError(f"Ids that begin with {PASSAGE!r} belong to articles of a corpus.")
        articles = [article_of(*row) for row in zip(names, listed, given, strict=True)]
        # First what may fail; stored, they are there for good.
        vectors = np.asarray(self._embedding.embed_documents([_whole(a) for a in articles]))
        said = self.catalogue.put_documents(list(zip(names, articles, given, strict=True)))
        rows = {number: row for row, (_, number) in enumerate(said)}
        passages = [p for number in rows for p in self.catalogue.passages_of(number)]
        self.catalogue.put_vectors(
            [p.id for p in passages], vectors[[rows[p.article] for p in passages]]
        )
        return names

    def delete(self, ids: list[str] | None = None, **kwargs: Any) -> bool | None:
        """Delete texts that were added here; all of them without ``ids``. Unknown ids are ignored.

        Articles of the corpus are not touched: for an id of one this raises ``QabotError``.
        """
        for id_ in ids or ():
            if id_.startswith(PASSAGE):
                raise QabotError(
                    f"{id_} is a passage of an article in the corpus.",
                    "Remove the article with `qabot remove`.",
                )
        self.catalogue.remove_documents(ids)
        return True

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """Documents by id, in the order asked; those that are gone are left out."""
        added = self.catalogue.documents(ids)
        numbers = [number for id_ in ids if (number := passage_number(id_)) is not None]
        places = dict(self.catalogue.passages(numbers))
        by_name = {f"{PASSAGE}{number}": number for number in places}
        for name, document_ in added.items():
            for passage in self.catalogue.passages_of(document_.article):
                places[passage.id] = passage
                by_name[name] = passage.id
        found = self._documents(list(places))
        return [found[by_name[id_]] for id_ in dict.fromkeys(ids) if by_name.get(id_) in found]

    def _documents(self, passages: Sequence[int]) -> dict[int, Document]:
        places = self.catalogue.passages(passages)
        numbers = list({place.article for place in places.values()})
        articles = self.catalogue.articles(numbers)
        added = self.catalogue.documents_of(numbers)
        return {
            id_: document(place, articles[place.article], added.get(place.article))
            for id_, place in places.items()
            if place.article in articles
        }

    def similarity_search_with_score_by_vector(
        self, embedding: list[float], k: int = 4, *, filter: Filter | None = None
    ) -> list[tuple[Document, float]]:
        """The ``k`` nearest documents with their cosine, nearest first."""
        hits = self.index.search(
            np.asarray(embedding, dtype=np.float32), k, wanted(self.catalogue, filter)
        )
        found = self._documents([id_ for id_, _ in hits])
        return [(found[id_], score) for id_, score in hits if id_ in found]

    def similarity_search_with_score(
        self, query: str, k: int = 4, *, filter: Filter | None = None, **kwargs: Any
    ) -> list[tuple[Document, float]]:
        """The ``k`` nearest documents to a text with their cosine, nearest first."""
        vector = self._embedding.embed_query(query)
        return self.similarity_search_with_score_by_vector(vector, k, filter=filter)

    def similarity_search_by_vector(
        self, embedding: list[float], k: int = 4, *, filter: Filter | None = None, **kwargs: Any
    ) -> list[Document]:
        """The ``k`` nearest documents to a vector."""
        found = self.similarity_search_with_score_by_vector(embedding, k, filter=filter)
        return [document_ for document_, _ in found]

    def similarity_search(
        self, query: str, k: int = 4, *, filter: Filter | None = None, **kwargs: Any
    ) -> list[Document]:
        """The ``k`` nearest documents to a text."""
        found = self.similarity_search_with_score(query, k, filter=filter)
        return [document_ for document_, _ in found]

    def max_marginal_relevance_search(
        self,
        query: str,
        k: int = 4,
        fetch_k: int = 20,
        lambda_mult: float = 0.5,
        *,
        filter: Filter | None = None,
        **kwargs: Any,
    ) -> list[Document]:
        """``k`` of the ``fetch_k`` nearest documents, chosen to differ from one another too."""
        query_vector = np.asarray(self._embedding.embed_query(query), dtype=np.float32)
        hits = self.index.search(query_vector, fetch_k, wanted(self.catalogue, filter))
        rows = self.catalogue.vectors_of([id_ for id_, _ in hits])
        chosen = maximal_marginal_relevance(query_vector, rows.vectors.tolist(), lambda_mult, k)
        ids = [int(rows.ids[row]) for row in chosen]
        found = self._documents(ids)
        return [found[id_] for id_ in ids if id_ in found]

    def _select_relevance_score_fn(self) -> Callable[[float], float]:
        return lambda cosine: min(1.0, max(0.0, cosine))

    def close(self) -> None:
        """Close index and catalogue."""
        self.index.close()
        self.catalogue.close()


def _whole(article: Article) -> str:
    """What is embedded of a text that stays whole."""
    return embedded_text(article, Passage(0, 0, 0, len(article.text)))[0]
