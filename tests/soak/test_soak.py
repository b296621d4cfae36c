"""Three processes add, edit, remove and ask for a while, and the index is rebuilt beside them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_a_minute(tmp_path: Path) -> None:
    script = Path(__file__).with_name("soak.py")
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "corpus"), "60"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    print(figures)
    assert figures["added"] + figures["edited"] > 120
    assert figures["asked"] > 20 and figures["rebuilt"] >= 1
