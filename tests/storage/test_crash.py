"""SIGKILL at any moment: what was acknowledged is there, once, and everything agrees."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the harness forks")


def crash(root: Path, kills: int, seed: int, *more: str) -> dict[str, int]:
    script = Path(__file__).with_name("crash.py")
    done = subprocess.run(
        [sys.executable, str(script), str(root), str(kills), str(seed), *more],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    counts: dict[str, int] = json.loads(done.stdout)
    assert counts["kills"] == kills
    return counts


def test_a_few_kills(tmp_path: Path) -> None:
    crash(tmp_path, 6, seed=1)


@pytest.mark.slow
def test_two_hundred_kills(tmp_path: Path) -> None:
    counts = crash(tmp_path, 200, seed=2)
    assert counts["while Chroma was written"] > 20
    assert counts["while a new index was made"] > 5


@pytest.mark.slow
def test_sixty_kills_while_chroma_saves_its_files(tmp_path: Path) -> None:
    counts = crash(tmp_path, 60, 3, "aimed")
    assert counts["aimed"] > 50 and counts["while Chroma was written"] > 50
