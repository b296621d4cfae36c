"""``.warc`` and ``.warc.gz``: web crawls. Needs warcio, which is an extra."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qabot.domain import Article, Failure
from qabot.reading.html import from_html, page_text
from qabot.reading.rows import Keys
from qabot.reading.source import Bad, Source

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

MAX_PAGE = 8 * 1024 * 1024
"""Bytes of one page; what is larger is no article."""


def read_warc(source: Source) -> Iterator[Article | Failure]:
    """Yield the article of each web page that was fetched with success, streamed.

    A crawl holds many pages that are no articles: they are counted, not listed.
    """
    keys = Keys()
    pages = 0
    first = ""
    for pages, (url, charset, data) in enumerate(_pages(source), 1):
        try:
            if len(data) > MAX_PAGE:
                raise Bad(f"larger than {MAX_PAGE // 1024**2} MB")
            key = keys.unique(url or "page", pages)
            yield from_html(page_text(data, charset), url=url, path=source.name, key=key)
        except Bad as bad:
            first = first or f"the first, {url}: {bad.reason}"
    if first:
        # A notice more than a failure: a crawl holds front pages and menus too.
        yield source.failure(
            f"some of its {pages:,} pages hold no article ({first})", "Nothing need be done."
        )
    elif not pages:
        raise Bad("no web pages in it", "Wanted are response records with HTML.")


def _pages(source: Source) -> Iterator[tuple[str, str, bytes]]:
    """Yield address, stated charset and content of each page. Raises ``Bad`` at damage."""
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        raise Bad("reading WARC needs warcio", "pip install 'qabot[warc]'") from None
    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    count = 0
    with source.path.open("rb") as stream:
        try:
            for record in ArchiveIterator(stream):
                if _is_page(record):
                    count += 1
                    yield _page(record)
        except OSError:
            raise
        except Exception as error:  # warcio stumbles over damage in many ways
            reason = f"damaged after {count:,} pages ({str(error)[:100]})"
            raise Bad(reason, "Download it again.") from error


def _is_page(record: ArcWarcRecord) -> bool:
    if record.rec_type not in ("response", "resource"):
        return False
    http = record.http_headers
    fetched = not http or http.get_statuscode() == "200"
    return fetched and "html" in _kind(record)


def _kind(record: ArcWarcRecord) -> str:
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").lower()


def _page(record: ArcWarcRecord) -> tuple[str, str, bytes]:
    data = record.content_stream().read(MAX_PAGE + 1)
    # warcio takes the end of the file for the end of the record.
    if record.raw_stream.read(1) == b"" and getattr(record.raw_stream, "limit", 0) > 0:
        raise EOFError("the last record is cut off")
    charset = _kind(record).partition("charset=")[2].strip("\"' ")
    return record.rec_headers.get_header("WARC-Target-URI") or "", charset, data
