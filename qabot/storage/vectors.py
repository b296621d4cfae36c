"""The vectors' own table: float16, one row a passage. numpy is imported only when used."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qabot.storage.database import Database
from qabot.storage.errors import DifferentVectors
from qabot.storage.outbox import put_outbox

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    """float32[n, dimension], each row of length 1."""
    Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class VectorRows:
    """Vectors with what belongs to them, row by row."""

    seq: int
    """Highest ``seq`` that was read; 0 for none."""
    ids: Ids
    articles: Ids
    vectors: Vectors


class VectorsTable(Database):
    """Storing and reading vectors."""

    def put_vectors(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Store vectors[n, dimension] of passages, and tell the vector store, in one transaction.

        They are brought to length 1 and kept as float16. Passages that were deleted meanwhile, or
        have a vector already, are skipped. Raises ``DifferentVectors`` for another dimension than
        the stored ones have, or numbers that are not finite.
        """
        import numpy as np

        matrix = np.asarray(vectors, dtype=np.float32)
        if len(ids) == 0:
            return
        if matrix.ndim != 2 or len(matrix) != len(ids):
            raise ValueError(f"{len(ids)} ids for vectors of shape {matrix.shape}")
        if not np.isfinite(matrix).all():
            raise DifferentVectors(
                "The embedder gave numbers that are not finite.",
                "Run it again; if it goes on, `qabot doctor` checks the embedder.",
            )
        lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
        half = (matrix / np.where(lengths > 0, lengths, 1.0)).astype("<f2")
        row_of = {int(id_): row for row, id_ in enumerate(ids)}
        with self.writing() as db:
            self._check_dimension(matrix.shape[1])
            found = db.execute(
                """SELECT id FROM passages WHERE embedded = 0
                AND id IN (SELECT value FROM json_each(?)) ORDER BY id""",
                (json.dumps(list(row_of)),),
            ).fetchall()
            wanted = [id_ for (id_,) in found]
            db.executemany(
                "INSERT INTO vectors (passage, vector) VALUES (?, ?)",
                [(id_, half[row_of[id_]].tobytes()) for id_ in wanted],
            )
            db.executemany("UPDATE passages SET embedded = 1 WHERE id = ?", [(i,) for i in wanted])
            put_outbox(db, "add", wanted)

    def _check_dimension(self, dimension: int) -> None:
        known = self.dimension()
        if known and known != dimension:
            raise DifferentVectors(
                f"The embedder gives vectors of {dimension} numbers, "
                f"but those in {self.path} have {known}.",
                "Choose the embedder that the catalogue was made with, or run `qabot rebuild`.",
            )

    def dimension(self) -> int:
        """How many numbers each stored vector has; 0 while there is none."""
        with self.reading() as db:
            row = db.execute("SELECT length(vector) FROM vectors LIMIT 1").fetchone()
        return int(row[0]) // 2 if row else 0

    def vectors(self) -> tuple[Ids, Vectors]:
        """All vectors, by passage id: ids[n] and vectors[n, dimension]."""
        rows = self._vector_rows("ORDER BY v.passage", ())
        return rows.ids, rows.vectors

    def vectors_of(self, ids: Sequence[int]) -> VectorRows:
        """The vectors of these passages, by id; those that are gone are left out."""
        return self._vector_rows(
            "WHERE v.passage IN (SELECT value FROM json_each(?)) ORDER BY v.passage",
            (json.dumps([int(id_) for id_ in ids]),),
        )

    def vectors_after(self, seq: int, limit: int) -> VectorRows:
        """The next ``limit`` vectors that were stored after ``seq``, in that order."""
        return self._vector_rows("WHERE v.seq > ? ORDER BY v.seq LIMIT ?", (seq, limit))

    def vector_count(self) -> int:
        """How many passages have a vector."""
        with self.reading() as db:
            (count,) = db.execute("SELECT count(*) FROM vectors").fetchone()
        return int(count)

    def vector_ids(self) -> Ids:
        """The ids of all passages that have a vector, ascending. Does not read the vectors."""
        import numpy as np

        with self.reading() as db:
            rows = db.execute("SELECT passage FROM vectors ORDER BY passage").fetchall()
        return np.fromiter((id_ for (id_,) in rows), dtype=np.int64, count=len(rows))

    def _vector_rows(self, clause: str, bound: tuple[object, ...]) -> VectorRows:
        import numpy as np

        with self.reading() as db:
            rows = db.execute(
                f"""SELECT v.seq, v.passage, p.article, v.vector
                FROM vectors v CROSS JOIN passages p ON p.id = v.passage {clause}""",
                bound,
            ).fetchall()
        if not rows:
            none = np.empty(0, dtype=np.int64)
            return VectorRows(0, none, none, np.empty((0, 0), dtype=np.float32))
        seqs, ids, articles, blobs = zip(*rows, strict=True)
        half = np.frombuffer(b"".join(blobs), dtype="<f2").reshape(len(rows), -1)
        return VectorRows(
            seq=max(seqs),
            ids=np.array(ids, dtype=np.int64),
            articles=np.array(articles, dtype=np.int64),
            vectors=half.astype(np.float32),
        )
