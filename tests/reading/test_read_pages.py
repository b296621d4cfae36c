"""Web pages: saved HTML, MHTML, web archives, and pages that are no articles."""

from __future__ import annotations

import base64
import gzip
from datetime import date
from pathlib import Path

import pytest
from reading_files import Reading, article, failure

from qabot.domain import Article, Failure
from qabot.reading import read

SENTENCES = [
    "Talks between the port authority and the dockers' union broke down on Monday after nineteen hours.",
    "The union had asked for a rise of six per cent and for an end to the night shift plan.",
    "“We were close at midnight and far apart at dawn,” said Ines Moreau, who spoke for the dockers.",
    "The authority said that it would ask the ministry to name a mediator before the end of the week.",
    "Some forty ships are waiting outside the harbour, twice as many as on an ordinary day in spring.",
    "Shops in the region expect that fresh fruit will run short by Friday if the cranes stand still.",
    "A first meeting with the mediator could take place on Thursday, according to both of the sides.",
    "In the last strike, four years ago, it took eleven days until the parties had signed a contract.",
]
BODY = "".join(f"<p>{sentence}</p>\n" for sentence in SENTENCES)
MENU = "".join(
    f'<li><a href="/{name}">{name}</a></li>'
    for name in ("World", "Politics", "Sport", "Subscribe", "Login")
)


