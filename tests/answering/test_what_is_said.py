"""What is said of times and outlets that the answer is not of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from qabot.answering.labels import no_article, nothing
from qabot.answering.overview import overview
from qabot.answering.unmet_years import years_said
from qabot.domain import Answer, Answered, Chip
from qabot.library import Library

TODAY = date(2023, 8, 16)
ARTICLES = {
    "2021-02-03": ("Orrin Gazette", "Quake shakes Orrin", "A quake of magnitude 5.1 shook the town of Orrin on Wednesday, the survey said."),
    "2021-02-05": ("Harbour Gazette", "Orrin counts the cost of the quake", "The quake damaged 300 houses in Orrin, the mayor said on Friday."),
    "2022-06-20": ("Harbour Courier", "Ines Calder resigns in Orrin", "Ines Calder resigned as mayor of Orrin on Monday after a dispute over the budget of 2020."),
    "2023-01-15": ("Harbour Courier", "Orrin opens its bridge", "The new bridge of Orrin opened on Sunday, the council said."),
}  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("notices")
    for day, (outlet, title, text) in ARTICLES.items():
        (folder / f"{day}.md").write_text(
            f"---\ntitle: {title}\nsource: {outlet}\npublished: {day}\n---\n{text}\n",
            encoding="utf-8",
        )
    with closing(Library(folder)) as library:
        library.sync()
        yield library


def asked(library: Library, question: str, *history: Answer) -> Answer:
    *_, last = library.ask(question, asked=TODAY, history=history)
    assert isinstance(last, Answered), last
    return last.answer


MAY = Chip("date", "May 2023")
OPEN = Chip("date", "before 2023")
SINCE = Chip("date", "since spring 2023")
EVENT = Chip("date", "since 3 May 2023, “Port, strike”")
WIRE, POST = Chip("source", "Wire"), Chip("source", "Post")


def test_labels_are_read_in_sentences() -> None:
    assert no_article([MAY]) == "No article is from May 2023"
    assert no_article([OPEN]) == "No article came out before 2023"
    assert no_article([SINCE, WIRE]) == "No article of Wire came out since spring 2023"
    assert no_article([WIRE, MAY, POST]) == "No article of Wire or Post is from May 2023"
    assert no_article([EVENT]) == "No article came out since 3 May 2023"
    assert no_article([WIRE]) == "No article is from Wire"
    assert nothing([MAY]) == "Nothing from May 2023"
    assert nothing([OPEN, WIRE], "Little") == "Little of Wire that came out before 2023"
    assert nothing([WIRE, POST]) == "Nothing from Wire or Post"


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("How many ships came in 2022?", [2022]),
        ("How strong was the 2022 quake in Orrin?", [2022]),
        ("How many ships came in early 2022 to Orrin's 2019 fair?", [2022, 2019]),
        ("Which of the 2000 soldiers fled?", []),
        ("Was it sold in 2000 shops?", []),
        ("Who wants Agenda 2030?", []),
        ("Who led in 2013/14?", []),
    ],
)
def test_years_in_which_a_question_places_its_matter(question: str, years: list[int]) -> None:
    assert years_said(question) == years


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many houses did the 2019 quake in Orrin damage?", "No article is from 2019; those of other years are quoted."),
        ("How many houses did the 2022 quake in Orrin damage?", "Nothing quoted is from 2022 or names that year."),
        ("How many houses did the 2021 quake in Orrin damage?", None),
        ("Who resigned over the 2020 budget of Orrin?", None),
        ("How many houses did the 2031 quake in Orrin damage?", None),
    ],
)  # fmt: skip
def test_a_year_that_nothing_quoted_is_of_is_said(
    library: Library, question: str, said: str | None
) -> None:
    answer = asked(library, question)
    assert answer.answered
    assert answer.notices == (() if said is None else (said,))


def test_a_year_that_ended_just_before_the_first_article_has_none(library: Library) -> None:
    answer = asked(library, "what happened in 2020?")
    assert not answer.answered
    assert answer.notices == ("No article is from 2020; these are the nearest in time.",)


def test_what_is_said_of_outlets(library: Library) -> None:
    courier = asked(
        library, "According to Reuters and the Courier, who resigned as mayor of Orrin?"
    )
    assert [chip.label for chip in courier.chips] == ["Harbour Courier"]
    assert courier.notices == ("None of your articles is from Reuters.",)
    herald = asked(library, "According to the Herald, who resigned as mayor of Orrin?", courier)
    assert herald.chips == ()
    assert herald.notices == ("None of your articles is from the Herald: all were searched.",)
    gazette = asked(library, "According to the Gazette, what shook Orrin?")
    assert "“the Gazette” is short for each of: Harbour Gazette, Orrin Gazette." in gazette.notices


def test_one_article_of_many_is_said_in_the_singular(library: Library) -> None:
    for most, said in (
        (1, "4 articles; the newest is quoted."),
        (2, "4 articles; the newest 2 are quoted."),
    ):
        told = overview(library.catalogue, None, "what happened?", "what happened?", most)
        assert told is not None and told.notices == (said,)
