"""Addresses added to a real library: once, replaced when they change, feeds followed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from feeds_made import FULL, json_feed, rss
from web_made import PARAGRAPHS, Site, answer, page, serving

from qabot.domain import Cancel, Cancelled, Progress
from qabot.fetching import Policy
from qabot.library import Library
from qabot.settings import Settings

FEEDS = ".qabotfeeds.json"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made


@pytest.fixture
def library(corpus: Path) -> Iterator[Library]:
    with closing(Library(corpus, Settings())) as opened:
        opened.policy = Policy(pause=0.0, seconds=3.0)
        yield opened


def add(library: Library, *urls: str):
    return library.add(list(urls), allow_private=True)


def files(corpus: Path) -> list[str]:
    return sorted(path.name for path in corpus.iterdir() if not path.name.startswith("."))


def test_a_page_is_written_and_found(library: Library, corpus: Path, site: Site) -> None:
    report = add(library, site.put("/ferry", page()))
    assert (len(report.added), report.failures) == (1, ())
    assert files(corpus) == ["2024-05-14-council-postpones-ferry-plan.md"]
    written = (corpus / files(corpus)[0]).read_text()
    assert written.startswith("---\ntitle: Council postpones ferry plan\nsource: Nordvik Courier\n")
    assert f"url: {site.url}/ferry\n" in written
    assert library.search("Who asked for the delay?", 1)[0].article.title.startswith("Council")
    assert library.sync().added == ()


def test_the_same_page_is_added_once(library: Library, corpus: Path, site: Site) -> None:
    site.put("/ferry", page())
    site.put("/ferry?utm_source=mail", page())
    site.redirect("/short", "/ferry#top")
    add(library, site.url + "/ferry")
    for again in ("/ferry", "/ferry?utm_source=mail", "/short", "/ferry#comments"):
        report = add(library, site.url + again)
        assert (report.added, report.changed, report.unchanged) == ((), (), 1)
        assert f"{site.url}{again} is the same as 2024-" in report.notices[0]
    assert len(files(corpus)) == 1


def test_a_changed_page_replaces_the_old_one(library: Library, corpus: Path, site: Site) -> None:
    (number,) = add(library, site.put("/ferry", page())).added
    add(library, site.put("/other", page("Another story", extra="It is another one.")))
    site.put("/ferry", page(extra="Correction: it was a Wednesday."))
    report = add(library, site.url + "/ferry")
    assert (report.added, report.changed) == ((), (number,))
    assert len(files(corpus)) == 2
    assert "Correction" in library.article(number).text
    (old,) = (corpus / ".removed").iterdir()
    assert "Correction" not in old.read_text()
    # The same address in a list of many: the entry gives way to the page.
    url = site.put("/third", page("Third", extra="A third one."))
    wire = {"id": "w1", "title": "Third", "text": "An early version.", "url": url}
    (corpus / "wire.jsonl").write_text(
        json.dumps(wire) + "\n" + json.dumps({"text": "Other text."})
    )
    library.sync()
    add(library, url)
    assert [row.path.endswith(".md") for row in library.rows() if row.url == url] == [True]
    library.rebuild()
    assert [row.path.endswith(".md") for row in library.rows() if row.url == url] == [True]


def test_one_page_under_several_hosts_is_added_once(
    library: Library, corpus: Path, site: Site
) -> None:
    url = site.put("/ferry", page(site=""))
    port = url.split(":")[2].split("/")[0]
    add(library, url)
    report = add(library, f"http://localhost:{port}/ferry")
    assert (report.added, report.unchanged) == ((), 1)
    assert "/ferry is the same as 2024-05-14-council" in report.notices[0]
    # The site's own address of it, as the page says, in other words.
    home = "https://www.courier.example/ferry/"
    own = page("Own", head=f'<link rel="canonical" href="{home}">', extra="It is another one.")
    (corpus / "saved.html").write_bytes(own)
    library.sync()
    entries = [{"url": "http://m.courier.example/ferry/amp?utm_source=rss", "title": "Own"}]
    report = add(library, site.put("/feed", rss(entries), "application/rss+xml"))
    assert (report.added, report.failures, report.unchanged) == ((), (), 1)


def test_outlets_that_print_the_same_keep_their_own(library: Library, corpus: Path) -> None:
    rows = [
        {"title": "Ferry", "text": PARAGRAPHS[0] * 3, "source": source, "url": url}
        for source, url in (
            ("Courier", "https://courier.example/1"),
            ("Gazette", "https://gazette.example/1"),
            ("Courier", "https://www.courier.example/2"),
        )
    ]
    for number, row in enumerate(rows):
        (corpus / f"{number}.json").write_text(json.dumps(row))
    library.sync()
    assert sorted(row.source for row in library.rows()) == ["Courier", "Gazette"]
    # What knows more of itself is not left out for what knows less.
    (corpus / "bare.txt").write_text(PARAGRAPHS[1] * 3)
    library.sync()
    (corpus / "z.json").write_text(
        json.dumps({"text": PARAGRAPHS[1] * 3, "source": "Post", "published": "2024-05-14"})
    )
    library.sync()
    assert "Post" in [row.source for row in library.rows()]


def test_a_saved_page_and_its_address_are_one(
    library: Library, corpus: Path, site: Site, tmp_path: Path
) -> None:
    url = site.url + "/ferry"
    head = f'<link rel="canonical" href="{url}">'
    saved = tmp_path / "saved.html"
    saved.write_bytes(page(head=head))
    (number,) = library.add([str(saved)]).added
    # Fetched later, changed: the new version stands where the old one stood.
    site.put("/ferry", page(head=head, extra="Correction: it was a Wednesday."))
    report = add(library, url)
    assert (report.added, report.changed, report.removed) == ((), (number,), 0)
    assert "Correction" in library.article(number).text
    assert files(corpus) == ["2024-05-14-council-postpones-ferry-plan.md"]
    # And saved again, from a browser, under another name.
    again = tmp_path / "again.html"
    again.write_bytes(page(head=head, extra="The vote is void."))
    report = library.add([str(again)])
    assert (report.added, report.changed, report.removed) == ((), (number,), 0)
    assert [row.number for row in library.rows()] == [number]
    assert files(corpus) == ["again.html"]
    assert sorted(path.name for path in (corpus / ".removed").iterdir()) == [
        "2024-05-14-council-postpones-ferry-plan.md",
        "saved.html",
    ]
    assert library.sync().added == ()
    # A page that names the address of another as its own is no version of that.
    other = tmp_path / "other.html"
    body = page("Bakery burns", head=head).decode()
    for count, paragraph in enumerate(PARAGRAPHS):
        body = body.replace(
            paragraph, f"The bakery burnt down on day {count}, said the brigade. " * 3
        )
    other.write_text(body)
    assert len(library.add([str(other)]).added) == 1
    assert len(library.rows()) == 2


def test_private_networks_only_if_asked_for(library: Library, corpus: Path, site: Site) -> None:
    url = site.put("/ferry", page())
    (failure,) = library.add([url]).failures
    assert (failure.path, "private network" in failure.reason) == (url, True)
    assert "--allow-private" in failure.remedy
    assert site.asked == []


def test_failures_name_the_address_and_the_rest_goes_on(
    library: Library, corpus: Path, site: Site
) -> None:
    good = site.put("/ferry", page())
    bad = [site.status("/gone", 404), site.status("/broken", 500), "ftp://example.org/x"]
    report = add(library, *bad, good)
    assert [failure.path for failure in report.failures] == bad
    assert len(report.added) == 1


def test_a_file_behind_an_address(library: Library, corpus: Path, site: Site) -> None:
    lines = "\n".join(json.dumps({"id": n, "text": f"{PARAGRAPHS[n]}"}) for n in range(3))
    url = site.put("/data/wire.jsonl", lines.encode(), "application/x-ndjson")
    report = add(library, url)
    assert (len(report.added), report.failures) == (3, ())
    assert files(corpus) == ["wire.jsonl"]
    assert add(library, url).unchanged == 3


def feed_of(site: Site, numbers: range, *, etag: str = "") -> str:
    for number in numbers:
        site.put(f"/s{number}", page(f"Story {number}", extra=f"It was story {number}."))
    entries = [
        {"url": f"{site.url}/s{number}?utm_source=rss", "title": f"Story {number}"}
        for number in numbers
    ]
    for number in numbers:
        site.pages[f"/s{number}?utm_source=rss"] = site.pages[f"/s{number}"]
    body = rss(entries)

    def handler(request) -> None:
        if etag and request.headers.get("If-None-Match") == etag:
            answer(request, 304, b"", {})
        else:
            answer(request, 200, body, {"Content-Type": "application/xml", "ETag": etag})

    return site.on("/feed", handler)


def test_a_feed_is_followed(library: Library, corpus: Path, site: Site) -> None:
    url = feed_of(site, range(2), etag='"a"')
    assert len(add(library, url).added) == 2
    (feed,) = library.feeds()
    assert (feed.url, feed.title, feed.etag) == (url, "Nordvik Courier", '"a"')
    assert json.loads((corpus / FEEDS).read_text())["feeds"][0]["url"] == url

    site.asked.clear()
    report = library.sync(feeds=True)
    assert (report.added, report.failures) == ((), ())
    assert site.paths() == ["/feed"]  # and it said that nothing is new

    feed_of(site, range(1, 4), etag='"b"')
    site.asked.clear()
    assert len(library.sync(feeds=True).added) == 2
    assert site.paths() == ["/feed", "/s2?utm_source=rss", "/s3?utm_source=rss"]
    assert library.sync().failures == ()  # without feeds nobody is asked
    assert len(site.paths()) == 3

    # What was removed does not come back, nor after the feed is added again.
    number = next(row.number for row in library.rows() if row.title == "Story 3")
    library.remove(number)
    feed_of(site, range(1, 4), etag='"c"')
    assert library.sync(feeds=True).added == ()

    assert library.remove_feed("Nordvik Courier").url == url
    assert library.feeds() == []
    assert len(files(corpus)) == 3


def marked(site: Site, stories: dict[str, str], *, days: dict[str, int] | None = None) -> str:
    """A feed of stories, each with the words that its page ends with and the day of its mark."""
    body = rss([{"url": f"{site.url}/{name}", "title": name} for name in stories]).decode()
    for name, words in stories.items():
        site.put(f"/{name}", page(name, extra=words))
        day = f"Tue, {(days or {}).get(name, 14)} May 2024"
        head, mark, rest = body.partition(f">{site.url}/{name}</guid>")
        body = head + mark + rest.replace("Tue, 14 May 2024", day, 1)
    return site.put("/feed", body.encode(), "application/xml")


def test_a_story_that_its_feed_marks_anew_is_fetched_again(
    library: Library, corpus: Path, site: Site
) -> None:
    old = {name: f"The quay of {name} is old." for name in "abcde"}
    url = marked(site, old)
    assert len(add(library, url).added) == 5

    site.asked.clear()
    marked(site, {**old, "b": "The quay of b was built in 1931."}, days={"b": 15})
    report = library.sync(feeds=True)
    assert (report.added, len(report.changed), report.failures) == ((), 1, ())
    assert site.paths() == ["/feed", "/b"]
    assert "built in 1931" in library.article(report.changed[0]).text
    assert len(files(corpus)) == 5

    # A server that does not answer is asked again the next time; the old text stays until then.
    marked(site, {**old, "c": "The quay of c was built in 1950."}, days={"b": 15, "c": 16})
    site.status("/c", 503)
    (failure,) = library.sync(feeds=True).failures
    assert failure.path == f"{site.url}/c"
    assert any("quay of c is old" in library.article(row.number).text for row in library.rows())
    marked(site, {**old, "c": "The quay of c was built in 1950."}, days={"b": 15, "c": 16})
    assert len(library.sync(feeds=True).changed) == 1

    # A new mark on the same text is no news, and what was removed stays away.
    number = next(row.number for row in library.rows() if row.title == "a")
    library.remove(number)
    site.asked.clear()
    marked(site, {**old, "b": "The quay of b was built in 1931."}, days={"a": 17, "b": 18, "c": 16})
    report = library.sync(feeds=True)
    assert (report.added, report.changed, report.failures, report.notices) == ((), (), (), ())
    assert site.paths() == ["/feed", "/b"]


def test_a_feed_that_marks_everything_anew_is_not_fetched_again(
    library: Library, site: Site
) -> None:
    stories = {name: f"The quay of {name} is old." for name in "abcde"}
    add(library, marked(site, stories))
    site.asked.clear()
    marked(site, stories, days=dict.fromkeys("abcde", 20))
    library.sync(feeds=True)
    assert site.paths() == ["/feed"]


def test_an_entry_that_fails_is_tried_again_only_if_that_may_help(
    library: Library, corpus: Path, site: Site
) -> None:
    url = feed_of(site, range(3), etag='"a"')
    site.status("/s0?utm_source=rss", 404)
    site.status("/s1?utm_source=rss", 503)
    report = add(library, url)
    assert len(report.added) == 1
    assert [failure.path for failure in report.failures] == [
        f"{site.url}/s{n}?utm_source=rss" for n in (0, 1)
    ]
    site.asked.clear()
    site.pages["/s1?utm_source=rss"] = site.pages["/s1"]
    report = library.sync(feeds=True)
    assert (len(report.added), report.failures) == (1, ())
    assert site.paths() == ["/feed", "/s1?utm_source=rss"]


def test_cancelled_half_way_through_a_feed(library: Library, corpus: Path, site: Site) -> None:
    url = feed_of(site, range(6))
    stop = Cancel()

    def said(step: Progress) -> None:
        if step.step == "fetching" and step.done == 3:
            stop.set()

    with pytest.raises(Cancelled):
        library.add([url], allow_private=True, progress=said, cancel=stop)
    assert len(library.feeds()[0].seen) == 3
    library.sync(feeds=True)
    assert sorted(row.title for row in library.rows()) == [f"Story {n}" for n in range(6)]
    assert site.paths().count("/s1?utm_source=rss") == 1


def test_a_feed_with_whole_texts(library: Library, corpus: Path, site: Site) -> None:
    body = rss([{"url": site.url + "/x", "title": "Whole", "text": FULL}])
    report = add(library, site.put("/feed", body, "application/rss+xml"))
    assert len(report.added) == 1
    assert library.rows()[0].source == "Nordvik Courier"
    assert site.paths() == ["/feed"]


def test_an_entry_whose_page_is_gone_is_taken_as_the_feed_has_it(
    library: Library, corpus: Path, site: Site
) -> None:
    short = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:2])
    entries = [
        {"url": site.status(f"/s{status}", status), "title": f"Story {status}", "text": text}
        for status, text in ((404, short), (500, short + "<p>More.</p>"), (410, "<p>Read …</p>"))
    ]
    for make, kind in ((rss, "application/rss+xml"), (json_feed, "application/feed+json")):
        report = add(library, site.put("/feed", make(entries), kind))
        assert [failure.path for failure in report.failures] == [site.url + "/s410"]
        assert {row.title for row in library.rows()} == {"Story 404", "Story 500"}
        (notice,) = [n for n in report.notices if "as the feed has it" in n]
        assert f"{site.url}/s404 (there is no such page (404))" in notice
        assert "/s500 (the server has an error (500))" in notice
        for row in library.rows():
            assert PARAGRAPHS[1] in library.article(row.number).text
            assert row.url.startswith(site.url)
            library.remove(row.number)
        library.remove_feed(site.url + "/feed")


def test_a_server_that_is_down_does_not_keep_whole_texts_back(
    library: Library, corpus: Path, site: Site
) -> None:
    text = f"<p>{PARAGRAPHS[0]}</p>"
    entries = [
        {
            "url": site.status(f"/s{n}", 503),
            "title": f"Story {n}",
            "text": f"{text}<p>It is {n}.</p>",
        }
        for n in range(6)
    ]
    entries.insert(4, {"url": site.status("/bare", 503), "title": "Bare"})
    report = add(library, site.put("/feed", rss(entries), "application/rss+xml"))
    assert (len(report.added), report.failures) == (6, ())
    assert site.paths() == ["/feed", "/s0", "/s1", "/s2"]
    site.put("/bare", page("Bare"))
    assert len(library.sync(feeds=True).added) == 1


def test_a_feed_that_is_gone_or_a_damaged_list(library: Library, corpus: Path, site: Site) -> None:
    url = feed_of(site, range(1))
    add(library, url)
    site.status("/feed", 410)
    (failure,) = library.sync(feeds=True).failures
    assert (failure.path, "no such page" in failure.reason) == (url, True)
    assert library.feeds()[0].seen
    (corpus / FEEDS).write_text("{")
    with pytest.raises(Exception, match=r"\.qabotfeeds\.json cannot be read"):
        library.sync(feeds=True)
