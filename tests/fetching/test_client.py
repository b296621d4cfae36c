"""Requests: limits, redirects, packing, and what stands in the way."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from dataclasses import replace
from http.server import BaseHTTPRequestHandler

import brotli
import pytest
from getting import get, refusal
from web_made import Site, answer, page

from qabot.domain import Cancel, Cancelled
from qabot.fetching import Policy
from qabot.fetching.client import Client
from qabot.fetching.robots import rules


@pytest.mark.parametrize(
    ("meta", "follows"),
    [
        ('<meta http-equiv="refresh" content="0; url=/goal?a=1&amp;b=2">', True),
        ("<META CONTENT='3;URL=\"/goal?a=1&b=2\"' HTTP-EQUIV=Refresh>", True),
        ('<meta http-equiv="refresh" content="0; /goal?a=1&b=2">', True),
        ('<meta http-equiv="refresh" content="600; url=/goal?a=1&b=2">', False),
        ('<meta http-equiv="refresh" content="5">', False),
        ('<meta http-equiv="refresh" content="5; url=/start">', False),
        ('<!-- <meta http-equiv="refresh" content="0; url=/goal?a=1&b=2"> -->', False),
        ('<noscript><meta http-equiv="refresh" content="0; url=/no"></noscript>', False),
    ],
)
def test_a_page_that_leads_on_is_followed(
    site: Site, policy: Policy, meta: str, follows: bool
) -> None:
    site.put("/goal?a=1&b=2", b"here")
    start = f"<html><head>{meta}</head><body>Moved.</body></html>".encode()
    assert (get(site.put("/start", start), policy) == b"here") is follows


def test_a_page_that_leads_on_is_a_redirect(site: Site, policy: Policy) -> None:
    meta = b'<html><meta http-equiv="refresh" content="0; url=%s"></html>'
    site.put("/a", meta % b"/b")
    site.put("/b", meta % b"/a")
    assert "without end" in refusal(site.url + "/a", policy).reason
    assert len(site.paths()) == policy.redirects
    inner = site.put("/inner", meta % b"file:///etc/passwd")
    assert "file://" in refusal(inner, policy).reason


def test_private_addresses_are_refused_at_first_and_behind_redirects(
    site: Site, policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = replace(policy, allow_private=False)
    port = site.url.rpartition(":")[2]
    site.put("/a", b"secret")
    for host in ("127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1"):
        said = refusal(f"http://{host}:{port}/a", public)
        assert "private network" in said.reason or "not known" in said.reason
    assert site.asked == []

    # A public name that leads to a private one. The public host is played by our server.
    resolving = socket.getaddrinfo

    def resolved(host: str, *rest: object, **more: object) -> list[object]:
        address = {"public.example": "93.184.215.14", "inner.example": "10.0.0.7"}.get(host, host)
        return resolving(address, *rest, **more)  # type: ignore[arg-type,return-value]

    import httpcore

    connecting = httpcore.SyncBackend.connect_tcp
    connected: list[str] = []

    def connect(self: object, host: str, *rest: object, **more: object) -> object:
        connected.append(host)
        ours = "127.0.0.1" if host == "93.184.215.14" else host
        return connecting(self, ours, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    public_url = f"http://public.example:{port}"
    assert get(public_url + "/a", public) == b"secret"
    for goal in (f"http://127.0.0.1:{port}/a", "http://inner.example/a", "file:///etc/passwd"):
        site.redirect("/r", goal)
        leading = f'<meta http-equiv="refresh" content="0; url={goal}">'
        site.put("/m", leading.encode())
        for path in ("/r", "/m"):
            said = refusal(public_url + path, public)
            assert "private network" in said.reason or "file://" in said.reason
    assert set(connected) == {"93.184.215.14"}  # what was checked is what was connected to


def test_a_name_is_resolved_once_for_check_and_connection(
    site: Site, policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host that answers public first and private then gains nothing."""
    answers = iter(["93.184.215.14", "127.0.0.1"])
    resolving = socket.getaddrinfo

    def resolved(host: str, *rest: object, **more: object) -> list[object]:
        address = next(answers) if host == "rebind.example" else host
        return resolving(address, *rest, **more)  # type: ignore[arg-type,return-value]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    import httpcore

    connected: list[str] = []

    def connect(self: object, host: str, *rest: object, **more: object) -> object:
        connected.append(host)
        raise httpcore.ConnectError("refused by the test")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    refusal("http://rebind.example/", replace(policy, allow_private=False))
    assert connected == ["93.184.215.14"]


def test_redirects_are_followed_and_end(site: Site, policy: Policy) -> None:
    site.put("/end", b"here")
    assert get(site.redirect("/1", "/2") and site.redirect("/2", "end", 301), policy) == b"here"
    assert get(site.url + "/1", policy) == b"here"
    said = refusal(site.redirect("/loop", "/loop"), policy)
    assert "without end" in said.reason
    assert site.paths().count("/loop") == policy.redirects


