"""Pages, feeds and files behind addresses."""

from __future__ import annotations

from datetime import date

import pytest
from feeds_made import FULL, atom, json_feed, rss
from web_made import PARAGRAPHS, Site, page

from qabot.domain import Article
from qabot.fetching.web import FeedAnswer, FileAnswer, Web
from qabot.reading.source import Bad


def article(web: Web, url: str) -> Article:
    found = web.fetch(url)
    assert isinstance(found, Article)
    return found


def test_a_page_becomes_an_article(site: Site, web: Web) -> None:
    found = article(web, site.put("/ferry?utm_source=x&id=3", page()))
    assert found.title == "Council postpones ferry plan"
    assert found.source == "Nordvik Courier"
    assert found.published == date(2024, 5, 14)
    assert found.author == "Marit Holm"
    assert found.url == site.url + "/ferry?id=3"
    assert found.language == "en"
    for paragraph in PARAGRAPHS:
        assert paragraph in found.text
    for noise in ("Weather", "Photo: archive", "Bakery", "All rights"):
        assert noise not in found.text


def test_the_page_names_its_address_but_not_that_of_others(site: Site, web: Web) -> None:
    own = page(head=f'<link rel="canonical" href="{site.url}/real-name?utm_medium=y">')
    assert article(web, site.put("/a", own)).url == site.url + "/real-name"
    other = page(head='<link rel="canonical" href="https://famous.example/story">', site="")
    found = article(web, site.put("/b", other))
    assert found.url == site.url + "/b"
    assert "famous" not in found.source


def test_charsets(site: Site, web: Web) -> None:
    text = page("Größe der Fähre — 漢字 bleibt").decode()
    utf16 = site.put("/16", text.encode("utf-16"), "text/html; charset=utf-8")  # a lie
    assert article(web, utf16).title.startswith("Größe der Fähre")
    latin = text.replace("漢字", "").replace('charset="utf-8"', "").replace("—", "-")
    found = article(web, site.put("/l", latin.encode("cp1252"), "text/html; charset=iso-8859-1"))
    assert found.title.startswith("Größe der Fähre")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            b"<html><body><p>Already a subscriber? Sign in to continue reading.</p></body>",
            "paywall",
        ),
        (b"<html><body><p>We use cookies. Accept all cookies.</p></body></html>", "consent"),
        (
            b"<html><body><p>Checking your browser before you go on.</p></body></html>",
            "robot check",
        ),
        (b"<html><body></body></html>", "no article"),
        (b"", "empty|no article"),
    ],
)
def test_pages_that_are_no_article(site: Site, web: Web, body: bytes, said: str) -> None:
    with pytest.raises(Bad, match=said):
        web.fetch(site.put("/x", body))


def test_a_front_page_names_its_feed(site: Site, web: Web) -> None:
    head = b'<head><link rel="alternate" type="application/rss+xml" href="/news.xml"></head>'
    with pytest.raises(Bad) as caught:
        web.fetch(site.put("/", b"<html>" + head + b"<body><p>Menu</p></body></html>"))
    assert caught.value.remedy == f"It offers a feed: qabot add {site.url}/news.xml"
    teasers = "".join(
        f'<div><h2><a href="/{n}">Headline of story {n}</a></h2><p>{PARAGRAPHS[n % 5]}</p></div>'
        for n in range(12)
    ).encode()
    with pytest.raises(Bad, match="front or section page with 12 headlines") as caught:
        web.fetch(site.put("/", b"<html>" + head + b"<body>" + teasers + b"</body></html>"))
    assert caught.value.remedy == f"It offers a feed: qabot add {site.url}/news.xml"
    # What is wrong with an article is not mended by a feed.
    wall = b"<body><p>Already a subscriber? Sign in to continue reading.</p></body></html>"
    with pytest.raises(Bad, match="paywall") as caught:
        web.fetch(site.put("/story", b"<html>" + head + wall))
    assert "feed" not in caught.value.remedy


