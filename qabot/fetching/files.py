"""Which file an answer is, whatever its address is called: by its first bytes, then its type."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from qabot.fetching.client import Response

_BLANK = b"\xef\xbb\xbf \t\r\n\0"
_TYPES = {
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/epub+zip": ".epub",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/json": ".json",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/markdown": ".md",
    "multipart/related": ".mhtml",
    "application/warc": ".warc",
    "application/vnd.apache.parquet": ".parquet",
}


def magic(body: bytes) -> str:
    """The suffix of a document that shows by its first bytes what it is; else nothing."""
    head = body[:1024].lstrip(_BLANK)
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        # The names of all parts stand at the end of the archive too.
        if b"application/epub+zip" in head[:100] or b"META-INF/container.xml" in body:
            return ".epub"
        return ".docx" if b"word/document.xml" in body else ""
    return ".parquet" if head.startswith(b"PAR1") else ".warc" if head.startswith(b"WARC/") else ""


def name_of(response: Response) -> str:
    """A file name for an answer, with the suffix by which it is read if that is known."""
    said = re.search(
        r"filename=\"?([^\";]+)", response.headers.get("content-disposition", ""), re.IGNORECASE
    )
    path = said[1] if said else unquote(urlsplit(response.url).path)
    name = PurePosixPath(path.strip()).name
    suffix = magic(response.body) or _TYPES.get(response.kind, "")
    if not suffix or name.lower().endswith((suffix, suffix + ".gz")):
        return name
    return (name or "document") + suffix
