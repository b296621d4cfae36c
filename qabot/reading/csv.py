"""``.csv`` and ``.tsv``: one article a row, names in the first."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import TextIO

from qabot.domain import Article, Failure
from qabot.reading.encoding import bom, decode, refuse_binary
from qabot.reading.rows import Row, from_rows
from qabot.reading.source import Bad, Source

MAX_FIELD = 32 * 1024 * 1024
"""Characters of the longest field; a quote that is never closed ends here."""
_ESCAPED = re.compile("[\udc80-\udcff]")
_QUOTED = re.compile(r'"[^"]*"')


def read_csv(source: Source) -> Iterator[Article | Failure]:
    """Yield the article of each row, streamed. Columns are found by name."""
    return from_rows(source, _rows(source), "line", table=True)


def _rows(source: Source) -> Iterator[Row]:
    with source.path.open("rb") as raw:
        head = raw.read(64 * 1024)
    mark = bom(head)
    if not mark:
        refuse_binary(head)
    # What is no UTF-8 arrives as escapes and is decoded value by value.
    errors = (
        "replace" if mark.startswith("utf-16") or mark.startswith("utf-32") else "surrogateescape"
    )
    csv.field_size_limit(MAX_FIELD)  # a setting of the whole process; the standard one is 128 kB
    with source.path.open(encoding=mark or "utf-8", errors=errors, newline="") as file:
        yield from _records(file, source.path.suffix.lower() == ".tsv")


def _records(file: TextIO, tabs: bool) -> Iterator[Row]:
    reader = csv.reader(file, delimiter="\t" if tabs else _delimiter(file))
    names: list[str] = []
    start = 1
    try:
        for record in reader:
            values = [_repaired(value) for value in record]
            if any(map(str.strip, values)):
                if not names:
                    names = [value.strip() for value in values]
                elif len(values) > len(names) and any(map(str.strip, values[len(names) :])):
                    yield (
                        start,
                        Bad(
                            f"{len(values)} columns where the header has {len(names)}",
                            "Quote the text.",
                        ),
                    )
                else:
                    yield start, dict(zip(names, values, strict=False))
            start = reader.line_num + 1
    except csv.Error as error:
        yield (
            start,
            Bad(f"not readable from here on ({error})", "Look for a quote that is not closed."),
        )


def _delimiter(file: TextIO) -> str:
    header = _QUOTED.sub("", file.readline(64 * 1024))
    file.seek(0)
    return max(",;\t|", key=header.count)  # of equals the first: a comma


def _repaired(value: str) -> str:
    if not _ESCAPED.search(value):
        return value
    return decode(value.encode("utf-8", "surrogateescape"))
