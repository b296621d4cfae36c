"""Who may reach the chat in a browser. Standard library only, no input or output.

Whoever reaches it can read what the user can read: ``/add`` takes any path. So:

- without a token only this machine is served, and only to pages that came from here: a web page
  of someone else's in the same browser has another ``Origin``, and one that had its name pointed
  at this machine (DNS rebinding) asks for another ``Host``;
- with a token every request must bring it, the websocket's and the style sheet's too. A browser
  brings it once, in the address, and gets a cookie for it that this process alone knows.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from qabot.domain import QabotError

SHORTEST = 16
"""Characters of a token, at least: nobody guesses it by trying."""


class Refused(Exception):
    """A request that is not served. ``status`` is that of HTTP."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass(frozen=True, slots=True)
class Access:
    """The rules of one server."""

    host: str = "127.0.0.1"
    """The address that it listens on."""
    token: str = ""
    url: str = ""
    """Where browsers see it, behind another server: ``https://news.example``."""
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """What the cookie holds instead of the token."""

    def check(self) -> None:
        """Raise ``QabotError`` if these rules would serve strangers."""
        if not self.token and not is_loopback(self.host):
            raise QabotError(
                f"{self.host} can be reached from other machines: that needs a token.",
                f"Set QABOT_SERVE_TOKEN to {SHORTEST} characters or more, or use --token new.",
            )
        if not self.token and self.url:
            raise QabotError(
                "Another server passes strangers on: that needs a token.",
                f"Set QABOT_SERVE_TOKEN to {SHORTEST} characters or more, or use --token new.",
            )
        if self.token and (len(self.token) < SHORTEST or not self.token.isascii()):
            raise QabotError(
                f"A token has {SHORTEST} characters or more, of ASCII.", "--token new makes one."
            )
        parts = urlsplit(self.url)
        if self.url and not (parts.scheme in ("http", "https") and parts.netloc):
            raise QabotError(f"{self.url} is no address.", "Write it as https://news.example.")

    def admit(
        self, headers: Mapping[str, str], query: Mapping[str, str], cookie: str | None
    ) -> None:
        """Raise ``Refused`` if a request may not be served. ``headers`` know no case."""
        host, origin = headers.get("Host", ""), headers.get("Origin")
        if not self.token and not is_loopback(_name(host)):
            raise Refused(403, "This chat is served to its own machine only.")
        if origin is not None and not self._ours(origin, host):
            raise Refused(403, "Another page may not use this chat.")
        if self.token and not self._proven(headers, query, cookie):
            raise Refused(401, "This chat needs its token: open the address that ends with it.")

    def asked_with_token(self, query: Mapping[str, str]) -> bool:
        """Whether the address itself brings the right token."""
        return bool(self.token) and _same(query.get("token", ""), self.token)

    def base(self, host: str) -> str:
        """The address of the chat, as a browser that asks for ``host`` sees it."""
        return self.url.rstrip("/") or f"http://{host}"

    def _ours(self, origin: str, host: str) -> bool:
        parts = urlsplit(origin)
        public = urlsplit(self.url)
        if self.url and (parts.scheme, parts.netloc) == (public.scheme, public.netloc):
            return True
        return parts.scheme in ("http", "https") and parts.netloc == host

    def _proven(
        self, headers: Mapping[str, str], query: Mapping[str, str], cookie: str | None
    ) -> bool:
        kind, _, given = headers.get("Authorization", "").partition(" ")
        if kind.lower() == "bearer" and _same(given.strip(), self.token):
            return True
        return self.asked_with_token(query) or _same(cookie or "", self.session)


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine and no other."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _name(host: str) -> str:
    """The name in a ``Host`` header, without the port."""
    return urlsplit(f"//{host}").hostname or ""


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())
