"""kill -9 of qabot's own commands at random moments: what was acknowledged is there, once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_HERE = Path(__file__).parent


@pytest.mark.slow
def test_commands_killed_at_random_moments(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(_HERE / "kill_commands.py"), str(tmp_path / "root"), "10", "1"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(_HERE.parents[1])},
    )
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout.splitlines()[-1])
    print(counts)
    assert counts["kills"] == 10 and counts["add killed"] and counts["sync killed"]
