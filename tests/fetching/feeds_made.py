"""Feeds made for the tests."""

from __future__ import annotations

import json
from html import escape

from web_made import PARAGRAPHS

FULL = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS * 2)


def rss(entries: list[dict[str, str]], title: str = "Nordvik Courier") -> bytes:
    """RSS 2.0; entries have url, title, and perhaps text (the whole article)."""
    items = ""
    for entry in entries:
        full = (
            f"<content:encoded>{escape(entry['text'])}</content:encoded>" if "text" in entry else ""
        )
        items += f"""<item><title>{escape(entry["title"])}</title><link>{escape(entry["url"])}</link>
<guid isPermaLink="false">{escape(entry.get("id", entry["url"]))}</guid>
<pubDate>Tue, 14 May 2024 06:30:00 GMT</pubDate><description>A few words …</description>{full}</item>"""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>{escape(title)}</title><link>http://x/</link><language>en-gb</language>{items}
</channel></rss>""".encode()


def atom(entries: list[dict[str, str]]) -> bytes:
    """Atom 1.0."""
    items = "".join(
        f"""<entry><id>{escape(entry["url"])}</id><title>{escape(entry["title"])}</title>
<link href="{escape(entry["url"])}"/><updated>2024-05-14T06:30:00Z</updated>
<author><name>Marit Holm</name></author><summary>Only a teaser.</summary></entry>"""
        for entry in entries
    )
    return f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>Atom Courier</title><id>urn:x</id>{items}</feed>""".encode()


def json_feed(entries: list[dict[str, str]]) -> bytes:
    """JSON Feed 1.1."""
    items = [
        {
            "id": entry["url"],
            "url": entry["url"],
            "title": entry["title"],
            "content_html": entry.get("text", ""),
            "date_published": "2024-05-14T06:30:00Z",
            "authors": [{"name": "Marit Holm"}],
        }
        for entry in entries
    ]
    made = {"version": "https://jsonfeed.org/version/1.1", "title": "JSON Courier", "items": items}
    return json.dumps(made).encode()
