"""A citation of a document that has pages names the page, whatever became of the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from feeds_made import rss
from reading_files import Words, pdf
from web_made import Site, serving

from qabot.cli.output import where
from qabot.domain import Answered, Citation
from qabot.exporting import Exchange, Exported, answer_json, footnote, quote_text, thread_markdown
from qabot.fetching import Policy
from qabot.library import HIDDEN, Library
from qabot.settings import Settings
from qabot.storage.answers import dump_answer, load_answer

TEXTS = (
    ["The harbour council met on Monday evening.", "It spoke for three hours about the weather."],
    ["A ferry to the outer islands will cost", "forty million crowns, Ingrid Dahl said."],
    ["The fishermen of Nordvik want a new quay.", "Their spokesman is called Olav Berge."],
)
QUESTION = "Who is the spokesman of the fishermen?"


def report_of_three_pages() -> bytes:
    pages: list[list[Words]] = [
        [(50.0, 700.0 - 14 * line, 11.0, text) for line, text in enumerate(texts)]
        for texts in TEXTS
    ]
    return pdf(pages, title="Report on the harbour")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made


@pytest.fixture
def library(corpus: Path) -> Iterator[Library]:
    with closing(Library(corpus, Settings())) as opened:
        opened.policy = Policy(pause=0.0, seconds=3.0)
        yield opened


def answer_of(library: Library):
    return next(e.answer for e in library.ask(QUESTION) if isinstance(e, Answered))


def cited(library: Library) -> Citation:
    return next(c for c in answer_of(library).evidence if "Berge" in c.quote)


def test_a_citation_names_the_page(library: Library, corpus: Path) -> None:
    (corpus / "report.pdf").write_bytes(report_of_three_pages())
    library.sync()
    answer = answer_of(library)
    citation = cited(library)
    assert citation.page == 3
    assert where(citation).endswith(" · p. 3")
    assert quote_text(citation).endswith(", p. 3)")
    assert ", p. 3, " in footnote(citation)
    assert ", p. 3, report" in thread_markdown(Exported("t", (Exchange("q", answer),))).replace(
        "\\", ""
    )
    shape = answer_json(answer)
    assert 3 in [c["page"] for c in shape["citations"] + shape["nearest"]]
    assert load_answer(dump_answer(answer)).evidence == answer.evidence
    assert where(replace(citation, page=None)).endswith("no date")

    library.rebuild()
    assert cited(library).page == 3
    library.rebuild(reuse=False)
    assert cited(library).page == 3


def test_an_index_of_before_learns_the_pages(corpus: Path) -> None:
    (corpus / "report.pdf").write_bytes(report_of_three_pages())
    with closing(Library(corpus, Settings())) as library:
        library.sync()
        ids = [passage.id for passage in library.catalogue.passages_of(1)]
    with closing(sqlite3.connect(corpus / HIDDEN / "catalogue.db")) as db:
        db.execute("DROP INDEX bodies_length")
        db.execute("ALTER TABLE bodies DROP COLUMN pages")
        db.execute("PRAGMA user_version = 1")
        db.commit()
    with closing(Library(corpus, Settings())) as library:
        assert library.article(1).pages == ()
        library.sync()
        assert [passage.id for passage in library.catalogue.passages_of(1)] == ids
        assert cited(library).page == 3


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/report", "application/pdf"),
        ("/download?id=7", "application/octet-stream"),
        ("/report.html", "application/pdf"),
        ("/paper", "text/html"),
        ("/text", "text/plain"),
    ],
)
def test_a_document_behind_an_address_keeps_its_pages(
    library: Library, corpus: Path, site: Site, path: str, kind: str
) -> None:
    url = site.put(path, b"\n" + report_of_three_pages(), kind)
    report = library.add([url], allow_private=True)
    assert (len(report.added), report.failures) == (1, ())
    article = library.article(report.added[0])
    assert (article.url, article.source) == (url, "127.0.0.1")
    assert [file.name for file in corpus.glob("*.md")] == ["report-on-the-harbour.md"]
    assert cited(library).page == 3
    assert library.add([url], allow_private=True).unchanged == 1
    library.rebuild()
    assert cited(library).page == 3
    # A new version takes the place of the old one.
    new = report_of_three_pages().replace(b"Olav Berge", b"Arne Berge")
    site.put(path, new, kind)
    assert len(library.add([url], allow_private=True).changed) == 1
    assert "Arne Berge" in cited(library).quote


def test_an_entry_of_a_feed_may_be_a_document(library: Library, corpus: Path, site: Site) -> None:
    url = site.put("/report", report_of_three_pages(), "application/pdf")
    feed = site.put("/feed", rss([{"url": url, "title": "Report"}]), "application/rss+xml")
    report = library.add([feed], allow_private=True)
    assert (len(report.added), report.failures) == (1, ())
    assert library.article(report.added[0]).published == date(2024, 5, 14)
    assert cited(library).page == 3
    (failure,) = library.add(
        [site.put("/x", bytes(range(256)), "application/octet-stream")], allow_private=True
    ).failures
    assert failure.reason == "no article, but application/octet-stream"
