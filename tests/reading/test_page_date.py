"""The day of a page: its article's own, never that of reading it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from reading_files import Reading, article

BODY = """<p>Talks between the port authority and the dockers' union broke down on Monday.</p>
<p>The union had asked for a rise of six per cent and for an end to the night shift plan.</p>
<p>The authority said that it would ask the ministry to name a mediator before Friday.</p>"""
TODAY = date.today()
SAID = f"{TODAY:%A}, {TODAY:%B} {TODAY.day}, {TODAY.year}"
ISO = TODAY.isoformat()


def page(*, around: str = "", own: str = "", behind: str = "", head: str = "") -> str:
    return f"""<!DOCTYPE html><html lang="en"><head><title>Harbour talks collapse</title>{head}</head>
<body>{around}<main><article><h1>Harbour talks collapse</h1>{own}{BODY}</article></main>{behind}</body></html>"""


AROUND = [
    f'<header><div class="date">{SAID}</div><a href="/">The Courier</a></header>',
    f'<header><time datetime="{ISO}">{SAID}</time></header>',
    f'<div id="masthead"><span class="date">{SAID}</span></div>',
    f'<div role="banner"><time datetime="{ISO}T08:00:00Z">now</time></div>',
    f'<div class="top-bar"><p class="date">{SAID}</p></div>',
]
BEHIND = [
    f'<footer><p class="date">Page made {TODAY.day} {TODAY:%B %Y}</p></footer>',
    f'<aside><ul><li><time datetime="{ISO}">today</time> Bakery reopens</li></ul></aside>',
    f'<div class="sidebar"><time datetime="{ISO}">today</time> Bakery reopens</div>',
]


@pytest.mark.parametrize("around", AROUND)
def test_the_day_of_reading_is_not_the_day_of_the_article(reading: Reading, around: str) -> None:
    assert article(reading("a.html", page(around=around))).published is None
    own = '<p class="date">May 11, 2024</p>'
    assert article(reading("a.html", page(around=around, own=own))).published == date(2024, 5, 11)


@pytest.mark.parametrize("behind", BEHIND)
def test_nor_is_what_stands_below_it(reading: Reading, behind: str) -> None:
    assert article(reading("a.html", page(behind=behind))).published is None


@pytest.mark.parametrize(
    "own",
    [
        '<header><time datetime="2024-05-11T10:00Z">11 May</time></header>',
        '<div class="byline">By Jo Doe <time datetime="2024-05-11">11 May</time></div>',
        '<div class="published">Published 11 May 2024, 10:32</div>',
    ],
)
def test_its_own_day_is_found(reading: Reading, own: str) -> None:
    found = article(reading("a.html", page(around=AROUND[0], own=own, behind=BEHIND[1])))
    assert found.published == date(2024, 5, 11)


def test_metadata_of_today_is_news_of_today(reading: Reading) -> None:
    head = f'<meta property="article:published_time" content="{ISO}T08:30:00+00:00">'
    assert article(reading("a.html", page(head=head))).published == TODAY


def test_a_heading_in_the_pages_head_keeps_its_day(reading: Reading) -> None:
    """Some sites put the article's heading and day into the head of the page."""
    day = TODAY - timedelta(days=400)
    html = f"""<html><head><title>Harbour talks collapse</title></head><body>
<header><h1>Harbour talks collapse</h1><time datetime="{day}">then</time></header><div>{BODY}</div>
</body></html>"""
    assert article(reading("a.html", html)).published == day
