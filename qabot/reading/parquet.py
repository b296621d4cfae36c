"""``.parquet``: one article a row. Needs pyarrow, which is an extra."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qabot.domain import Article, Failure
from qabot.reading.fields import check_fields, is_known
from qabot.reading.rows import Row, from_rows
from qabot.reading.source import Bad, Source

BATCH = 256
"""Rows in memory at a time."""


def read_parquet(source: Source) -> Iterator[Article | Failure]:
    """Yield the article of each row, streamed. Columns are found by name."""
    return from_rows(source, _rows(source), "row")


def _rows(source: Source) -> Iterator[Row]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise Bad("reading Parquet needs pyarrow", "pip install 'qabot[parquet]'") from None
    number = 0
    try:
        with parquet.ParquetFile(source.path) as file:
            check_fields([dict.fromkeys(file.schema_arrow.names)], _outer(source.mapping))
            names = [name for name in file.schema_arrow.names if is_known(name, source.mapping)]
            for batch in file.iter_batches(BATCH, columns=names, use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except (pyarrow.ArrowException, ValueError, OverflowError) as error:
        reason = " ".join(str(error).split())[:100]
        raise Bad(f"damaged, or no Parquet file ({reason})", "Write it again.") from None


def _outer(mapping: Mapping[str, str]) -> dict[str, str]:
    """The columns that hold the fields; those inside of columns are looked for in the rows."""
    return {ours: theirs for ours, theirs in mapping.items() if "." not in theirs}