def page(body: str = BODY, head: str = "", lang: str = "en-GB") -> str:
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>Harbour talks collapse | The Courier</title>
<meta property="og:title" content="Harbour talks collapse"><meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="2024-05-11T06:30:00+02:00"><meta name="author" content="Jo Doe">
<link rel="canonical" href="https://courier.example/2024/harbour">{head}</head>
<body><nav><ul>{MENU}</ul></nav><main><article><h1>Harbour talks collapse</h1>{body}
<figure><img src="x.jpg"><figcaption>Cranes at rest. Photo: A. Roe</figcaption></figure></article>
<aside><h3>Read more</h3><ul><li><a href="/1">Ten ways to cook fish</a></li></ul></aside></main>
<footer><p>Copyright The Courier. All rights reserved.</p></footer></body></html>"""


def test_page(reading: Reading) -> None:
    found = article(reading("saved/harbour.html", page()))
    assert found == Article(
        title="Harbour talks collapse",
        text="\n\n".join(SENTENCES),
        source="The Courier",
        published=date(2024, 5, 11),
        author="Jo Doe",
        url="https://courier.example/2024/harbour",
        language="en",
        path="saved/harbour.html",
    )


@pytest.mark.parametrize(
    ("charset", "letters"),
    [("windows-1252", "Größe — „ß“"), ("gb2312", "北京消息"), ("iso-8859-1", "é — à")],
)
def test_declared_charset(reading: Reading, charset: str, letters: str) -> None:
    html = page(BODY + f"<p>The sign read {letters} and nothing else that evening, he said.</p>")
    codec = {"iso-8859-1": "cp1252", "gb2312": "gb18030"}.get(charset, charset)
    data = html.replace("utf-8", charset).encode(codec, "xmlcharrefreplace")
    assert f"read {letters} and" in article(reading("a.html", data)).text


def test_source_line_breaks_are_no_paragraphs(reading: Reading) -> None:
    found = article(reading("a.htm", page(BODY.replace(" ", "\n  ").replace("<p>", "<p>\n"))))
    assert found.text == "\n\n".join(SENTENCES)


def test_no_file_date_and_no_date_of_an_event(reading: Reading) -> None:
    html = page(BODY + "<p>The strike of 3 May 2020 is not forgotten.</p>")
    html = html.replace(
        '<meta property="article:published_time" content="2024-05-11T06:30:00+02:00">', ""
    )
    assert article(reading("a.html", html)).published is None


def test_inlined_pictures_do_not_count(reading: Reading) -> None:
    picture = base64.b64encode(bytes(7_000_000)).decode()
    found = article(reading("a.html", page(BODY + f'<img src="data:image/png;base64,{picture}">')))
    assert found.text == "\n\n".join(SENTENCES)


def _words(count: int) -> str:
    return "<p>" + "<span>word</span> " * count + "</p>"


def test_a_word_an_element(reading: Reading) -> None:
    assert article(reading("a.html", page(_words(60_000)))).text.count("word") == 60_000


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<div>" * 100_000 + BODY + "</div>" * 100_000, "too large"),
        ("<b>x</b>" * 50_000, "too large"),
        ("<p>" + "word " * 1_300_000 + "</p>", "too large"),
        ("", "no article"),
        (
            "<p>We and our 846 partners use cookies. Accept all cookies or manage your consent.</p>",
            "consent",
        ),
        (
            "<p>The talks broke down.</p><p>Subscribe to continue reading. Already a subscriber? Sign in.</p>",
            "paywall",
        ),
        ("<p>Please enable JavaScript to view this page.</p>", "JavaScript"),
        ("<p>Checking your browser. Verify you are human.</p>", "robot"),
        ("<p>Sorry, the page you requested could not be found.</p>", "not found"),
        (
            "<h1>451: Unavailable due to legal reasons</h1><p>You are attempting to access this website"
            " from a country of the European Economic Area, and access cannot be granted.</p>",
            "this country",
        ),
    ],
    ids=[
        "nested",
        "elements",
        "long",
        "empty",
        "consent",
        "paywall",
        "script",
        "robot",
        "missing",
        "law",
    ],
)
def test_no_article(reading: Reading, body: str, said: str) -> None:
    html = f"<html><head><title>Courier</title></head><body><main>{body}</main></body></html>"
    found = failure(reading("a.html", html))
    assert said in found.reason


TEASERS = {
    "cards": '<div class="card"><h3><a href="/{n}">{title}</a></h3><p>{text}</p></div>',
    "one box": '<h3><a href="/{n}">{title}</a></h3><p>{text}</p>',
    "list": '<li><a href="/{n}">{title}</a> {text}</li>',
    "links": '<div><a href="/{n}">{title}</a><div>{text}</div></div>',
    "bare links": '<p><a href="/{n}">{title}</a></p>',
}


@pytest.mark.parametrize("teaser", TEASERS.values(), ids=TEASERS)
def test_a_front_page_is_no_article(reading: Reading, teaser: str) -> None:
    many = "".join(
        teaser.format(n=n, title=f"Headline {n} on the talks", text=SENTENCES[n % len(SENTENCES)])
        for n in range(40)
    )
    html = f"<html><head><title>The Courier</title></head><body><main>{many}</main></body></html>"
    assert failure(reading("a.html", html)).reason == (
        "a front or section page with 40 headlines, not one article"
    )
    # The same list around an article is no reason to refuse it.
    article(reading("b.html", html.replace("<main>", f"<main><div>{BODY}</div>")))
    declared = '<script type="application/ld+json">{"@type": "NewsArticle"}</script></head>'
    if teaser != TEASERS["bare links"]:
        article(reading("c.html", html.replace("</head>", declared)))
    listed = '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle"}]}</script></head>'
    html = html.replace("</head>", f'<script type="application/ld+json">{listed}')
    assert "front or section page" in failure(reading("d.html", html)).reason


def test_a_preview_that_says_so(reading: Reading) -> None:
    stub = (
        "<p>"
        + " ".join(SENTENCES[:4])
        + "</p><div class='wall'>Subscribe now to keep reading</div>"
    )
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    assert "paywall" in failure(reading("a.html", page(stub, head))).reason


WALL = "<p>Subscribe to continue reading this story.</p>"


@pytest.mark.parametrize(
    ("wall", "said"),
    [
        (f"<div class='offer'>{WALL}</div>", "paywall"),
        ("<aside><p>This article is for <b>subscribers</b></p><p>To keep reading, join us.</p></aside>", "paywall"),
        ("<div id='paywall-modal'><button>Become a member</button></div>", "paywall"),
        ("<p>Unlock this article with a subscription</p>", "paywall"),
        (f"<div hidden>{WALL}</div>", ""),
        (f"<div style='display: none'>{WALL}</div>", ""),
        (f"<footer>{WALL}</footer>", ""),
        ("<div>Already a subscriber? Log in</div>", ""),
        ("<div>Subscribe to get our newsletter</div>", ""),
    ],
)  # fmt: skip
def test_a_wall_beside_the_first_paragraph(reading: Reading, wall: str, said: str) -> None:
    html = page("<p>" + " ".join(SENTENCES[:3]) + "</p>").replace("</main>", "</main>" + wall)
    if said:
        assert said in failure(reading("a.html", html)).reason
    else:
        article(reading("a.html", html))
    article(reading("b.html", page(BODY * 2).replace("</main>", "</main>" + wall)))


@pytest.mark.parametrize(
    "html",
    [
        "<title>Log in | The Courier</title><main><h1>Welcome back</h1><p>Log in to continue reading.</p></main>",
        "<title>Courier</title><h1>Sign in to your account</h1><form><input type=email></form>",
        "<title>The Courier</title><form><label>E-mail<input></label><input type='password'></form>"
        "<p>Don't have an account? Create your free account to read on.</p>",
        "<title>Anmelden</title><p>Bitte melden Sie sich an, um weiterzulesen.</p>",
    ],
)
def test_a_sign_in_page_is_called_so(reading: Reading, html: str) -> None:
    assert failure(reading("a.html", html)).reason == "a sign-in page, not the article"
    news = page("<p>" + " ".join(SENTENCES[:3]) + "</p>")
    article(reading("b.html", news.replace("Harbour talks collapse", "Login data of dockers sold")))


def test_news_about_cookies_is_news(reading: Reading) -> None:
    about = "<p>Regulators fined two firms whose banners made users accept all cookies before they could read on.</p>"
    assert (
        "accept all cookies"
        in article(reading("a.html", page(BODY[:400] + about + BODY[400:]))).text
    )


@pytest.mark.parametrize(
    "html",
    [
        "<", "<html", "<!DOCTYPE html>", "<?xml version='1.0' encoding='utf-16'?><html/>", "<p>" * 9,
        "&#0;&#xd800;&#x110000;", "<body><p>\0\x0b" + "x" * 500, "<table>" * 500 + "x" * 400, "<!-- " * 300,
        "plain words only " * 30,
    ],
    ids=range(10),
)  # fmt: skip
def test_broken_html_never_raises(reading: Reading, html: str) -> None:
    (found,) = reading("a.html", html)
    assert isinstance(found, (Article, Failure))


def test_mhtml(reading: Reading) -> None:
    body = base64.encodebytes(page().replace('rel="canonical"', 'rel="x"').encode()).decode()
    message = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://courier.example/2024/harbour\n"
        "Subject: =?utf-8?Q?Harbour?=\nDate: Wed, 1 Jan 2025 10:00:00 -0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--b"\n\n\n'
        f"----b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n{body}\n"
        "----b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n----b--\n"
    )
    found = article(reading("a.mhtml", message))
    assert found.text == "\n\n".join(SENTENCES)
    assert (found.title, found.published) == ("Harbour talks collapse", date(2024, 5, 11))
    assert found.url == "https://courier.example/2024/harbour"
    undated = article(
        reading("b.mht", message.replace(body, base64.encodebytes(f"<p>{BODY}".encode()).decode()))
    )
    assert undated.published is None
    assert undated.title == "Harbour"
    assert "no web page" in failure(reading("c.mht", "Subject: x\n\nwords")).reason


def _record(kind: str, url: str, content: bytes, http: bytes = b"") -> bytes:
    block = http + content
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(block)}\r\n"
    if http:
        head += "Content-Type: application/http; msgtype=response\r\n"
    return gzip.compress(head.encode() + b"\r\n" + block + b"\r\n\r\n")


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def test_warc(tmp_path: Path) -> None:
    html = page().replace('rel="canonical"', 'rel="x"').encode()
    zipped = gzip.compress(html)
    squeezed = OK.replace(
        b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(zipped)
    )
    records = [
        _record("warcinfo", "", b"x"),
        _record("response", "https://a.example/1", html, OK),
        _record(
            "response",
            "https://a.example/gone",
            b"<p>x</p>",
            OK.replace(b"200 OK", b"404 Not Found"),
        ),
        _record(
            "response", "https://a.example/x.png", b"png", OK.replace(b"text/html", b"image/png")
        ),
        _record(
            "response", "https://a.example/menu", b"<html><body><a href=x>x</a></body></html>", OK
        ),
        _record("response", "https://a.example/2", zipped, squeezed),
        _record("response", "https://a.example/1", html, OK),
    ]
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(b"".join(records))
    found = list(read(path, "crawl.warc.gz"))
    articles = [one for one in found if isinstance(one, Article)]
    assert [one.key for one in articles] == [
        "https://a.example/1",
        "https://a.example/2",
        "https://a.example/1~4",
    ]
    assert {one.text for one in articles} == {"\n\n".join(SENTENCES)}
    assert articles[1].url == "https://a.example/2"
    (bad,) = [one for one in found if isinstance(one, Failure)]
    assert "https://a.example/menu" in bad.reason

    path.write_bytes(b"".join(records)[:-300])
    torn = list(read(path, "crawl.warc.gz"))
    assert sum(isinstance(one, Article) for one in torn) >= 2
    assert any("damaged" in one.reason for one in torn if isinstance(one, Failure))
    path.write_bytes(b"no archive at all")
    assert failure(list(read(path, "crawl.warc.gz")))