@pytest.mark.parametrize(
    ("status", "said", "passing"),
    [
        (404, "no such page", False),
        (410, "no such page", False),
        (403, "refuses", False),
        (429, "too often", True),
        (500, "has an error", True),
        (204, "gives no page", False),
    ],
)
def test_statuses(site: Site, policy: Policy, status: int, said: str, passing: bool) -> None:
    error = refusal(site.status("/x", status), policy)
    assert said in error.reason
    assert f"({status})" in error.reason
    assert error.passing == passing


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate", "br"])
def test_packed_answers(site: Site, policy: Policy, encoding: str) -> None:
    body = page() * 20
    packed = {
        "gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "raw deflate": zlib.compress(body)[2:-4],
        "br": brotli.compress(body),
    }[encoding]
    url = site.put("/p", packed, Content_Encoding=encoding.split()[-1])
    assert get(url, policy) == body
    broken = site.put("/b", packed[: len(packed) // 2], Content_Encoding=encoding.split()[-1])
    assert "packed data" in refusal(broken, policy).reason
    assert (
        "packed data" in refusal(site.put("/c", b"plain", Content_Encoding="gzip"), policy).reason
    )
    assert "packed data" in refusal(site.put("/e", b"plain", Content_Encoding="br"), policy).reason
    assert "not understood" in refusal(site.put("/d", b"x", Content_Encoding="zstd"), policy).reason


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_a_bomb_does_not_go_off(site: Site, policy: Policy, encoding: str) -> None:
    pack = {
        "gzip": lambda data: gzip.compress(data, 9),
        "br": lambda data: brotli.compress(data, quality=4),
    }[encoding]
    bomb = pack(b"\0" * 200_000_000)
    assert len(bomb) < policy.max_bytes
    url = site.put("/bomb", bomb, Content_Encoding=encoding)
    tracemalloc.start()
    try:
        assert "larger than" in refusal(url, policy).reason
        assert tracemalloc.get_traced_memory()[1] < 3 * policy.max_bytes
    finally:
        tracemalloc.stop()


def endless(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    while True:
        request.wfile.write(b"<p>more and more</p>" * 1000)


def dripping(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        request.wfile.write(f"X-{number}: 1\r\n".encode())
        request.wfile.flush()
        time.sleep(0.1)


def test_sizes_and_times_have_limits(site: Site, policy: Policy) -> None:
    def no_end(request: BaseHTTPRequestHandler) -> None:
        request.close_connection = True
        endless(request)

    assert "larger than" in refusal(site.on("/endless", no_end), policy).reason
    said = refusal(site.put("/large", b"x" * (policy.max_bytes + 1)), policy)
    assert "larger than" in said.reason
    brief = replace(policy, seconds=0.8)
    for handler in (dripping, lambda request: time.sleep(3)):
        began = time.monotonic()
        said = refusal(site.on("/slow", handler), brief)
        assert "within 0.8 seconds" in said.reason
        assert said.passing
        assert time.monotonic() - began < 2.9  # not the whole three


def test_a_connection_that_breaks_off(site: Site, policy: Policy) -> None:
    def broken(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b"half")
        request.close_connection = True

    assert "broke off" in refusal(site.on("/half", broken), policy).reason
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        shut = f"http://127.0.0.1:{free.getsockname()[1]}/"
    assert "does not answer" in refusal(shut, policy).reason
    assert "not known" in refusal("http://nowhere.invalid/", policy).reason


def test_waiting_is_cancelled_at_once(site: Site, policy: Policy) -> None:
    stop = Cancel()
    client = Client(replace(policy, seconds=30), stop.check)
    url = site.on("/slow", lambda request: time.sleep(5))
    threading.Timer(0.3, stop.set).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        client.get(url)
    assert time.monotonic() - began < 4  # not the whole five
    client.close()


def test_hosts_are_not_hurried(site: Site, policy: Policy) -> None:
    url = site.put("/a", b"a")
    client = Client(replace(policy, pause=0.3), lambda: None)
    began = time.monotonic()
    for _ in range(3):
        client.get(url)
    assert time.monotonic() - began >= 0.6
    client.close()


def test_we_say_who_we_are_and_no_more(site: Site, policy: Policy) -> None:
    def cookie(request: BaseHTTPRequestHandler) -> None:
        answer(request, 200, b"x", {"Set-Cookie": "id=7"})

    client = Client(policy, lambda: None)
    for _ in range(2):
        client.get(site.on("/c", cookie))
    client.close()
    for _, headers in site.asked:
        assert "qabot/" in headers["user-agent"]
        assert set(headers) <= {
            *("host", "user-agent", "accept", "accept-language", "accept-encoding"),
        }


ROBOTS = """
User-agent: *
Disallow: /

User-agent: OtherBot
User-agent: qabot/1.0   # us, among others
Disallow: /private
Allow: /private/open
Disallow: /*.php$
Disallow:
Disallow: /q?*secret=
Crawl-delay: 5
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private", False),
        ("/private/x", False),
        ("/private/open/x", True),
        ("/a/b.php", False),
        ("/a/b.php?x", True),
        ("/q?a=1&secret=2", False),
        ("/%70rivate/x", False),
    ],
)
def test_robots(path: str, allowed: bool) -> None:
    assert rules(ROBOTS).allow("https://example.org" + path) == allowed
    assert rules("User-agent: *\nDisallow: /").allow("https://example.org/") is False
    assert rules("").allow("https://example.org/x")
    assert rules("nonsense\n: \nDisallow: /").allow("https://example.org/x")
