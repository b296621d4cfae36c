"""Packed answers, unpacked piece by piece within a limit: a bomb is seen before it goes off."""

from __future__ import annotations

import zlib
from typing import Protocol

from qabot.fetching.policy import Unfetched

ACCEPTED = "gzip, deflate, br"
"""What we tell servers that we understand."""


class Unpacker(Protocol):
    """Unpacks one answer."""

    def unpack(self, piece: bytes, limit: int) -> bytes:
        """The next bytes, at most ``limit`` or little more. Raises ``Unfetched`` if damaged."""

    def end(self) -> None:
        """Raise ``Unfetched`` if something is missing at the end."""


def unpacker(encoding: str) -> Unpacker:
    """What unpacks a ``Content-Encoding``. Raises ``Unfetched`` if we have nothing for it."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    if name in ("gzip", "x-gzip", "deflate"):
        return _Zlib(bare=name == "deflate")
    if name == "br":
        return _Brotli()
    raise Unfetched(
        f"packed in a way that is not understood ({name[:40]})",
        "Save the page from a browser and add the file.",
    )


class _Plain:
    def unpack(self, piece: bytes, limit: int) -> bytes:
        return piece

    def end(self) -> None:
        pass


class _Zlib:
    def __init__(self, *, bare: bool) -> None:
        self._worker = zlib.decompressobj(47)  # gzip or zlib, whichever the header says
        self._bare = bare
        self._begun = False

    def unpack(self, piece: bytes, limit: int) -> bytes:
        limit = max(1, limit)
        try:
            return self._worker.decompress(piece, limit)
        except zlib.error:
            if self._begun or not self._bare:
                raise _damaged() from None
        finally:
            self._begun = True
        self._worker = zlib.decompressobj(-15)  # some servers leave the zlib header out
        try:
            return self._worker.decompress(piece, limit)
        except zlib.error:
            raise _damaged() from None

    def end(self) -> None:
        if self._begun and not self._worker.eof:
            raise _damaged()


class _Brotli:
    def __init__(self) -> None:
        import brotli

        self._error: type[Exception] = brotli.error
        self._worker = brotli.Decompressor()
        self._begun = False

    def unpack(self, piece: bytes, limit: int) -> bytes:
        self._begun = True
        try:
            unpacked: bytes = self._worker.process(piece, output_buffer_limit=max(1, limit))
            # It may hold the rest back although it is within the limit.
            while not self._worker.can_accept_more_data() and len(unpacked) < limit:
                unpacked += self._worker.process(b"", output_buffer_limit=limit - len(unpacked))
        except self._error:
            raise _damaged() from None
        return unpacked

    def end(self) -> None:
        if self._begun and not self._worker.is_finished():
            raise _damaged()


def _damaged() -> Unfetched:
    return Unfetched(
        "its packed data is damaged or ends too early", "Try again later.", passing=True
    )
