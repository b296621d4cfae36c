"""Times of which there is no article: said, never told by articles of another time unsaid."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from qabot.answering.when import nearest_in_time
from qabot.domain import Answer, Answered, Chip
from qabot.library import Library

TODAY = date(2023, 8, 16)  # a Wednesday
ARTICLES = {
    "2021-09-10": ("Gazette", "The museum of glass opened in Orrin on Friday with 400 works by 60 artists."),
    "2022-03-03": ("Wire One", "A flood closed the old bridge of Orrin on Thursday, the fire service said."),
    "2023-05-12": ("Wire One", "The dock workers of Orrin ended their strike on Friday after nine days of talks, the longest since 2009."),
    "2023-06-20": ("Wire Two", "Ines Calder resigned as mayor of Orrin on Tuesday after a dispute over the budget."),
}  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("when")
    for day, (outlet, text) in ARTICLES.items():
        (folder / f"{day}.md").write_text(
            f"---\ntitle: News of {day}\nsource: {outlet}\npublished: {day}\n---\n{text}\n",
            encoding="utf-8",
        )
    with closing(Library(folder)) as library:
        library.sync()
        yield library


def asked(library: Library, question: str, *history: Answer, today: date = TODAY) -> Answer:
    *_, last = library.ask(question, asked=today, history=history)
    assert isinstance(last, Answered), last
    return last.answer


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("what happened yesterday?", "2023-06-20"),
        ("what happened on Saturday?", "2023-06-20"),
        ("what happened in the first week of May 2022?", "2022-03-03"),
        ("what happened before 2020?", "2021-09-10"),
        ("what happened in May 2016?", "2021-09-10"),
    ],
)
def test_a_time_without_articles_is_declined_with_the_nearest(
    library: Library, question: str, nearest: str
) -> None:
    answer = asked(library, question)
    assert not answer.answered
    assert str(answer.nearest[0].published) == nearest
    (said,) = answer.notices
    assert said.startswith(("No article is from ", "No article came out before "))
    assert answer.chips[0].label in said


def test_the_nearest_are_of_the_outlet_that_is_asked(library: Library) -> None:
    answer = asked(library, "what did Wire One report in June 2023?")
    assert not answer.answered
    assert {citation.source for citation in answer.nearest} == {"Wire One"}
    assert [citation.number for citation in answer.nearest] == [1, 2]


def test_a_topic_at_a_time_without_articles_is_answered_with_a_word_before(
    library: Library,
) -> None:
    answer = asked(library, "who resigned as mayor of Orrin yesterday?")
    assert answer.answered
    assert "the newest is of 20 June 2023" in answer.notices[0]


def test_a_time_that_is_only_preferred_is_said_to_be_missed(library: Library) -> None:
    question = (
        "Which mayor of Orrin resigned after a dispute over the budget this week in the city?"
    )
    answer = asked(library, question)
    assert answer.answered and not answer.chips
    assert any(said.startswith("None of this is from 9 to 16 August") for said in answer.notices)
    answer = asked(library, question, today=date(2023, 6, 21))
    assert not any("None of this" in said for said in answer.notices)


def test_a_year_before_all_articles_is_no_filter_and_that_is_said(library: Library) -> None:
    answer = asked(library, "who resigned as mayor of Orrin before 2016?")
    assert any("the oldest is of 10 September 2021" in said for said in answer.notices)
    assert not answer.chips


def test_nothing_is_said_of_a_year_of_which_the_article_speaks(library: Library) -> None:
    answer = asked(library, "did the dock workers of Orrin strike in 2009?")
    assert answer.answered and "2009" in answer.statements[0].text
    assert answer.notices == ()


def test_where_a_time_has_no_article_a_topic_shows_what_is_nearest_to_it(library: Library) -> None:
    answer = asked(library, "who sold the lighthouse of Orrin before 2021?")
    assert not answer.answered and answer.nearest
    assert [chip.label for chip in answer.chips] == ["before 2021"]
    assert "No article came out before 2021; the nearest of all are shown." in answer.notices


def test_an_outlet_is_told_by_its_articles_of_that_time(library: Library) -> None:
    answer = asked(library, "what did Wire One report in May 2023?")
    assert answer.answered
    assert [str(cited.published) for cited in answer.citations] == ["2023-05-12"]


def test_a_time_or_an_outlet_alone_goes_on_from_the_thread(library: Library) -> None:
    first = asked(library, "why did the mayor of Orrin resign?")
    for question, label in (("in June?", "June 2023"), ("according to Wire Two?", "Wire Two")):
        answer = asked(library, question, first)
        assert answer.searched == first.searched
        assert [chip.label for chip in answer.chips] == [label]
        assert answer.answered


def test_without_a_time_nothing_is_nearest_to_it(library: Library) -> None:
    catalogue = library._parts().retriever.catalogue
    outlet = Chip("source", "Wire One", source="Wire One")
    assert nearest_in_time(catalogue, [outlet], "q", "q", 4) is None
