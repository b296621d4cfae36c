"""``qabot serve`` as a process of its own, and a browser's side of it without a browser."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parents[2]
START = "from qabot.cli import main; main()"
STYLE = re.compile(r"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]")
FERRY = (
    "---\ntitle: Ferry back after the storm\nsource: Gazette\npublished: 2024-05-12\n---\n"
    "The island ferry sails again on Monday, the harbour master said. The storm had torn its "
    "ramp from the quay."
)


def environment(home: Path, **more: str) -> dict[str, str]:
    """Nothing of this machine's user."""
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_STATE_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        **more,
    }


def run(home: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """A call that ends by itself."""
    return subprocess.run(
        [sys.executable, "-c", START, "serve", *arguments],
        env=environment(home, **env),
        cwd=home,
        capture_output=True,
        text=True,
        timeout=60,
    )


@dataclass
class Served:
    """A running server."""

    address: str
    """As it was printed."""
    process: subprocess.Popen[str]
    errors: list[str] = field(default_factory=list)

    @property
    def base(self) -> str:
        return self.address.partition("/?")[0].rstrip("/")

    def children(self) -> list[int]:
        """The processes that it started and that still run."""
        listed = subprocess.run(["ps", "-eo", "pid=,ppid=,stat="], capture_output=True, text=True)
        rows = [line.split() for line in listed.stdout.splitlines()]
        parents = {int(pid): int(parent) for pid, parent, stat in rows if stat[0] != "Z"}
        mine = {self.process.pid}
        while more := {pid for pid, parent in parents.items() if parent in mine} - mine:
            mine |= more
        return sorted(mine - {self.process.pid})


@contextmanager
def serving(home: Path, *arguments: str, **env: str) -> Iterator[Served]:
    """Serve a corpus of one article on a free port, until the block is left."""
    corpus = home / "news"
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / "ferry.md").write_text(FERRY)
    process = subprocess.Popen(
        [sys.executable, "-c", START, "serve", "-c", str(corpus), "--port", "0", *arguments],
        env=environment(home, **env),
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    served = Served(process.stdout.readline().strip(), process)
    reader = threading.Thread(target=lambda: served.errors.extend(process.stderr or ()))
    reader.start()
    try:
        assert served.address, "".join(served.errors)
        yield served
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        finally:
            process.kill()
            process.wait()
            reader.join(10)


class Tab:
    """What a tab sees of its websocket, and types into it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._raw = b""

    async def see(self, *texts: str, seconds: float = 90.0) -> None:
        """Until all these words have been drawn since the last call."""
        end = time.monotonic() + seconds
        while True:
            drawn = STYLE.sub("", self._raw.decode("utf-8", "replace"))
            if all(text in drawn for text in texts):
                self._raw = b""
                return
            left = end - time.monotonic()
            assert left > 0, f"waited in vain for {texts}; what came: {drawn[-3000:]!r}"
            try:
                message = await asyncio.wait_for(self._socket.receive(), left)
            except TimeoutError:
                continue
            assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), message
            if isinstance(message.data, bytes):
                self._raw += message.data

    async def type(self, text: str) -> None:
        for character in text:
            await self._socket.send_str(json.dumps(["stdin", character]))

    async def send(self, raw: str) -> None:
        await self._socket.send_str(raw)

    async def closed(self, seconds: float = 40.0) -> None:
        """Until the other side has closed it."""
        async with asyncio.timeout(seconds):
            async for _ in self._socket:
                pass
        assert self._socket.closed
