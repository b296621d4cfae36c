"""Questions about the article just cited: who wrote it, when and where it came out."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from qabot.answering.of_article import of_article
from qabot.domain import Answer, Answered
from qabot.library import Library
from qabot.retrieval.understand.article_itself import Aspect, asks_of_article


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("written")
    (folder / "bridge.md").write_text(
        "---\ntitle: Bridge closed\nsource: Wire One\npublished: 2023-05-12\nauthor: Mara Lind\n---\n"
        "The old bridge of Orrin was closed on Friday because its piers were damaged by the flood.",
        encoding="utf-8",
    )
    (folder / "report.md").write_text(
        "---\ntitle: Ferries unsafe\nsource: Wire One\npublished: 2023-06-02\n---\n"
        "Inspectors found in their report that eleven ferries of Orrin have no life rafts.",
        encoding="utf-8",
    )
    with closing(Library(folder)) as library:
        library.sync()
        yield library


def asked(library: Library, question: str, *history: Answer) -> Answer:
    *_, last = library.ask(question, history=history)
    assert isinstance(last, Answered), last
    return last.answer


@pytest.mark.parametrize(
    "question",
    [
        "who wrote this?",
        "and who wrote the article?",
        "who is the author?",
        "who were the authors of these stories?",
        "when was this published?",
        "which newspaper is this from?",
        "Where was that story published?",
    ],
)
def test_it_asks_of_the_article(question: str) -> None:
    assert asks_of_article(question)


@pytest.mark.parametrize(
    "question",
    [
        "who wrote the letter?",
        "who wrote it?",
        "who is the author of the novel?",
        "when was it published?",
        "who wrote this law?",
        "which newspaper did he buy?",
        "this",
    ],
)
def test_it_asks_of_something_else(question: str) -> None:
    assert not asks_of_article(question)


def test_author_and_day_are_told_beside_what_was_quoted(library: Library) -> None:
    before = asked(library, "why was the old bridge closed?")
    answer = asked(library, "who wrote this?", before)
    assert answer.answered
    assert answer.citations[0].quote == before.citations[0].quote
    assert answer.notices == ("[1] “Bridge closed” is by Mara Lind: Wire One · 12 May 2023.",)


def test_what_is_told_is_what_was_asked(library: Library) -> None:
    before = asked(library, "which ferries have no life rafts?")
    assert asked(library, "who wrote this?", before).notices == (
        "[1] “Ferries unsafe” names no author: Wire One · 2 Jun 2023.",
    )
    for question in ("when was this published?", "where is this from?"):
        assert asked(library, question, before).notices == (
            "[1] “Ferries unsafe”: Wire One · 2 Jun 2023.",
        )


def test_it_is_the_article_unless_something_else_can_be_published(library: Library) -> None:
    bridge = asked(library, "why was the old bridge closed?")
    told = asked(library, "when was it published?", bridge)
    assert told.notices == ("[1] “Bridge closed”: Wire One · 12 May 2023.",)
    assert asks_of_article("and when did it come out?", bridge) is Aspect.PLACE_AND_DAY
    assert asks_of_article("who wrote it?", told) is Aspect.WRITER
    ferries = asked(library, "what did inspectors find in their report?")
    assert ferries.citations
    assert asks_of_article("when was it published?", ferries) is None
    assert asks_of_article("when was it built?", bridge) is None
    # it said so of an article before, so it still is one
    assert asks_of_article("when was it published?", asked(library, "who wrote this?", ferries))


def test_the_topic_stays_that_of_the_answer_before(library: Library) -> None:
    bridge = asked(library, "why was the old bridge closed?")
    written = asked(library, "who wrote this?", bridge)
    assert (
        asked(library, "and when?", bridge, written).searched == "when was the old bridge closed?"
    )
    again = asked(library, "and when was it published?", bridge, written)
    assert again.notices == ("[1] “Bridge closed”: Wire One · 12 May 2023.",)


def test_without_an_answer_before_it_is_a_question_without_a_topic(library: Library) -> None:
    assert not asked(library, "who wrote this?").answered


def test_an_article_that_has_changed_since_is_not_told_of(library: Library) -> None:
    before = asked(library, "why was the old bridge closed?")
    changed = replace(before.citations[0], quote="Another text.")
    catalogue = library._parts().retriever.catalogue
    assert of_article(catalogue, "who wrote this?", [before]) is not None
    assert of_article(catalogue, "who wrote this?", [replace(before, citations=(changed,))]) is None
