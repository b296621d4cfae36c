"""RSS, Atom and JSON Feed: bytes to entries."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin

from qabot.fetching.client import Response
from qabot.fetching.policy import Unfetched
from qabot.reading.compose import one_line
from qabot.reading.dates import parse_date
from qabot.reading.markup import text_of

MOST = 500
"""Entries of a feed that are looked at."""
FULL_WORDS = 200
"""Words from which an entry's own text is taken for the whole article."""
OWN_WORDS, OWN_SUMMARY = 20, 80
"""Words from which it is better than nothing: what is called content, and what a summary."""
_TEASER = re.compile(
    r"(?:…|\.\.\.|\[…\]|read more|continue reading|full story|weiterlesen|lire la suite)\W*$",
    re.IGNORECASE,
)
_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed."""

    id: str
    """What the feed knows it by."""
    url: str
    title: str
    published: date | None
    author: str
    text: str
    """Its text if that is the whole article; empty if it is only a teaser."""
    own: str = ""
    """Its text if it may be the whole article: what is taken when its page cannot be read."""
    stamp: str = ""
    """Is another one when the feed says that the article was changed."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it is now."""

    title: str
    language: str
    entries: tuple[Entry, ...]


def is_feed(response: Response) -> bool:
    """Whether an answer is a feed, by its beginning: servers call feeds many things."""
    if "json" in response.kind:
        return b"jsonfeed.org/version" in response.body[:2000]
    head = response.body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and bool(_ROOT.search(head)) and b"<html" not in head.lower()


def parse_feed(response: Response) -> Feed:
    """The entries of a feed, newest as the feed has them. Raises ``Unfetched``."""
    if "json" in response.kind:
        return _json_feed(response)
    # Entities of its own are of no use to a feed, but a way to make it explode.
    if b"<!ENTITY" in response.body[:100_000].upper():
        raise Unfetched("the feed declares entities, which is not safe", "Ask its maker.")
    import feedparser

    try:
        parsed = feedparser.parse(
            io.BytesIO(response.body),
            response_headers={
                "content-type": response.headers.get("content-type", "application/xml"),
                "content-location": response.url,
            },
        )
    except Exception as error:  # of a parser of others' files, whatever it is
        raise Unfetched(f"the feed cannot be read ({type(error).__name__})", "") from error
    if not parsed.entries and not parsed.feed.get("title"):
        raise Unfetched("the feed cannot be read", "Check the address.")
    return Feed(
        one_line(_plain(parsed.feed.get("title", ""))),
        str(parsed.feed.get("language", "") or ""),
        tuple(filter(None, (_entry(found, response.url) for found in parsed.entries[:MOST]))),
    )


def _entry(found: Mapping[str, Any], base: str) -> Entry | None:
    url = urljoin(base, str(found.get("link") or ""))
    markup = "".join(str(part.get("value", "")) for part in found.get("content", []))
    key = str(found.get("id") or url)[:500]
    if not key:
        return None
    title = one_line(_plain(str(found.get("title", ""))))
    published = str(found.get("published") or "")
    updated = str(found.get("updated") or published) if "updated" in found else published
    text, own = _texts(markup, str(found.get("summary", "") or ""))
    return Entry(
        key,
        url,
        title,
        parse_date(published or updated),
        one_line(str(found.get("author", "") or "")),
        text,
        own,
        _stamp(updated, title, text),
    )


def _stamp(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:12]


def _texts(content: str, summary: str = "") -> tuple[str, str]:
    """The text of an entry, if it is surely the article, and if it may be; else nothing."""
    for markup, fewest in ((content, OWN_WORDS), (summary, OWN_SUMMARY)):
        text = _plain(markup)
        words = len(text.split())
        if words >= fewest and not _TEASER.search(text[-60:].strip()):
            return text if words >= FULL_WORDS else "", text
    return "", ""


def _plain(text: str) -> str:
    return text_of(text) if "<" in text else text


def _json_feed(response: Response) -> Feed:
    try:
        value = json.loads(response.body.decode("utf-8-sig"))
        items = [item for item in value.get("items", []) if isinstance(item, dict)]
    except (ValueError, AttributeError, RecursionError) as error:
        raise Unfetched(f"the feed cannot be read ({str(error)[:80]})", "Ask its maker.") from None
    entries = []
    for item in items[:MOST]:
        url = urljoin(response.url, str(item.get("url") or item.get("external_url") or ""))
        authors = item.get("authors") or [item.get("author") or {}]
        names = [str(one.get("name", "")) for one in authors if isinstance(one, dict)]
        markup = str(item.get("content_html") or item.get("content_text") or "")
        title = one_line(str(item.get("title") or ""))
        published = str(item.get("date_published") or "")
        updated = str(item.get("date_modified") or published)
        text, own = _texts(markup, str(item.get("summary") or ""))
        entries.append(
            Entry(
                str(item.get("id") or url)[:500],
                url,
                title,
                parse_date(published or updated),
                one_line(", ".join(filter(None, names))),
                text,
                own,
                _stamp(updated, title, text),
            )
        )
    return Feed(
        one_line(str(value.get("title") or "")), str(value.get("language") or ""), tuple(entries)
    )
