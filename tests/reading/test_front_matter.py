"""Front matter: both ways, malformed, and what only looks like it."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_files import Reading, article, failure

from qabot.domain import Article
from qabot.reading import front_matter, read


def test_urls_are_kept_without_tracking(reading: Reading) -> None:
    for url, kept in (
        ("https://x.example/a?utm_source=rss&id=3&fbclid=7#top", "https://x.example/a?id=3"),
        ("https://x.example/a?gclid=7", "https://x.example/a"),
        ("https://x.example/a?q=a+b&c=%20#x", "https://x.example/a?q=a+b&c=%20"),
        ("https://x.example/a?id=ä", "https://x.example/a?id=ä"),
    ):
        text = f"---\nurl: {url}\n---\nThe ships came in.\n"
        assert article(reading("a.md", text)).url == kept


def test_all_fields(reading: Reading) -> None:
    text = (
        "---\ntitle: 'Talks: the end'\nsource: Courier\npublished: 2023-06-19\nauthor: [Jo Doe, Al Roe]\n"
        "url: https://example.org/a?b=1\nlanguage: no\nmood: bad\nnested: {a: [1]}\n---\n\nNobody spoke.\n"
    )
    found = article(reading("a.md", text.replace("\n", "\r\n")))
    assert found == Article(
        title="Talks: the end",
        text="Nobody spoke.",
        source="Courier",
        published=date(2023, 6, 19),
        author="Jo Doe, Al Roe",
        url="https://example.org/a?b=1",
        language="no",
        path="a.md",
    )


def test_empty_and_null_fields_are_as_if_missing(reading: Reading) -> None:
    found = article(
        reading(
            "2020-01-02.md",
            "---\ntitle: null\nsource: ~\nauthor:\npublished: ''\n---\nNobody spoke.",
        )
    )
    assert (found.title, found.source, found.author) == ("Nobody spoke.", "", "")
    assert found.published == date(2020, 1, 2)


@pytest.mark.parametrize(
    "title",
    ["Floods: what we know", '"No deal," says minister', "[Update] Storm: two dead", "@mayor: it's over", "Why: because:", "'Tis the season: shops", "> quoted", "| piped", "{x} y",
     "'open", "Rovers win #1 spot", "#metoo: a year on", "&Beyond profits", "&Beyond", "!bang title", "! a bang",
     "AT&T: profit, #2", "2 years #later", "It's the '90s: again"],
)  # fmt: skip
def test_a_title_that_only_lacks_quotation_marks(reading: Reading, title: str) -> None:
    text = f"---\nsource: Courier\ntitle: {title}\nurl: https://x.example/a?b=1\n---\nNobody spoke."
    found = article(reading("a.md", text))
    assert (found.title, found.source, found.url) == (title, "Courier", "https://x.example/a?b=1")


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("title", "Rovers win # checked", "Rovers win"),
        ("title", '"Rovers win" #1 spot', "Rovers win"),
        ("title", "'Rovers win' # spot", "Rovers win"),
        ("title", "!!str Rovers", "Rovers"),
        ("published", "2024-05-11 #checked", "2024-05-11"),
        ("published", "11 May 2024 #checked", "2024-05-11"),
        ("url", "https://x.example/a #checked", "https://x.example/a"),
        ("title", ">\n  Rovers\n  win", "Rovers win"),
        ("title", "| # text below\n  Rovers win", "Rovers win"),
        ("title", "'Rovers\n  win'", "Rovers win"),
    ],
)
def test_what_yaml_means_stays(reading: Reading, field: str, value: str, kept: str) -> None:
    found = article(reading("a.md", f"---\n{field}: {value}\n---\nNobody spoke."))
    assert str(getattr(found, field)).strip() == kept


def test_a_quoted_text_of_two_lines_is_read_beside_one_that_lacks_marks(reading: Reading) -> None:
    text = "---\nsource: 'The\n  Courier'\ntitle: Floods: more\n---\nNobody spoke."
    found = article(reading("a.md", text))
    assert (found.source, found.title) == ("The Courier", "Floods: more")


def test_an_anchor_that_is_used_is_one(reading: Reading) -> None:
    text = "---\nsource: &who Courier\ntitle: *who\n---\nNobody spoke."
    found = article(reading("a.md", text))
    assert (found.source, found.title) == ("Courier", "Courier")


def test_outlet_from_the_address(reading: Reading) -> None:
    clipped = "---\nsource: https://www.example.org/news/1\n---\nNobody spoke."
    found = article(reading("a.md", clipped))
    assert (found.source, found.url) == ("example.org", "https://www.example.org/news/1")
    script = article(reading("b.md", "---\nurl: javascript:alert(1)\n---\nNobody spoke."))
    assert script.url == ""


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("---\ntitle: [a, b\nsource: c\n---\ntext", 3),
        ("---\ntitle: {a, b\nsource: c\n---\ntext", 3),
        ("---\ntitle: a: b\n  more\n---\ntext", 2),
        ("---\na: b\n  c: d\n---\ntext", 3),
        ("---\ntitle: a\n\ntext without an end", 1),
        ("---\n- a: b\n---\ntext", 2),
        ("---\n- Harbour talks\n- 2024-05-11\n---\ntext", 2),
        ("---\ntitle: a\nsource: \x07\n---\ntext", 3),
        ("---\na: " + "[" * 5000 + "\n---\ntext", 1),
        ("\n\n---\ntitle: a\n\ttab: b\n---\ntext", 5),
    ],
    ids=range(10),
)
def test_malformed_names_the_line(reading: Reading, head: str, line: int) -> None:
    found = failure(reading("notes/a.md", head))
    assert found.path == f"notes/a.md:line {line}"
    assert "front matter" in found.reason


def test_an_alias_bomb_is_only_an_unknown_key(reading: Reading) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
    )
    assert article(reading("a.md", f"---\n{bomb}title: t\n---\nNobody spoke.")).title == "t"


@pytest.mark.parametrize(
    "text", ["---\n\nA rule, then text.", "---\nOnly words here\n---\nand here", "Text\n\n---\n"]
)
def test_a_rule_is_no_front_matter(reading: Reading, text: str) -> None:
    assert article(reading("a.md", text)).text == text.strip()


_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(
    text=st.one_of(
        st.text(max_size=400),
        st.sampled_from(["---\na: b\n---\nx", "# H\n\nx", "date 2020-01-01 x", "a\n…"]),
    ),
    title=_WORDS,
    source=_WORDS,
    author=_WORDS,
    published=st.one_of(st.none(), st.dates(min_value=date(1600, 1, 1))),
    url=st.sampled_from(["", "https://example.org/ä?q=1#x", "http://[bad"]),
    language=st.sampled_from(["", "en-GB", "no", "German", "???"]),
)
@settings(deadline=None, max_examples=200)
def test_what_is_written_is_read_again(
    text: str, title: str, source: str, author: str, published: date | None, url: str, language: str
) -> None:
    row = {
        "text": text,
        "title": title,
        "source": source,
        "author": author,
        "url": url,
        "language": language,
    }
    row["published"] = published.isoformat() if published else ""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "a.jsonl")
        path.write_text(json.dumps(row) + "\n")
        first = next(read(path, "a.jsonl"))
        if not isinstance(first, Article):  # no text left after normalising
            return
        Path(name, "a.md").write_text(front_matter(first), encoding="utf-8", newline="\n")
        second = list(read(Path(name, "a.md"), "a.md"))
    assert second == [replace(first, path="a.md", key="")]
