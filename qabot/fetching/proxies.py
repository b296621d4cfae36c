"""The proxy that the user's environment names: HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY."""

from __future__ import annotations

import ipaddress
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

import httpcore

from qabot.fetching.network import Clock, GuardedBackend, addresses
from qabot.fetching.policy import Policy, Unfetched

# Names that mean something inside a network only, where a proxy would look them up for us.
_INSIDE = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home.arpa", ".corp", ".home")


def proxy_for(url: str) -> str:
    """The proxy through which ``url`` is to be asked; empty: none. Loopback never has one."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if _is_loopback(host) or proxy_bypass(f"{host}:{parts.port}" if parts.port else host):
        return ""
    known = getproxies()
    proxy = known.get(parts.scheme) or known.get("all") or ""
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"


def proxy_pool(proxy: str, policy: Policy, clock: Clock) -> httpcore.ConnectionPool:
    """Connections through a proxy. Raises ``Unfetched`` when it is of a kind we cannot use."""
    parts = urlsplit(proxy)
    name = named(proxy)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unfetched(
            f"the proxy {name} is of a kind that is not supported",
            "Set HTTPS_PROXY to an http:// proxy, or leave the address out with NO_PROXY.",
        )
    auth = None
    if parts.username is not None:
        auth = unquote(parts.username), unquote(parts.password or "")
    return httpcore.HTTPProxy(
        name,
        proxy_auth=auth,
        max_connections=4,
        keepalive_expiry=15.0,
        # The proxy was named by the user, and mostly stands in the user's own network.
        network_backend=GuardedBackend(policy, clock, trusted=parts.hostname),
    )


def named(proxy: str) -> str:
    """A proxy's address without the name and password in it."""
    parts = urlsplit(proxy)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], "/", "", ""))


def refuse_private(url: str, policy: Policy) -> None:
    """Raise ``Unfetched`` if a proxy would be asked for an address of a private network.

    What this machine cannot resolve, the proxy resolves: then the name alone is judged.
    """
    if policy.allow_private:
        return
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        addresses(host, parts.port or 0, policy)
    except Unfetched as error:
        if not error.passing:
            raise
        if "." not in host.rstrip(".") or host.rstrip(".").endswith(_INSIDE):
            raise Unfetched(
                f"{host} is a name of a private network",
                "If you trust it: qabot add --allow-private.",
            ) from None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
