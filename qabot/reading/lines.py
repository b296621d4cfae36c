"""Lines of large files, plain or gzip, in bounded memory."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator

from qabot.reading.encoding import bom, decode, refuse_binary
from qabot.reading.source import Bad, Source

MAX_LINE = 32 * 1024 * 1024
"""Longest line, in bytes or, in UTF-16, characters."""
MAX_SKIPPED = 1024 * 1024 * 1024
"""Bytes of too long lines after which a file is given up: a gzip bomb has no line ends."""
_LONG = Bad(f"longer than {MAX_LINE // 1024**2} MB", "Split it into several articles.")


def lines(source: Source) -> Iterator[tuple[int, str | Bad]]:
    """Yield number, from 1, and text of each line that is not blank.

    Raises ``Bad`` when the gzip data is damaged, after the lines before the damage.
    """
    with source.path.open("rb") as raw:
        zipped = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        try:
            # By content: browsers and mailers unpack .gz, and leave the name.
            yield from _lines(gzip.GzipFile(fileobj=raw) if zipped else raw)
        except EOFError:
            raise Bad("the gzip data ends too early", "Download or pack it again.") from None
        except (zlib.error, gzip.BadGzipFile) as error:
            raise Bad(f"damaged gzip data ({error})", "Download or pack it again.") from None


def _lines(stream: io.BufferedReader | gzip.GzipFile) -> Iterator[tuple[int, str | Bad]]:
    mark = bom(stream.peek(4)[:4])
    wide = mark not in ("", "utf-8-sig")
    if not wide:
        refuse_binary(stream.peek(4096))
    readline: Callable[[int], str | bytes]
    readline = (
        io.TextIOWrapper(stream, mark, "replace", newline="\n").readline
        if wide
        else stream.readline
    )
    number = skipped = 0
    while line := readline(MAX_LINE):
        number += 1
        if len(line) < MAX_LINE:
            if line.strip():
                yield number, _text(line)
            continue
        while line and line[-1:] not in (b"\n", "\n"):
            skipped += len(line)
            if skipped > MAX_SKIPPED:
                raise Bad(
                    "lines of more than 1 GB: no list of articles",
                    "Check where the file came from.",
                )
            line = readline(MAX_LINE)
        yield number, _LONG


def _text(line: str | bytes) -> str | Bad:
    if isinstance(line, str):
        return line
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return decode(line)
        except Bad as bad:
            return bad
