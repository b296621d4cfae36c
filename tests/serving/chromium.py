"""A real browser without a screen, driven by its DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import shutil
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from served import STYLE

_COUNT = """(async () => {
  const image = new Image();
  image.src = "data:image/png;base64,DATA";
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const bytes = context.getImageData(0, 0, image.width, image.height).data;
  const counts = {};
  for (let i = 0; i < bytes.length; i += 4) {
    const parts = [0, 1, 2].map((j) => bytes[i + j].toString(16).padStart(2, "0"));
    const key = "#" + parts.join("");
    counts[key] = (counts[key] || 0) + 1;
  }
  return counts;
})()"""
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def browser() -> str | None:
    """The path of a Chromium on this machine."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Page:
    """One page and what it has done."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0
        self.requests: list[str] = []
        """Every address that was asked for, websockets included."""
        self.complaints: list[str] = []
        """What the page's console and policy say against it."""
        self.drawn = ""
        """All that was sent to its terminal."""

    async def call(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        number = self._number
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            message = await self._take(60)
            if message.get("id") == number:
                assert "error" not in message, message
                return message["result"]

    async def _take(self, seconds: float) -> dict[str, Any]:
        message = json.loads((await self._socket.receive(seconds)).data)
        said = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(said["request"]["url"])
            case "Network.webSocketCreated":
                self.requests.append(said["url"])
            case "Network.webSocketFrameReceived":
                data = said["response"]["payloadData"]
                if said["response"]["opcode"] == 2:
                    self.drawn += base64.b64decode(data).decode("utf-8", "replace")
            case "Runtime.exceptionThrown":
                self.complaints.append(said["exceptionDetails"]["text"])
            case "Log.entryAdded" if said["entry"]["level"] == "error":
                self.complaints.append(said["entry"]["text"])
        return message  # type: ignore[no-any-return]

    async def go(self, address: str) -> None:
        for area in ("Network", "Runtime", "Log", "Page"):
            await self.call(f"{area}.enable")
        await self.call("Page.navigate", url=address)

    async def evaluate(self, script: str) -> Any:
        result = await self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    async def until(self, script: str, seconds: float = 60.0) -> None:
        """Wait until a script's value is true."""
        end = time.monotonic() + seconds
        while not await self.evaluate(f"document.body !== null && ({script})"):
            assert time.monotonic() < end, f"waited in vain for {script}; {self.complaints}"
            await asyncio.sleep(0.1)

    async def see(self, text: str, seconds: float = 60.0) -> None:
        """Wait until the terminal was sent this text."""
        end = time.monotonic() + seconds
        while text not in (drawn := STYLE.sub("", self.drawn)):
            # What blinks is drawn again and again: each line once.
            lines = dict.fromkeys(line.strip() for line in re.split(r"\n|\s{4,}", drawn))
            assert time.monotonic() < end, f"waited in vain for {text}: {list(lines)[-30:]}"
            await self.evaluate("0")
            await asyncio.sleep(0.1)

    async def type(self, text: str) -> None:
        """Keys, one after the other; the page has the focus."""
        for character in text:
            code = {"\r": 13, "\x1b": 27}.get(character, 0)
            name = {"\r": "Enter", "\x1b": "Escape"}.get(character, character)
            event = {"key": name, "windowsVirtualKeyCode": code}
            if character != "\x1b":
                event["text"] = character
            await self.call("Input.dispatchKeyEvent", type="keyDown", **event)
            await self.call("Input.dispatchKeyEvent", type="keyUp", key=name)

    async def picture(self) -> bytes:
        return base64.b64decode((await self.call("Page.captureScreenshot"))["data"])

    async def colours(self) -> dict[str, int]:
        """Pixels of what is shown by their colour, as ``#rrggbb``."""
        data = (await self.call("Page.captureScreenshot"))["data"]
        counted: dict[str, int] = await self.evaluate(_COUNT.replace("DATA", data))
        return counted


@asynccontextmanager
async def opened(folder: Path, *flags: str) -> AsyncIterator[Page]:
    """A page of a new browser with a profile of its own in ``folder``."""
    path = browser()
    assert path is not None
    arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,800"]
    arguments += ["--no-first-run", "--disable-background-networking", f"--user-data-dir={folder}"]
    process = subprocess.Popen(
        [path, *arguments, "--remote-debugging-port=0", *flags, "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        found = None
        for line in process.stderr:
            found = re.search(r"ws://127\.0\.0\.1:(\d+)/", line)
            if found:
                break
        assert found, "the browser did not start"
        async with aiohttp.ClientSession() as session:
            listed = await (await session.get(f"http://127.0.0.1:{found[1]}/json/list")).json()
            (target,) = [one for one in listed if one["type"] == "page"]
            address = target["webSocketDebuggerUrl"]
            async with session.ws_connect(address, max_msg_size=0) as socket:
                yield Page(socket)
    finally:
        process.terminate()
        process.wait(20)
