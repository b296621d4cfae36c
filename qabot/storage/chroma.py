"""One open generation of the Chroma store. Every call here must come from the one worker thread.

It holds passage id, article number and vector; texts stay in the catalogue. The API is that of
chromadb 1.5.9. Faults of it that shaped this: see ``generations``.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from qabot.quiet import quiet
from qabot.storage.errors import IndexTrouble

if TYPE_CHECKING:
    from chromadb.api.client import Client

    from qabot.storage.vectors import VectorRows, Vectors

COLLECTION = "passages"
BATCH = 300
"""Most records in one call: what Chroma Cloud allows."""
LIMIT = 400
"""Most results that are asked for: the width of its search."""

# Recall@10 of 1.000 at 100,000 passages; the defaults give .984, and .4 for the worst question.
_HNSW = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": LIMIT}


def maker(dimension: int) -> str:
    """What a generation is made with; another version's files are not opened."""
    import importlib.metadata

    version = importlib.metadata.version("chromadb")
    shape = "/".join(str(value) for value in _HNSW.values())
    return f"chromadb {version}/{dimension}/{shape}"


def embedded_client(folder: Path) -> Client:
    """A client of Chroma inside this process, with its files in ``folder``; telemetry off.

    The place where a client of a Chroma server would be made instead.
    """
    quiet()
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(
        path=os.fspath(folder), settings=Settings(anonymized_telemetry=False)
    )
    return cast("Client", client)  # its declared type has no close()


class Chroma:
    """An open collection."""

    def __init__(self, client: Client, *, create: bool) -> None:
        """Open the collection of ``client``, or create it in an empty one."""
        self._client = client
        try:
            if create:
                hnsw: Any = _HNSW
                self._collection = client.create_collection(
                    COLLECTION, embedding_function=None, configuration={"hnsw": hnsw}
                )
            else:
                self._collection = client.get_collection(COLLECTION, embedding_function=None)
        except BaseException:
            client.close()
            raise

    def add(self, rows: VectorRows) -> None:
        """Add at most ``BATCH`` vectors."""
        self._collection.add(
            ids=[str(id_) for id_ in rows.ids],
            embeddings=rows.vectors,
            metadatas=[{"article": int(number)} for number in rows.articles],
        )

    def delete(self, ids: Sequence[int]) -> None:
        """Delete at most ``BATCH`` vectors; ids that it does not hold are passed over."""
        self._collection.delete(ids=[str(id_) for id_ in ids])

    def query(self, vector: Vectors, limit: int) -> list[tuple[int, float]]:
        """The nearest ids to vector[dimension] with their cosine, nearest first."""
        answer = self._collection.query(
            query_embeddings=vector.reshape(1, -1), n_results=limit, include=["distances"]
        )
        distances = answer["distances"]
        if distances is None:
            raise IndexTrouble("Chroma sent no distances.")
        return [
            (int(id_), 1.0 - float(distance))
            for id_, distance in zip(answer["ids"][0], distances[0], strict=True)
        ]

    def count(self) -> int:
        """How many vectors it holds."""
        return int(self._collection.count())

    def ids(self) -> set[int]:
        """The ids of all that it holds."""
        return {int(id_) for id_ in self._collection.get(include=[])["ids"]}

    def close(self) -> None:
        """Close the client, so that its files are let go."""
        self._client.close()
