"""One browser tab: a qabot process of its own, and the websocket that shows it."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from qabot.settings import SERVE_TOKEN

_WIDTH, _HEIGHT = (20, 500), (5, 200)
"""Cells: a browser may ask for any size."""


class Process(AppService):
    """A qabot process. When it ends, for whatever reason, so does its websocket."""

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        environment = super()._build_environment(width, height)
        environment.pop(SERVE_TOKEN, None)  # it goes no further
        return environment

    async def run(self) -> None:
        try:
            await super().run()
        finally:
            await self.remote_close()


async def serve_session(
    request: web.Request,
    websocket: web.WebSocketResponse,
    command: str,
    downloads: DownloadManager,
) -> None:
    """Show the command in the browser that asks, until either goes."""
    await websocket.prepare(request)

    async def close() -> None:
        await websocket.close()

    process = Process(
        command,
        write_bytes=websocket.send_bytes,
        write_str=websocket.send_str,
        close=close,
        download_manager=downloads,
    )
    size = request.query
    await process.start(
        _within(size.get("width", "80"), _WIDTH), _within(size.get("height", "24"), _HEIGHT)
    )
    try:
        async for message in websocket:
            if message.type == WSMsgType.TEXT:
                await _obey(message.data, websocket, process)
    finally:
        await process.stop()


async def _obey(text: str, websocket: web.WebSocketResponse, process: Process) -> None:
    """Do what the browser says; what is not understood is left."""
    try:
        kind, *rest = json.loads(text)
        value: Any = rest[0] if rest else None
    except (ValueError, TypeError):
        return
    if kind == "stdin" and isinstance(value, str):
        await process.send_bytes(value.encode("utf-8", "replace"))
    elif kind == "resize" and isinstance(value, dict):
        width = _within(value.get("width"), _WIDTH)
        await process.set_terminal_size(width, _within(value.get("height"), _HEIGHT))
    elif kind == "ping":
        await websocket.send_json(["pong", value])
    elif kind == "blur":
        await process.blur()
    elif kind == "focus":
        await process.focus()


def _within(value: Any, limits: tuple[int, int]) -> int:
    try:
        number = int(value)
    except (ValueError, TypeError):
        number = 80
    return min(max(number, limits[0]), limits[1])
