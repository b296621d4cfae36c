"""Which reader takes which suffix. Readers are imported when first used."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import cast

from qabot.reading.source import Bad, Reader

_READERS: dict[str, str] = {
    ".txt": "plain.read_text",
    ".text": "plain.read_text",
    ".md": "markdown.read_markdown",
    ".markdown": "markdown.read_markdown",
    ".jsonl": "jsonl.read_jsonl",
    ".jsonl.gz": "jsonl.read_jsonl",
    ".ndjson": "jsonl.read_jsonl",
    ".ndjson.gz": "jsonl.read_jsonl",
    ".json": "json.read_json",
    ".csv": "csv.read_csv",
    ".tsv": "csv.read_csv",
    ".parquet": "parquet.read_parquet",
    ".html": "html.read_html",
    ".htm": "html.read_html",
    ".xhtml": "html.read_html",
    ".mhtml": "mhtml.read_mhtml",
    ".mht": "mhtml.read_mhtml",
    ".pdf": "pdf.read_pdf",
    ".docx": "docx.read_docx",
    ".epub": "epub.read_epub",
    ".warc": "warc.read_warc",
    ".warc.gz": "warc.read_warc",
}
_PACKED = (".zip", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tar")
SUFFIXES = frozenset(_READERS)
"""Suffixes, lower case with their dots, of the files that can be read."""


def suffix(path: Path) -> str:
    """Return the suffix by which ``path`` is read, or nothing."""
    name = path.name.lower()
    # The longest wins: .jsonl.gz before .gz.
    found = [end for end in SUFFIXES if name.endswith(end) and name != end]
    return max(found, key=len, default="")


def readable(path: Path) -> bool:
    """Whether ``read`` takes a file of this name."""
    return bool(suffix(path))


def reader(path: Path) -> Reader:
    """Return the reader for ``path``. Raises ``Bad`` when there is none."""
    end = suffix(path)
    if not end:
        if path.suffix.lower() in _PACKED:
            raise Bad(
                f"packed files ({path.suffix}) are not read", "Unpack it, and add what is in it."
            )
        kinds = ", ".join(sorted(SUFFIXES))
        raise Bad(
            f"files of this kind ({path.suffix or 'no suffix'}) are not read",
            f"These are: {kinds}.",
        )
    module, function = _READERS[end].split(".")
    return cast(Reader, getattr(importlib.import_module(f"qabot.reading.{module}"), function))
