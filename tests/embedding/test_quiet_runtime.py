"""onnxruntime keeps no record of its use and reports nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_RUN = "from qabot.embedding import load_embedder; load_embedder().embed_query('a')"


@pytest.mark.skipif(sys.platform != "linux", reason="where the record lies is known for Linux")
def test_no_record_is_left_in_the_home_folder(tmp_path: Path) -> None:
    kept = {"PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "VIRTUAL_ENV"}
    environment = {name: value for name, value in os.environ.items() if name in kept}
    environment["HOME"] = str(tmp_path)
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", _RUN], env=environment, check=True, cwd=root)
    assert [str(path) for path in tmp_path.rglob("*") if "icrosoft" in str(path)] == []
