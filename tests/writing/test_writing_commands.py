"""`qabot ask --model`, against a server of this machine."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from extras import needs
from loopback import FINE, serving

from qabot.starting import starter_folder

needs("langchain_openai")


def run(corpus: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    call = "import sys; from qabot.cli import main; sys.exit(main())"
    return subprocess.run(
        [
            sys.executable,
            "-c",
            call,
            "ask",
            "why was the trip postponed?",
            "-c",
            str(corpus),
            *words,
        ],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "HOME": str(corpus.parent), **env},
        cwd=corpus.parent,
        timeout=120,
    )


@pytest.mark.slow
def test_asking_with_a_model(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for file in starter_folder().glob("*.md"):
        shutil.copy(file, corpus)
    key, path = "sk-topsecret-123456789", str(Path(__file__).parents[2])
    with serving() as server:
        model = f"openai:test@{server.url}/v1"
        told = run(corpus, "--model", model, "--json", PYTHONPATH=path)
        answer = json.loads(told.stdout)
        assert answer["mode"] == "writing" and answer["statements"][0]["text"] == f"{FINE} [1]."
        server.mode = "401"
        told = run(corpus, PYTHONPATH=path, QABOT_MODEL=model, OPENAI_COMPATIBLE_API_KEY=key)
        assert told.returncode in (0, 3) and "does not accept the key" in told.stderr
        assert key not in told.stdout + told.stderr
    told = run(corpus, "--model", "openai:test", PYTHONPATH=path)
    assert told.returncode in (0, 3) and "Set OPENAI_API_KEY." in told.stderr
    assert "“" in told.stdout
