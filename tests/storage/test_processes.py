"""Two real processes on one corpus: one owns the index, the other writes the catalogue."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qabot.storage.catalogue import Catalogue
from qabot.storage.dense import DenseIndex

Vectors = Callable[..., NDArray[np.float32]]
Fill = Callable[..., list[int]]

OTHER = """
import json, sys
from pathlib import Path
import numpy as np
from qabot.domain import Article, Span
from qabot.storage.catalogue import Catalogue
from qabot.storage.dense import DenseIndex
folder = Path(sys.argv[1])
catalogue = Catalogue(folder)
catalogue.put_article(Article(title="theirs", text="some words", path="b"), [Span(0, 10)])
(bare,) = catalogue.without_vector(9)
vector = np.zeros((1, 384), dtype=np.float32)
vector[0, 7] = 1.0
catalogue.put_vectors([bare.id], vector)
catalogue.remove_article(1)
index = DenseIndex(catalogue, folder, 384, doing="adding")
index.warm()
drained = index.drain()
print(json.dumps([drained, index.state, index.search(vector[0], 1)[0][0] == bare.id, bare.id,
                  "chromadb" in sys.modules]))
index.close()
"""


def test_the_other_writes_and_the_owner_takes_it(
    catalogue: Catalogue, folder: Path, fill: Fill, vectors: Vectors
) -> None:
    import json
    import os

    fill(catalogue, [f"a{n}" for n in range(20)], 2)
    owner = DenseIndex(catalogue, folder, 384, doing="chatting")
    try:
        assert owner.drain()
        before = catalogue.data_version()
        done = subprocess.run(
            [sys.executable, "-c", OTHER, str(folder)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        drained, state, found, new, chroma_imported = json.loads(done.stdout)
        assert not drained and found and not chroma_imported
        assert state == (f"exact scan: another qabot holds the index (pid {os.getpid()}, chatting)")
        assert catalogue.data_version() != before and catalogue.waiting() == 3
        query = np.zeros(384, dtype=np.float32)
        query[7] = 1.0
        for _ in range(2):  # before the owner has drained, and after
            hits = [id_ for id_, _ in owner.search(query, 100)]
            assert owner.state == "Chroma" and hits[0] == new
            assert set(hits) == set(catalogue.vector_ids().tolist()) and len(hits) == 39
            assert owner.drain() and catalogue.waiting() == 0
    finally:
        owner.close()
