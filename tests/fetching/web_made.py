"""A web server of the test's own, on the loopback interface, with pages made for the tests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Handler = Callable[[BaseHTTPRequestHandler], None]

PARAGRAPHS = (
    "The harbour council of Nordvik voted on Tuesday evening to postpone the ferry plan by two years,"
    " after a long debate in which residents of the outer islands filled the gallery.",
    "Council leader Ingrid Dahl said that the costs had risen by a third since the first estimate,"
    " and that nobody could tell today what steel would cost in the spring.",
    "The two new electric ferries were to replace boats that were built in the 1980s."
    " The operator warned that the old engines may not last until the new date.",
    "A group of fishermen had asked for the delay because the new quay would close their harbour"
    " for eleven months. Their spokesman called the vote a victory of patience over haste.",
    "The regional government, which pays half of the sum, has thirty days to object."
    " Its transport office declined to comment before it has read the minutes.",
)


def page(
    title: str = "Council postpones ferry plan",
    *,
    extra: str = "",
    head: str = "",
    day: str = "2024-05-14",
    site: str = "Nordvik Courier",
) -> bytes:
    """An article as news sites write them: menus, teasers, captions and a footer around it."""
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | {site}</title>
<meta property="og:site_name" content="{site}"><meta property="og:title" content="{title}">
<meta property="og:type" content="article"><meta name="author" content="Marit Holm">
<meta property="article:published_time" content="{day}T08:30:00+02:00">{head}</head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li>
<li><a href="/weather">Weather</a></li></ul></nav></header>
<main><article><h1>{title}</h1><p class="byline">By <a rel="author">Marit Holm</a></p>
<figure><img src="f.jpg" alt=""><figcaption>A ferry. Photo: archive</figcaption></figure>
{body}<p>{extra or "The next meeting of the council is in June."}</p></article>
<aside><h2>Most read</h2><ul><li><a href="/a">Bakery reopens</a></li></ul></aside></main>
<footer><p>© Nordvik Courier. All rights reserved.</p></footer></body></html>""".encode()


@dataclass
class Site:
    """What the server answers by path, and what it was asked."""

    url: str = ""
    pages: dict[str, Handler] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def put(
        self, path: str, body: bytes, kind: str = "text/html; charset=utf-8", **headers: str
    ) -> str:
        """Serve ``body``; the address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        def handler(request: BaseHTTPRequestHandler) -> None:
            answer(request, 200, body, {"Content-Type": kind, **named})

        return self.on(path, handler)

    def on(self, path: str, handler: Handler) -> str:
        """Serve what ``handler`` does; the address."""
        self.pages[path] = handler
        return self.url + path

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Lead on; the address."""
        return self.on(path, lambda request: answer(request, status, b"", {"Location": to}))

    def status(self, path: str, status: int) -> str:
        """Answer with an error; the address."""
        return self.on(path, lambda request: answer(request, status, b"<h1>no</h1>", {}))

    def paths(self) -> list[str]:
        """Paths that were asked, robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


def answer(
    request: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]
) -> None:
    """Send a whole answer."""
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


@contextmanager
def serving() -> Iterator[Site]:
    """A running server."""
    site = Site()

    class Requests(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            handler = site.pages.get(self.path)
            try:
                if handler is None:
                    answer(self, 404, b"nothing here", {"Content-Type": "text/plain"})
                else:
                    handler(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Requests)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
