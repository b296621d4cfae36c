"""Where a link leads: addresses whose looks deceive say so."""

from __future__ import annotations

import unicodedata
from urllib.parse import SplitResult, urlsplit, urlunsplit


def true_link(url: str) -> str:
    """A web address with its host as the network knows it; others as they are.

    Names before an ``@`` go, for ``https://bbc.com@evil.example`` leads to evil.example; letters
    that are not ASCII become Punycode, for they may look like others (RFC 3492).
    """
    parts = _split(url)
    if parts is None:
        return url
    host = _ascii(parts.hostname or "")
    if ":" in host:
        host = f"[{host}]"
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        port = ""
    return urlunsplit(parts._replace(netloc=host + port))


def shown_link(url: str) -> str:
    """A web address for people, followed by the host that it leads to if it looks otherwise."""
    parts = _split(url)
    if parts is None:
        return url
    host = _ascii(parts.hostname or "")
    if parts.username is None and host == (parts.hostname or "").lower():
        return url
    return f"{url} (leads to {host})"


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    return parts if parts.scheme.lower() in ("http", "https") and host else None


def _ascii(host: str) -> str:
    # As browsers do (IDNA 2008): Python's own codec has the rules of 2003, where ß is ss.
    flat = unicodedata.normalize("NFKC", host.replace("\u3002", ".").lower()).lower()
    return ".".join(
        label if label.isascii() else "xn--" + label.encode("punycode", "replace").decode("ascii")
        for label in flat.split(".")
    )
