"""A real inference server, llama.cpp's, with a tiny random model: nothing depends on our own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from extras import needs
from scripted import answered, events, streamed
from test_injection import is_clean

from qabot.domain import Answered
from qabot.retrieval.search import Retriever
from qabot.writing import open_writer

needs("xllamacpp", "gguf", "langchain_openai")
from tiny_model import make_tiny_model  # noqa: E402

pytestmark = pytest.mark.slow
SERVE = """
import sys, xllamacpp
p = xllamacpp.CommonParams()
p.model.path, p.n_ctx, p.n_parallel, p.port = sys.argv[1], int(sys.argv[2]), 1, 0
p.cpuparams.n_threads = 1
server = xllamacpp.Server(p)
print(server.listening_address, flush=True)
sys.stdin.read()
"""


@contextmanager
def llama(folder: Path, room: int) -> Iterator[str]:
    model = make_tiny_model(folder / "tiny.gguf")
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(model), str(room)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield next(line.strip() for line in process.stdout if line.startswith("http"))
        finally:
            process.kill()


def test_a_random_model_is_checked_like_any(
    retriever: Retriever, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with llama(tmp_path, 16384) as url:
        listed = events(
            retriever, "why was the trip postponed?", open_writer(f"openai:tiny@{url}/v1")
        )
    answer = answered(listed)
    assert streamed(listed) and is_clean(streamed(listed))
    assert answer.mode == "quoting" or all(s.supported or s.remark for s in answer.statements)
    # Its words are drawn by lot: whatever it says, next to none of it may pass.
    assert sum(s.supported for s in answer.statements if answer.mode == "writing") <= 1
    assert any("borne" in n or "tokens read" in n for n in answer.notices), answer.notices


def test_a_window_that_is_too_small(retriever: Retriever, tmp_path: Path) -> None:
    """The prompt is made shorter; if it never fits, that is said. The tiny model reads letters."""
    for room, fits in ((6000, True), (1024, False)):
        with llama(tmp_path, room) as url:
            by = open_writer(f"openai:tiny@{url}/v1")
            listed = events(retriever, "why was the trip postponed?", by)
        assert isinstance(listed[-1], Answered)
        notices = answered(listed).notices
        assert any("too long for" in n for n in notices) != fits, notices
