"""One request, within limits, and its answer."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

import httpcore

from qabot.fetching.address import checked
from qabot.fetching.network import Clock, GuardedBackend
from qabot.fetching.policy import USER_AGENT, Policy, Unfetched
from qabot.fetching.proxies import named, proxy_for, proxy_pool, refuse_private
from qabot.fetching.refresh import leads_to
from qabot.fetching.unpack import ACCEPTED, unpacker

_LATER = "Try again later."
_BROWSER = "Save the page from a browser and add the file."
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Response:
    """An answer, unpacked."""

    url: str
    """Where it came from in the end."""
    status: int
    headers: Mapping[str, str]
    """By lower case name."""
    body: bytes

    @property
    def kind(self) -> str:
        """The media type, such as ``text/html``."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """What the server says of it."""
        found = re.search(r"charset=[\"']?([\w.:-]+)", self.headers.get("content-type", ""), re.I)
        return found[1] if found else ""


class Client:
    """Asks hosts for addresses, each host at most once in ``policy.pause`` seconds."""

    def __init__(self, policy: Policy, check: Callable[[], None]) -> None:
        """``check`` is called while waiting; what it raises ends the request."""
        self.policy = policy
        self._clock = Clock(check)
        self._asked: dict[str, float] = {}
        direct = httpcore.ConnectionPool(
            max_connections=4,
            keepalive_expiry=15.0,
            network_backend=GuardedBackend(policy, self._clock),
        )
        self._pools: dict[str, httpcore.ConnectionPool] = {"": direct}

    def get(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        allowed: Callable[[str], None] | None = None,
    ) -> Response:
        """The answer to ``url``, redirects followed; its status is 200 or 304.

        ``allowed`` is called with each address before it is asked, and may raise. Raises
        ``Unfetched`` for everything that goes wrong.
        """
        asked = checked(url)
        for _ in range(self.policy.redirects):
            if allowed is not None:
                allowed(asked)
            answer = self._once(asked, headers or {})
            if answer.status not in _REDIRECTS:
                refuse(answer)
                goal = leads_to(answer.body) if "html" in answer.kind else ""
                further = checked(urljoin(asked, goal)) if goal else asked
                if further == asked:
                    return answer
            else:
                further = checked(urljoin(asked, answer.headers.get("location", "")))
            asked = further
        raise Unfetched("it leads from one address to the next without end", _BROWSER)

    def _once(self, url: str, headers: Mapping[str, str]) -> Response:
        proxy = proxy_for(url)
        pool = self._through(proxy, url)
        self._wait(url)
        self._clock.deadline = time.monotonic() + self.policy.seconds
        sent = {
            "User-Agent": USER_AGENT,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "*",
            "Accept-Encoding": ACCEPTED,
            **headers,
        }
        try:
            with pool.stream("GET", url, headers=list(sent.items())) as stream:
                got = {
                    name.decode("latin-1").lower(): value.decode("latin-1")
                    for name, value in stream.headers
                }
                body = b"" if stream.status in _REDIRECTS else self._body(stream, got)
                return Response(url, stream.status, got, body)
        except httpcore.TimeoutException:
            raise Unfetched(
                f"no full answer within {self.policy.seconds:g} seconds", _LATER, passing=True
            ) from None
        except httpcore.ProxyError as error:
            raise Unfetched(
                f"the proxy {named(proxy)} does not let it through ({str(error)[:80]})",
                "Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY.",
                passing=True,
            ) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            said = str(error)
            if "CERTIFICATE" in said.upper():
                raise Unfetched("its certificate is not valid", _BROWSER) from None
            what = "does not answer" if isinstance(error, httpcore.ConnectError) else "broke off"
            who = f"the proxy {named(proxy)}, or the server behind it," if proxy else "the server"
            raise Unfetched(f"{who} {what} ({said[:80]})", _LATER, passing=True) from None
        except httpcore.UnsupportedProtocol as error:
            raise Unfetched(f"not a valid web address ({error})", "Check the address.") from None

    def _through(self, proxy: str, url: str) -> httpcore.ConnectionPool:
        if proxy:
            refuse_private(url, self.policy)
            if proxy not in self._pools:
                self._pools[proxy] = proxy_pool(proxy, self.policy, self._clock)
        return self._pools[proxy]

    def _wait(self, url: str) -> None:
        host = url.split("/")[2]
        until = self._asked.get(host, 0.0) + self.policy.pause
        while (left := until - time.monotonic()) > 0:
            self._clock.check()
            time.sleep(min(left, 0.1))
        self._asked[host] = time.monotonic()

    def _body(self, stream: httpcore.Response, headers: Mapping[str, str]) -> bytes:
        most = self.policy.max_bytes
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > most:
            raise _too_large(most)
        packed = unpacker(headers.get("content-encoding", ""))
        body = bytearray()
        taken = 0
        for piece in stream.iter_stream():
            self._clock.left()
            taken += len(piece)
            body += packed.unpack(piece, most + 1 - len(body))
            if max(taken, len(body)) > most:
                raise _too_large(most)
        packed.end()
        return bytes(body)

    def close(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            pool.close()


def refuse(answer: Response) -> None:
    """Raise ``Unfetched`` unless the answer is one to read."""
    status = answer.status
    if status in (200, 203, 304):
        return
    if status in (404, 410):
        raise Unfetched(f"there is no such page ({status})", "Check the address.")
    if status in (401, 402, 403, 451):
        raise Unfetched(f"the server refuses to give it ({status})", _BROWSER)
    if status == 429 or status >= 500:
        said = "is asked too often" if status == 429 else "has an error"
        raise Unfetched(f"the server {said} ({status})", _LATER, passing=True)
    raise Unfetched(f"the server gives no page ({status})", _BROWSER)


def _too_large(most: int) -> Unfetched:
    return Unfetched(f"larger than {most / 1024**2:g} MB", "Save its text as a file and add that.")
