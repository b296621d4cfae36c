"""Each write and fsync in turn fails: what was acknowledged is there, once, when there is room."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_CC = shutil.which("cc")


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that lets calls fail."""
    if sys.platform != "linux" or _CC is None:
        pytest.skip("needs Linux and a C compiler")
    built = tmp_path_factory.mktemp("faulty") / "faulty.so"
    command = [_CC, "-shared", "-fPIC", "-O2", "-o", str(built), str(_HERE / "faulty.c"), "-ldl"]
    subprocess.run(command, check=True)
    return built


def faults(faulty: Path, root: Path, step: int, first: int) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, str(_HERE / "faults.py"), str(root), str(step), str(first)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LD_PRELOAD": str(faulty)},
    )
    assert done.returncode == 0, done.stderr
    counts: dict[str, int] = json.loads(done.stdout)
    print(counts)
    assert counts["calls"] > 500 and counts["died"] == 0 and counts["said"] > 0
    return counts


@pytest.mark.slow
def test_some_calls_fail(faulty: Path, tmp_path: Path) -> None:
    assert faults(faulty, tmp_path, 800, 37)["faults"] >= 4


@pytest.mark.slow
def test_many_calls_fail(faulty: Path, tmp_path: Path) -> None:
    assert faults(faulty, tmp_path, 40, 5)["faults"] > 50
