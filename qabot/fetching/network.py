"""Connections that are made to public addresses only, end in time, and can be cancelled.

The check is made on the very address that is connected to, so that a name which resolves
differently the second time gains nothing.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from qabot.fetching.address import is_private
from qabot.fetching.policy import Policy, Unfetched

_BEAT = 0.2
"""Seconds after which a waiting read looks whether it was cancelled."""


class Clock:
    """The time that is left for a request."""

    def __init__(self, check: Callable[[], None]) -> None:
        self.check = check
        self.deadline = float("inf")

    def left(self) -> float:
        """Seconds; raises what ``check`` raises, and ``httpcore.ReadTimeout`` at the end."""
        self.check()
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves, checks, then connects to what was checked."""

    def __init__(self, policy: Policy, clock: Clock, *, trusted: str = "") -> None:
        """``trusted``: a host that may be in a private network, the user's proxy."""
        self._policy = policy
        self._clock = clock
        self._trusted = trusted
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError("no address")
        trusted = host.lower() == self._trusted.lower() != ""
        for address in addresses(host, port, self._policy, trusted=trusted):
            try:
                wait = min(self._policy.connect_seconds, self._clock.left())
                stream = self._inner.connect_tcp(address, port, wait, None, socket_options)
                return _Stream(stream, self._clock)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


def addresses(host: str, port: int, policy: Policy, *, trusted: bool = False) -> list[str]:
    """What a host resolves to, at most four. Raises ``Unfetched``, also for a private network."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unfetched(
            f"the host {host} is not known", "Check the address and the network.", passing=True
        ) from None
    known = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    # One private address among public ones is the mark of an attack, or of a home network.
    private = [address for address in known if is_private(address)]
    if private and not (policy.allow_private or trusted):
        raise Unfetched(
            f"{host} is an address of a private network ({private[0]})",
            "If you trust it: qabot add --allow-private.",
        )
    return known[:4]


class _Stream(httpcore.NetworkStream):
    """Reads in short waits. The limit is on the whole: a drop a second does not extend it."""

    def __init__(self, inner: httpcore.NetworkStream, clock: Clock) -> None:
        self._inner = inner
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while True:
            try:
                return self._inner.read(max_bytes, min(_BEAT, self._clock.left()))
            except httpcore.ReadTimeout:
                self._clock.left()

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._clock.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._clock.left()
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
