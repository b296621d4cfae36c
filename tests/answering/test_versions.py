"""One event in several articles: versions that differ, copies, and one without a date."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from qabot.domain import Answer, Answered
from qabot.library import Library

STORY = (
    "A goods train left the rails at Harlow Bend late on Tuesday and forced 2,000 people out of "
    "their homes. {toll}, the county said. Of its 141 cars {cars} left the rails, said the operator, "
    "Great Lakes Rail, and two of them burned until the morning. The county told people to boil "
    "their water until the river had been tested."
)
ARTICLES = {
    "alpha": ("Goods train derails", "2023-08-17", STORY.format(toll="One firefighter died", cars=14)),
    "beta": ("Train derails", "2023-08-16", STORY.format(toll="No one died", cars=11)),
    "gamma": ("Train off the rails", "2023-08-17", STORY.format(toll="One firefighter died", cars=14)),
    "delta": (
        "Fishermen pull survivors out of the sea",
        "",
        "Fishermen of San Isidro pulled 23 survivors of the ferry Santa Luz out of the water. They had "
        "seen the lights of the ship go out.",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("versions")
    for outlet, (title, day, text) in ARTICLES.items():
        dated = f"published: {day}\n" if day else ""
        (folder / f"{outlet}.md").write_text(
            f"---\ntitle: {title}\nsource: {outlet}\n{dated}---\n{text}\n", encoding="utf-8"
        )
    with closing(Library(folder)) as library:
        library.sync()
        yield library


def asked(library: Library, question: str, **options: object) -> Answer:
    *_, last = library.ask(question, **options)  # type: ignore[arg-type]
    assert isinstance(last, Answered), last
    return last.answer


def test_a_version_that_tells_another_figure_is_quoted_beside(library: Library) -> None:
    answer = asked(library, "how many cars of the train left the rails?")
    said = {citation.source: citation for citation in answer.citations}
    assert "beta" in said and ("alpha" in said or "gamma" in said)
    assert not any("beta" in citation.also_in for citation in answer.citations)
    assert any("different figures" in notice for notice in answer.notices)


def test_a_copy_is_named_beside_the_sentence_that_it_has(library: Library) -> None:
    answer = asked(library, "how many cars of the train left the rails?")
    named = [{c.source, *c.also_in} for c in answer.citations]
    assert {"alpha", "gamma"} in named


def test_an_article_without_a_date_answers_where_no_dated_one_does(library: Library) -> None:
    answer = asked(library, "how many survivors did fishermen pull out in August 2023?")
    assert answer.answered and "23 survivors" in answer.statements[0].text
    assert [chip.label for chip in answer.chips] == ["August 2023"]
    assert any("no date" in notice for notice in answer.notices)


def test_an_outlet_that_is_not_there_does_not_keep_the_answer_away(library: Library) -> None:
    answer = asked(library, "according to the BBC, how many cars of the train left the rails?")
    assert answer.answered and any("BBC" in notice for notice in answer.notices)


def test_last_week_is_told_by_articles_of_that_week(library: Library) -> None:
    answer = asked(library, "what happened last week?", asked=date(2023, 8, 27))
    assert {c.published for c in answer.citations} <= {date(2023, 8, 16), date(2023, 8, 17)}


def test_stop_words_alone_are_no_question(library: Library) -> None:
    assert not asked(library, "the of and a").answered
