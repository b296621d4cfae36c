"""Opens an index that may be damaged, drains it, and prints how that went, as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from qabot.storage.catalogue import Catalogue
from qabot.storage.dense import DenseIndex

folder = Path(sys.argv[1])
catalogue = Catalogue(folder)
index = DenseIndex(catalogue, folder, 384)
index.warm()
warmed = index.state
drained = index.drain()
generations = index._generations
assert generations is not None and generations.chroma is not None
print(
    json.dumps(
        {
            "warmed": warmed,
            "drained": drained,
            "state": index.state,
            "notice": index.notice,
            "whole": generations.worker.call("list", generations.chroma.ids, 60.0)
            == set(catalogue.vector_ids().tolist()),
            "folders": sorted(path.name for path in (folder / "vectors").iterdir()),
        }
    )
)
index.close()
catalogue.close()
