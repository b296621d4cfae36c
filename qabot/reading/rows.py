"""Many articles in one file: keys that are unique, bad rows listed and bounded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice

from qabot.domain import Article, Failure
from qabot.reading.fields import article, check_fields, check_mapping, undated
from qabot.reading.source import Bad, Source

HOPELESS = 100
"""After so many bad rows and no good one, the rest is not read."""
LISTED = 1000
"""Bad rows of a file that are listed one by one."""

Row = tuple[int, Mapping[str, object] | Bad]
"""Number of the row as the user counts, from 1, and its fields or what is wrong."""


def from_rows(
    source: Source, rows: Iterator[Row], unit: str, *, table: bool = False
) -> Iterator[Article | Failure]:
    """Yield the article of each row, or a failure that names the row by ``unit`` and number.

    ``table``: all rows have the same fields. Two rows with one id both stay: the later gets its number added to the key.
    """
    check_mapping(source.mapping)
    rows = _checked(rows, source.mapping, table) if source.mapping else rows
    keys = Keys()
    bad = 0
    for number, row in rows:
        try:
            if isinstance(row, Bad):
                raise row
            found = article(row, source.mapping, path=source.name, key=str(number))
            if found.published is None and (stated := undated(row, source.mapping)):
                source.undated(f"{unit} {number}", stated)
            yield replace(found, key=keys.unique(found.key, number))
        except Bad as problem:
            bad += 1
            if bad <= LISTED:
                yield source.failure(
                    problem.reason, problem.remedy, problem.where or f"{unit} {number}"
                )
            if bad == HOPELESS and not keys.count:
                raise Bad(
                    f"none of its first {HOPELESS} {unit}s is an article; the rest was not read",
                    "Name the fields, for example --map text=body,published=day.",
                ) from None
    if bad > LISTED:
        yield source.failure(
            f"{bad - LISTED:,} more bad {unit}s, not listed", "Repair those listed first."
        )
    if not bad and not keys.count:
        raise Bad("no articles in it", "Put some in, or delete it.")


def _checked(rows: Iterator[Row], mapping: Mapping[str, str], table: bool) -> Iterator[Row]:
    """The same rows, if the first of them have the fields that ``mapping`` names.

    Raises ``Bad``. A field that is not the text may come later, but not in a table.
    """
    first = list(islice(rows, HOPELESS))
    good = [row for _, row in first if not isinstance(row, Bad)]
    whole = table or len(first) < HOPELESS
    check_fields(good, {k: v for k, v in mapping.items() if whole or k == "text"})
    return chain(first, rows)


class Keys:
    """Makes the keys of one file unique. A hash each is remembered, not the key."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    @property
    def count(self) -> int:
        return len(self._seen)

    def unique(self, key: str, number: int) -> str:
        """Return ``key``, or ``key~number`` if it came before."""
        while hash(key) in self._seen:
            key = f"{key}~{number}"
        self._seen.add(hash(key))
        return key
