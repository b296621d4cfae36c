"""Outlets in questions: provenance is a filter, a subject is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qabot.retrieval.understand import understand
from qabot.retrieval.understand.mentions import find_mentions

TODAY = date(2024, 6, 19)
SOURCES = (
    "Reuters", "BBC News", "The Guardian", "cnn.com", "usatoday.com", "New York Times",
    "theweek.co.uk", "Time", "Twitter", "AP", "Süddeutsche Zeitung", "edition.example-post.com",
)  # fmt: skip


def ask(question: str, sources=SOURCES):
    return understand(question, today=TODAY, sources=sources)


@pytest.mark.parametrize(
    ("question", "outlets", "searched"),
    [
        ("According to Reuters, who won the vote?", ["Reuters"], "who won the vote?"),
        ("who won the vote, according to reuters?", ["Reuters"], "who won the vote?"),
        ("what did the BBC report about the strike?", ["BBC News"], "what was reported about the strike?"),
        ("What did the BBC say about the strike?", ["BBC News"], "What is said about the strike?"),
        ("What does The New York Times say about Musk?", ["New York Times"], "What is said about Musk?"),
        ("What did the NYT write about Musk?", ["New York Times"], "What was reported about Musk?"),
        ("What did nytimes.com write about Musk?", ["New York Times"], "What was reported about Musk?"),
        ("What was written about Sudan in the Guardian?", ["The Guardian"], "What was written about Sudan?"),
        ("anything from CNN about Sudan?", ["cnn.com"], "what about Sudan?"),
        ("news from cnn about Sudan", ["cnn.com"], "what about Sudan"),
        ("From CNN: what happened in Sudan?", ["cnn.com"], "what happened in Sudan?"),
        ("what did Reuters and the BBC report on Gaza?", ["Reuters", "BBC News"], "what was reported on Gaza?"),
        ("according to a CNN report, who leads?", ["cnn.com"], "who leads?"),
        ("Reuters coverage of the port strike", ["Reuters"], "coverage of the port strike"),
        ("the Guardian's coverage of the port strike", ["The Guardian"], "coverage of the port strike"),
        ("How did the Guardian cover the strike?", ["The Guardian"], "coverage of the strike?"),
        ("What was in The Week about Sudan?", ["theweek.co.uk"], "What was about Sudan?"),
        ("What was in The Week in the strike?", ["theweek.co.uk"], "What was reported in the strike?"),
        ("What did Reuters cover?", ["Reuters"], "What was covered?"),
        ("What did Reuters cover in Sudan?", ["Reuters"], "What was covered in Sudan?"),
        ("list the articles of Reuters", ["Reuters"], "list the articles"),
        ("headlines of the Guardian in the strike", ["The Guardian"], "headlines in the strike"),
        ("articles from Reuters in the strike", ["Reuters"], "articles in the strike"),
        ("According to Time, who leads?", ["Time"], "who leads?"),
        ("What did USA TODAY report on Gaza?", ["usatoday.com"], "what was reported on Gaza?"),
        ("compare what Reuters and CNN say about Gaza", ["Reuters", "cnn.com"], "compare what is said about Gaza"),
        ("What do Reuters articles say about Gaza?", ["Reuters"], "What do articles say about Gaza?"),
        ("source:Reuters port strike", ["Reuters"], "port strike"),
        ("laut wem, according to the Sueddeutsche Zeitung?", ["Süddeutsche Zeitung"], "laut wem?"),
        ("who won according to Twitter?", ["Twitter"], "who won?"),
    ],
)  # fmt: skip
def test_provenance(question, outlets, searched):
    got = ask(question)
    assert [chip.source for chip in got.chips] == outlets
    assert all(chip.kind == "source" and chip.words in question for chip in got.chips)
    assert got.searched.lower() == searched.lower()


@pytest.mark.parametrize(
    "question",
    [
        "what happened to Twitter?",
        "coverage of Twitter",
        "reports of Twitter",
        "what did Twitter say?",
        "What did the BBC say in court?",
        "Did the BBC apologise?",
        "according to the EU, what happened?",
        "Who was fired from CNN?",
        "Who owns USA Today?",
        "who resigned from the BBC over the Guardian story?",
        "according to a CNN poll, who leads?",
        "According to Jeff Berardelli, a CBS News meteorologist, what happened?",
        "Which story in the Guardian won a prize?",
        "in time for the week",
        "what happened in the week after?",
        "When did CNN report a loss?",
        "What happened to the Guardian, according to the Guardian?",
        "who has a stake in the New York Times?",
        "What was originally broadcast by the BBC when?",
        "the CNN host who quit",
        "what happened in the Guardian office?",
        "according to the guardian angel, who sinned?",
        "Numerous newspapers, including the USA TODAY Network, dropped which comic strip?",
        "what did the ap report?",
    ],
)
def test_subject(question):
    got = ask(question)
    assert got.chips == ()
    assert got.searched == question


def test_an_outlet_that_the_corpus_has_not_is_no_filter():
    assert ask("according to Reuters, who won?", sources=("cnn.com",)).chips == ()
    assert ask("according to Reuters, who won?", sources=()).chips == ()


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("according to Le Monde, who won?", "who won?"),
        ("who won, according to Le Monde?", "who won?"),
        ("How many died according to the Le Monde?", "How many died?"),
    ],
)
def test_an_outlet_that_the_corpus_has_not_is_not_searched_for_either(question, searched):
    got = ask(question)
    assert got.searched == searched and got.unknown


def test_all_spellings_of_one_outlet_are_meant():
    got = ask("what did CNN report about Gaza?", sources=("cnn.com", "CNN", "edition.cnn.com"))
    assert {chip.source for chip in got.chips} == {"cnn.com", "CNN", "edition.cnn.com"}


def test_date_and_outlet_together():
    got = ask("what did the BBC report about Gaza last week?")
    assert {chip.kind for chip in got.chips} == {"date", "source"}
    assert got.searched == "what was reported about Gaza?"


def test_today_in_a_name_is_no_date():
    assert {chip.kind for chip in ask("news from USA Today about Gaza").chips} == {"source"}


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("what happened in Beirut according to Reuters?", ("Reuters",)),
        ("according to the New York Times, who won?", ("the New York Times",)),
        ("who won according to the wall street journal", ("the wall street journal",)),
        ("how many died according to Gazette?", ()),
        ("how many died according to the ministry?", ()),
        ("what does Reuters do?", ()),
    ],
)
def test_an_outlet_without_articles_is_named(question: str, unknown: tuple[str, ...]) -> None:
    found = understand(question, today=date(2023, 7, 1), sources=["Gazette"])
    assert found.unknown == unknown
    assert found.chips == () or unknown == ()


def test_an_outlet_under_another_name_is_not_unknown() -> None:
    question = "who won according to the New York Times?"
    assert understand(question, today=date(2023, 7, 1), sources=["nytimes.com"]).unknown == ()


PAPERS = ("Harbour Courier", "Orrin Gazette", "Harbour Gazette", "Daily Tribune", "Press Agency")


@pytest.mark.parametrize(
    ("question", "outlets", "searched"),
    [
        ("According to the Courier, who paid?", ["Harbour Courier"], "who paid?"),
        ("According to Courier, who paid?", ["Harbour Courier"], "who paid?"),
        ("What did the Courier write about it?", ["Harbour Courier"], "What was reported about it?"),
        ("the Courier's report on the strike", ["Harbour Courier"], "report on the strike"),
        ("news from the Courier", ["Harbour Courier"], "news"),
        ("What do the Courier and the Tribune say about it?", ["Harbour Courier", "Daily Tribune"], "What is said about it?"),
    ],
)  # fmt: skip
def test_an_outlet_may_be_called_by_the_end_of_its_name(question, outlets, searched):
    got = ask(question, PAPERS)
    assert [chip.source for chip in got.chips] == outlets
    assert got.searched == searched
    assert not got.unknown and not got.shared


def test_a_short_name_that_fits_several_outlets_means_any_of_them():
    got = ask("According to the Gazette, who paid?", PAPERS)
    assert [chip.source for chip in got.chips] == ["Harbour Gazette", "Orrin Gazette"]
    assert got.shared == (("the Gazette", ("Harbour Gazette", "Orrin Gazette")),)
    assert not ask("According to the Gazette, who paid?", (*PAPERS, "Gazette")).shared


@pytest.mark.parametrize(
    "question",
    [
        "What did the courier write about the parcel?",
        "What happened to the Courier?",
        "Who owns the Herald?",
        "According to the Agency, who paid?",
        "According to the Gazette Society, who paid?",
        "According to the Post Office, who paid?",
        "According to Jim Courier, who won?",
        "What did the Journal of Medicine report about flu?",
    ],
)
def test_what_only_sounds_like_an_outlet(question):
    got = ask(question, PAPERS)
    assert got.searched == question
    assert (got.chips, got.unknown, got.shared) == ((), (), ())


@pytest.mark.parametrize(
    ("question", "outlets", "unknown", "searched"),
    [
        ("According to Reuters and the Daily Tribune, who won?", ["Daily Tribune"], ("Reuters",), "who won?"),
        ("According to the Courier, the Herald and the BBC, who won?", ["Harbour Courier"], ("the Herald", "the BBC"), "who won?"),
        ("According to the Herald, who won?", [], ("the Herald",), "who won?"),
        ("What did the Orrin Herald report on it?", [], ("the Orrin Herald",), "What was reported on it?"),
        ("what does reuters say about the strike", [], ("reuters",), "what is said about the strike"),
        ("who leads, according to a Reuters report?", [], ("Reuters",), "who leads?"),
    ],
)  # fmt: skip
def test_of_several_outlets_those_without_articles_are_told(question, outlets, unknown, searched):
    got = ask(question, PAPERS)
    assert [chip.source for chip in got.chips] == outlets
    assert (got.unknown, got.searched) == (unknown, searched)


_WORDS = (
    "the", "The", "Courier", "courier", "Courier's", "Harbour", "Gazette", "Orrin", "Herald,", "New", "York", "Times",
    "and", "according", "to", "reuters", "Daily", "bbc.co.uk", "Ümlaut", "’s", "—", " ",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join))
def test_mentions_stand_in_the_question_in_order_and_apart(question: str) -> None:
    end = 0
    for mention in find_mentions(question, PAPERS):
        assert end <= mention.span.start < mention.span.end
        assert question[mention.span.start : mention.span.end] == mention.name
        assert set(mention.sources) <= set(PAPERS)
        end = mention.span.end
