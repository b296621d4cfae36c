"""The web server of the chat: a page, what it needs, and a websocket for each tab."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable
from pathlib import Path
from string import Template

import textual_serve
from aiohttp import web
from aiohttp.typedefs import Handler
from textual_serve.download_manager import DownloadManager

from qabot.domain import QabotError
from qabot.serving.access import Access, Refused
from qabot.serving.session import serve_session

MOST = 8
"""Tabs at once: each is a process with a model of its own."""
_HERE = Path(__file__).parent
_STATIC = Path(textual_serve.__file__).parent / "static"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' {sockets}; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""The page loads nothing from elsewhere, and no other page shows it."""


class Server:
    """Serves ``command``, a shell command that runs a Textual app, under the rules of ``access``."""

    def __init__(self, command: str, access: Access) -> None:
        access.check()
        self._command, self._access = command, access
        self._downloads = DownloadManager()
        self._open: set[web.WebSocketResponse] = set()
        self._page = Template((_HERE / "page.html").read_text(encoding="utf-8"))

    def app(self) -> web.Application:
        """The routes, each behind the guard."""
        app = web.Application(middlewares=[self._guard])
        app.add_routes(
            [
                web.get("/", self._index),
                web.get("/ws", self._websocket),
                web.get("/download/{key}", self._download),
                web.get("/focus.js", self._focus),
                web.static("/static", _STATIC),
            ]
        )
        app.on_response_prepare.append(self._headers)
        app.on_shutdown.append(self._shutdown)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        cookie = request.cookies.get(self._cookie(request))
        try:
            self._access.admit(request.headers, request.query, cookie)
        except Refused as refused:
            return web.Response(status=refused.status, text=refused.message + "\n")
        return await handler(request)

    def _cookie(self, request: web.Request) -> str:
        # Cookies of one host are shared by all its ports; this process has one.
        address = request.transport.get_extra_info("sockname") if request.transport else None
        return f"qabot-{address[1] if address else 0}"

    async def _headers(self, request: web.Request, response: web.StreamResponse) -> None:
        host = request.headers.get("Host", "")
        sockets = self._access.base(host).replace("http", "ws", 1)
        response.headers["Content-Security-Policy"] = _POLICY.format(sockets=sockets)
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"

    async def _index(self, request: web.Request) -> web.StreamResponse:
        base = self._access.base(request.host)
        if self._access.asked_with_token(request.query):
            # The token leaves the address, so that no history keeps it.
            away = web.Response(status=303, headers={"Location": base + "/"})
            away.set_cookie(
                self._cookie(request),
                self._access.session,
                httponly=True,
                samesite="Strict",
                secure=base.startswith("https"),
            )
            return away
        page = self._page.substitute(websocket=base.replace("http", "ws", 1) + "/ws")
        headers = {"Cache-Control": "no-store"}
        return web.Response(text=page, content_type="text/html", headers=headers)

    async def _focus(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(_HERE / "focus.js")

    async def _websocket(self, request: web.Request) -> web.StreamResponse:
        if len(self._open) >= MOST:
            return web.Response(status=503, text=f"{MOST} tabs are open already.\n")
        websocket = web.WebSocketResponse(heartbeat=15)
        self._open.add(websocket)
        try:
            await serve_session(request, websocket, self._command, self._downloads)
        finally:
            self._open.discard(websocket)
        return websocket

    async def _shutdown(self, app: web.Application) -> None:
        """Tabs end at once, not only when aiohttp loses patience with them."""
        going = [websocket.close(code=1001) for websocket in self._open if websocket.prepared]
        await asyncio.gather(*going, return_exceptions=True)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        key = request.match_info["key"]
        try:
            found = await self._downloads.get_download_metadata(key)
        except KeyError:
            raise web.HTTPNotFound(text="There is no such file.\n") from None
        response = web.StreamResponse()
        response.content_type = "application/octet-stream"
        name = found.file_name.replace('"', "").replace("\\", "")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        await response.prepare(request)
        async for piece in self._downloads.download(key):
            await response.write(piece)
        return response

    async def run(self, port: int, started: Callable[[int], None]) -> None:
        """Serve until ctrl+c or a termination signal. ``started`` is told the port.

        Raises ``QabotError`` if the address cannot be used.
        """
        runner = web.AppRunner(self.app(), access_log=None)
        await runner.setup()
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows: KeyboardInterrupt comes
                loop.add_signal_handler(number, stop.set)
        try:
            site = web.TCPSite(runner, self._access.host, port, shutdown_timeout=5.0)
            try:
                await site.start()
            except OSError as error:
                raise QabotError(
                    f"{self._access.host}, port {port}, cannot be used: {_why(error)}.",
                    "Choose another with --port, or 0 for any that is free.",
                ) from error
            started(runner.addresses[0][1])
            await stop.wait()
        finally:
            await runner.cleanup()


def _why(error: OSError) -> str:
    # asyncio puts the address into the message, which is named already.
    return (os.strerror(error.errno) if error.errno else str(error)).lower()