def test_other_kinds(site: Site, web: Web) -> None:
    found = web.fetch(site.put("/a.pdf", b"%PDF-1.4 ...", "application/pdf"))
    assert isinstance(found, FileAnswer)
    assert (
        article(web, site.put("/a.txt", PARAGRAPHS[0].encode(), "text/plain")).text == PARAGRAPHS[0]
    )
    with pytest.raises(Bad, match="image/png"):
        web.fetch(site.put("/a.png", b"\x89PNG", "image/png"))


def test_robots_are_asked_once_and_heeded(site: Site, web: Web) -> None:
    site.put("/robots.txt", b"User-agent: *\nDisallow: /no\n", "text/plain")
    allowed = site.put("/yes", page())
    refused = site.put("/no/a", page())
    site.redirect("/detour", "/no/a")
    article(web, allowed)
    for url in (refused, site.url + "/detour"):
        with pytest.raises(Bad, match=r"robots\.txt"):
            web.fetch(url)
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    assert "/no/a" not in site.paths()


def test_no_robots_means_yes_and_trouble_means_no(site: Site, web: Web) -> None:
    article(web, site.put("/a", page()))  # 404


def test_a_broken_robots_is_no_permission(site: Site, web: Web) -> None:
    site.status("/robots.txt", 503)
    with pytest.raises(Bad, match="503"):
        web.fetch(site.put("/a", page()))
    assert site.paths() == []


@pytest.mark.parametrize(
    ("make", "kind", "title"),
    [
        (rss, "application/rss+xml", "Nordvik Courier"),
        (rss, "text/html", "Nordvik Courier"),
        (atom, "application/atom+xml", "Atom Courier"),
        (json_feed, "application/feed+json", "JSON Courier"),
    ],
)
def test_feeds(site: Site, web: Web, make, kind: str, title: str) -> None:
    url = site.put("/story", page())
    body = make([{"url": url, "title": "Ferry"}, {"url": url + "2", "title": "Other"}])
    found = web.fetch(site.put("/feed", body, kind, ETag='"7"'))
    assert isinstance(found, FeedAnswer)
    assert (found.feed.title, found.etag) == (title, '"7"')
    assert [entry.url for entry in found.feed.entries] == [url, url + "2"]
    assert found.feed.entries[0].published == date(2024, 5, 14)
    got = web.entry(found.feed.entries[0], found.feed)
    assert PARAGRAPHS[3] in got.text
    with pytest.raises(Bad, match="no such page"):
        web.entry(found.feed.entries[1], found.feed)


def test_an_entry_with_the_whole_text_is_not_fetched(site: Site, web: Web) -> None:
    entries = [{"url": site.url + "/never", "title": "Ferry", "text": FULL}]
    for make, kind in ((rss, "application/rss+xml"), (json_feed, "application/feed+json")):
        found = web.fetch(site.put("/feed", make(entries), kind))
        assert isinstance(found, FeedAnswer)
        got = web.entry(found.feed.entries[0], found.feed)
        assert got.text.count(PARAGRAPHS[0]) == 2
        assert "<p>" not in got.text
        assert got.url == site.url + "/never"
    assert "/never" not in site.paths()


def test_unchanged_feeds_cost_nothing(site: Site, web: Web) -> None:
    def handler(request) -> None:
        from web_made import answer

        if request.headers.get("If-None-Match") == '"7"':
            answer(request, 304, b"", {})
        else:
            answer(request, 200, rss([]), {"ETag": '"7"', "Content-Type": "application/xml"})

    url = site.on("/feed", handler)
    assert isinstance(web.feed(url), FeedAnswer)
    assert web.feed(url, '"7"', "Tue, 14 May 2024 06:30:00 GMT") is None
    assert site.asked[-1][1]["if-modified-since"] == "Tue, 14 May 2024 06:30:00 GMT"


def test_a_feed_that_would_explode(site: Site, web: Web) -> None:
    bomb = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "haha">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><rss version="2.0"><channel><title>&b;</title>
</channel></rss>"""
    with pytest.raises(Bad, match="entities"):
        web.fetch(site.put("/feed", bomb, "application/rss+xml"))
    for broken in (
        b"<rss version='2.0'><channel><ti",
        b'{"version": "https://jsonfeed.org/version/1"',
    ):
        with pytest.raises(Bad):
            kind = "application/json" if broken.startswith(b"{") else "application/xml"
            web.fetch(site.put("/feed", broken, kind))
