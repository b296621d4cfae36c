"""Fetching through the proxy that the environment names, and what it does not let in."""

from __future__ import annotations

import base64
import socket
from dataclasses import replace
from http.server import BaseHTTPRequestHandler

import pytest
from getting import get, refusal
from web_made import Site, answer

from qabot.fetching import Policy
from qabot.fetching.proxies import proxy_for


@pytest.fixture
def proxied(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Our server as the proxy: it is asked for whole addresses, and answers itself."""
    host = site.url.removeprefix("http://")
    monkeypatch.setenv("http_proxy", f"http://jo:s%40cret@{host}")
    monkeypatch.setenv("https_proxy", f"http://{host}")
    monkeypatch.setenv("no_proxy", "direct.example,.inside.example")
    # No test asks a name server. What the proxy is to resolve is not known here.
    resolving = socket.getaddrinfo

    def resolved(name: str, *rest: object, **more: object) -> list[object]:
        known = {"public.example": "93.184.215.14", "inner.example": "10.0.0.7"}
        if name not in known and not name[0].isdigit():
            raise socket.gaierror
        return resolving(known.get(name, name), *rest, **more)  # type: ignore[arg-type,return-value]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    return site


def test_pages_come_through_it_with_its_password(proxied: Site, policy: Policy) -> None:
    public = replace(policy, allow_private=False)
    for host in ("public.example", "unknown-here.example"):
        proxied.put(f"http://{host}/news", b"by proxy")
        assert get(f"http://{host}/news", public) == b"by proxy"
    path, headers = proxied.asked[0]
    assert path == "http://public.example/news"
    sent = {name.lower(): value for name, value in headers.items()}
    assert sent["proxy-authorization"] == "Basic " + base64.b64encode(b"jo:s@cret").decode()


def test_it_does_not_open_private_networks(proxied: Site, policy: Policy) -> None:
    public = replace(policy, allow_private=False)
    for host in ("inner.example", "10.0.0.7", "169.254.169.254", "intranet", "files.local"):
        proxied.put(f"http://{host}/", b"secret")
        assert "private network" in refusal(f"http://{host}/", public).reason
        proxied.redirect("http://public.example/r", f"http://{host}/")
        assert "private network" in refusal("http://public.example/r", public).reason
    assert {path for path, _ in proxied.asked} == {"http://public.example/r"}
    assert get("http://inner.example/", policy) == b"secret"  # with --allow-private


def test_refusals_name_the_proxy_and_no_password(
    proxied: Site, policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(request: BaseHTTPRequestHandler) -> None:
        answer(request, 407, b"", {})

    proxied.on("public.example:443", refusing)
    said = refusal("https://public.example/", replace(policy, allow_private=False))
    assert "proxy http://127.0.0.1:" in said.reason and "HTTPS_PROXY" in said.remedy
    monkeypatch.setenv("http_proxy", "http://jo:s%40cret@127.0.0.1:9")
    said = refusal("http://public.example/", policy)
    assert "proxy http://127.0.0.1:9/" in said.reason and "cret" not in said.reason
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:9")
    assert "not supported" in refusal("http://public.example/", policy).reason


def test_what_goes_direct(proxied: Site) -> None:
    for host in ("localhost", "127.0.0.1", "[::1]", "direct.example", "a.inside.example"):
        assert proxy_for(f"http://{host}:8000/") == ""
    assert proxy_for("http://public.example/").startswith("http://jo:")
