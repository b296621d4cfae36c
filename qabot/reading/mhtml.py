"""``.mhtml``: a page as browsers save it in one file, a mail message with parts."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

from qabot.domain import Article, Failure
from qabot.reading.html import from_html, page_text
from qabot.reading.source import Bad, Source


def read_mhtml(source: Source) -> Iterator[Article | Failure]:
    """Yield the article of the first HTML part."""
    message = message_from_bytes(source.data())
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    payload = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(payload, bytes):
        raise Bad("no web page in it", "Save the page again, as a single file.")
    markup = page_text(payload, str(page.get_param("charset") or ""))
    # The Date header is the day of saving, so it is not used.
    url = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
    yield from_html(markup, url=url, path=source.name, title=_header(message, "Subject"))


def _header(message: Message, name: str) -> str:
    value = str(message.get(name, ""))
    try:
        return str(make_header(decode_header(value))).strip()
    except (ValueError, LookupError):  # a charset that does not exist
        return value.strip()
