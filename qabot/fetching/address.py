"""Web addresses: what may be asked, and when two are the same."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, urlsplit, urlunsplit

from qabot.fetching.policy import Unfetched
from qabot.reading.tracking import untracked

# NAT64, public and local (RFC 6052, RFC 8215), and SIIT (RFC 7915).
_WRAPPING = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/96", "::ffff:0:0:0/96")))
# Not of the public internet, though Python 3.11 says so (IANA's special-purpose registries). In the
# rest of local NAT64 an IPv4 address may stand in several places.
_SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "3fff::/20", "5f00::/16"),
    )
)
_COMPATIBLE = ipaddress.ip_network("::/96")
"""Addresses that wrapped IPv4 until RFC 4291; nothing public is there."""
_PORTS = {"http": 80, "https": 443}


def is_url(text: str) -> bool:
    """Whether a source is meant as a web address."""
    return bool(re.match(r"[a-z][a-z0-9+.-]{1,20}://", text, re.IGNORECASE))


def checked(url: str) -> str:
    """``url`` as it can be asked: ASCII, no fragment. Raises ``Unfetched`` if it cannot."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Unfetched("not a valid web address", "Check the address.") from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise Unfetched(f"addresses of the kind {scheme}:// are not fetched", "Use http or https.")
    if not host or re.search(r"[\s\x00-\x20\x7f]", url.strip()):
        raise Unfetched("not a valid web address", "Check the address.")
    if parts.username is not None or parts.password is not None:
        raise Unfetched("it has a name or password in it", "Save the page from a browser.")
    try:
        name = host if ":" in host else host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        name = ""
    # After encoding: signs such as a macron turn into a blank and something.
    if not re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]+(?:%[a-z0-9]+)?", name):
        raise Unfetched("its host is not a valid name", "Check the address.")
    where = f"[{name}]" if ":" in name else name
    if port is not None and port != _PORTS[scheme]:
        where += f":{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|")
    return urlunsplit((scheme, where, path, query, ""))


def clean(url: str) -> str:
    """One name for an address however it was reached: no tracking parameters, no fragment.

    What cannot be asked is returned as it is.
    """
    try:
        return untracked(checked(url))
    except Unfetched:
        return url.strip()


def names_of(url: str) -> tuple[str, ...]:
    """All addresses under which a site gives the page of ``url``: with and without ``www.``, for
    telephones, encrypted or not. ``url`` itself comes first."""
    parts = urlsplit(clean(url))
    if not _site(url):
        return (url,)
    port = f":{parts.port}" if parts.port else ""
    path = re.sub(r"(?:/amp)?/?$", "", parts.path)
    hosts = [prefix + _site(url) for prefix in ("", "www.", "m.", "amp.")]
    paths = [path + end for end in ("", "/", "/amp", "/amp/")]
    names = [
        urlunsplit((scheme, host + port, where or "/", parts.query, ""))
        for scheme in ("https", "http")
        for host in hosts
        for where in paths
    ]
    return tuple(dict.fromkeys((url, clean(url), *names)))


def same_host(one: str, other: str) -> bool:
    """Whether two addresses are of one site, as ``www.`` and ``m.`` are."""
    return _site(one) == _site(other) != ""


def _site(url: str) -> str:
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|mobile|amp)\.", "", host)


def is_private(address: str) -> bool:
    """Whether an IP address is not of the public internet, also when it is wrapped in IPv6."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.is_site_local or ip in _COMPATIBLE:
            return True
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and any(ip in network for network in _WRAPPING):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_private(str(inner))
    return not ip.is_global or ip.is_multicast or any(ip in network for network in _SPECIAL)
