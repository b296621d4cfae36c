"""Questions about the article just cited: who wrote it, when and where it came out."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from qabot.answering.of_article import asks_of_article, of_article
from qabot.domain import Answer, Answered
from qabot.library import Library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("written")
    (folder / "bridge.md").write_text(
        "---\ntitle: Bridge closed\nsource: Wire One\npublished: 2023-05-12\nauthor: Mara Lind\n---\n"
        "The old bridge of Orrin was closed on Friday because its piers were damaged by the flood.",
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


def test_without_an_answer_before_it_is_a_question_without_a_topic(library: Library) -> None:
    assert not asked(library, "who wrote this?").answered


def test_an_article_that_has_changed_since_is_not_told_of(library: Library) -> None:
    before = asked(library, "why was the old bridge closed?")
    changed = replace(before.citations[0], quote="Another text.")
    catalogue = library._parts().retriever.catalogue
    assert of_article(catalogue, "who wrote this?", [before]) is not None
    assert of_article(catalogue, "who wrote this?", [replace(before, citations=(changed,))]) is None
