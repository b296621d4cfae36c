"""``qabot serve``: the chat in a web browser."""

from __future__ import annotations

import asyncio
import importlib.util
import secrets
import shlex
import subprocess
import sys
from pathlib import Path

from qabot.cli.opening import opened
from qabot.cli.output import say
from qabot.domain import QabotError
from qabot.serving import Access
from qabot.serving.access import is_loopback

_EXTRA = ("textual_serve", "aiohttp")


def run_serve(corpus: Path | None, model: str | None, port: int, access: Access) -> None:
    """Serve the chat until ctrl+c. Raises ``QabotError``."""
    if access.token == "new":
        access = Access(access.host, secrets.token_urlsafe(24), access.url)
    access.check()
    if any(importlib.util.find_spec(name) is None for name in _EXTRA):
        raise QabotError(
            "Serving the chat in a browser needs textual-serve.",
            'Run `pip install "qabot[serve]"`.',
        )
    from qabot.serving.server import Server

    with opened(corpus):
        pass  # what is wrong with the corpus is said here, not in a browser
    server = Server(command(corpus, model), access)

    def started(bound: int) -> None:
        shown = f"[{access.host}]" if ":" in access.host else access.host
        address = access.url.rstrip("/") or f"http://{shown}:{bound}"
        say(address + (f"/?token={access.token}" if access.token else "/"))
        say("Open this address in a browser. ctrl+c ends it.", sys.stderr)
        if not is_loopback(access.host) and not access.url.startswith("https"):
            say(
                "What is sent can be read on the way: put a server with https before it (--url), "
                "or reach it through ssh -L.",
                sys.stderr,
            )
        sys.stdout.flush()

    asyncio.run(server.run(port, started))


def command(corpus: Path | None, model: str | None) -> str:
    """The shell command that runs a chat for one tab."""
    words = [sys.executable, "-c", "from qabot.cli import main; main()", "chat"]
    if corpus is not None:
        words += ["--corpus", str(corpus.absolute())]
    if model is not None:
        words += ["--model", model]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
