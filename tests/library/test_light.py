"""The façade is light to import, and opens no connection."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from news_made import folder

ROOT = Path(__file__).parents[2]
HEAVY = ("chromadb", "langchain", "langchain_core", "onnxruntime", "numpy", "tokenizers")
HEAVY += ("httpx", "httpcore", "feedparser", "trafilatura", "lxml", "watchfiles")


def run(code: str, *arguments: str, cwd: Path = ROOT, **env: str) -> str:
    """What ``code`` prints in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("module", ["qabot.cli", "qabot.library", "qabot.tui", "qabot.adding"])
def test_importing_brings_in_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert run(code) == "[]\n"


def test_listing_brings_in_nothing_heavy(tmp_path: Path) -> None:
    folder(tmp_path, range(3))
    code = f"""
import sys
from pathlib import Path
from qabot.library import Library
library = Library(Path(sys.argv[1]))
library.sync_files()
assert len(library.rows()) == 3
library.close()
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    assert run(code, str(tmp_path)) == "[]\n"


# What is refused may be caught, as urllib3 does: so it is noted, and told at the end.
_SHUT = """
import atexit, os, socket, sys, traceback

asked = []

@atexit.register
def tell():
    if len(asked) > 1:
        print(*asked[1:], sep="\\n", file=sys.stderr, flush=True)
        os._exit(1)

def refuse(*args, **more):
    asked.append("".join(traceback.format_stack(limit=8)))
    raise AssertionError(f"a socket was asked for: {args}")

class Shut(socket.socket):
    def __init__(self, family=-1, *rest, **more):
        if family in (-1, socket.AF_INET, socket.AF_INET6):
            refuse(family)
        super().__init__(family, *rest, **more)

socket.socket = Shut
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
import _socket
_socket.getaddrinfo = refuse

try:
    socket.socket()
    raise SystemExit("sockets are open: this test shows nothing")
except AssertionError:
    pass
"""


def test_adding_and_asking_open_no_socket(tmp_path: Path) -> None:
    folder(tmp_path / "news", range(4))
    (tmp_path / "corpus").mkdir()
    code = (
        _SHUT
        + """
from pathlib import Path
from qabot.cli import main
from qabot.domain import Answered
from qabot.library import Library
from qabot.settings import Settings

library = Library(Path(sys.argv[1]) / "corpus", Settings())
assert len(library.add([sys.argv[1] + "/news"]).added) == 4
library.warm()
*_, last = library.ask("What did the spokesman call necessary?")
assert isinstance(last, Answered), last
assert library.store().similarity_search("ferry plan", k=1)
assert library.retriever().invoke("ferry plan")
library.close()
sys.argv = ["qabot", "ask", "-c", sys.argv[1] + "/corpus", "What was withdrawn?"]
try:
    main()
except SystemExit as end:
    assert end.code in (0, 3), end.code
"""
    )
    # Even where the environment asks for tracing.
    tracing = {
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_TRACING": "true",
        "LANGSMITH_API_KEY": "x",
    }
    run(code, str(tmp_path), **tracing)


def test_the_chat_starts_without_a_socket(tmp_path: Path) -> None:
    folder(tmp_path, range(3))
    code = (
        _SHUT
        + """
import asyncio
from pathlib import Path
from qabot.library import Library
from qabot.settings import Settings
from qabot.tui.app import QabotApp

async def chat():
    app = QabotApp(lambda: Library(Path(sys.argv[1]), Settings()))
    async with app.run_test(size=(100, 30)) as pilot:
        for _ in range(600):
            await pilot.pause(0.05)
            if app.library is not None and app.board.running is None:
                counts = app.library.counts()
                if counts.articles == 3 and counts.embedded == counts.passages:
                    break
        else:
            raise SystemExit("the chat did not get ready")
        library = app.library
    library.close()

asyncio.run(chat())
print("ready")
"""
    )
    assert run(code, str(tmp_path)).endswith("ready\n")
