"""A year is a filter; its words do not stand in the way of articles that never say it."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from qabot.answering.years import by_month, by_year, of_that_year, says_month
from qabot.domain import Answer, Answered, Chip, Citation
from qabot.library import Library
from qabot.retrieval.understand import Understood

IN_2024 = Chip("date", "2024", "in 2024", date(2024, 1, 1), date(2025, 1, 31))
IN_MAY = Chip("date", "May 2024", "in May 2024", date(2024, 5, 1), date(2024, 6, 7))


@pytest.mark.parametrize(
    ("searched", "chips", "left"),
    [
        ("Who resigned in 2024?", (IN_2024,), "Who resigned?"),
        ("in 2024 who resigned", (IN_2024,), "who resigned"),
        ("Who was sworn in in 2023?", (), "Who was sworn in?"),
    ],
)
def test_the_year_is_cut(searched: str, chips: tuple[Chip, ...], left: str) -> None:
    timed = by_year(Understood(searched, chips), ())
    assert timed is not None
    assert timed.searched == left
    (chip,) = timed.chips
    assert chip.label in searched
    assert chip.since == date(int(chip.label), 1, 1)


@pytest.mark.parametrize(
    ("searched", "chips", "dropped"),
    [
        ("Who resigned?", (), ()),
        ("Who resigned?", (IN_MAY,), ()),
        ("Who resigned?", (IN_2024,), ()),
        ("Who won the 2022 World Cup?", (), ()),
        ("Who won the cup in 2022 World Cup style?", (), ()),
        ("Who won in 2022 after losing in 2020?", (), ()),
        ("Who was sworn in in 2024?", (), (IN_2024,)),
    ],
)
def test_no_other_year_is_cut(
    searched: str, chips: tuple[Chip, ...], dropped: tuple[Chip, ...]
) -> None:
    assert by_year(Understood(searched, chips), dropped) is None


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Prices rose by 3 per cent.", True),
        ("In 2024 prices rose by 3 per cent.", True),
        ("In 2023 prices rose by 3 per cent.", False),
    ],
)
def test_a_sentence_of_another_year_is_no_answer(quote: str, expected: bool) -> None:
    cited = Citation(1, 1, "Prices", "", None, "", "", 0, len(quote), quote)
    answer = Answer("", "", citations=(cited,), answered=True)
    assert of_that_year(answer, Understood("prices", (IN_2024,))) is expected


def test_what_a_year_is_asked_of_is_found(tmp_path: Path) -> None:
    for day, text in (
        ("2023-05-04", "The harbour master of Lindholm, Ole Brandvik, resigned on Thursday over a loan."),
        ("2024-02-06", "The mayor of Lindholm, Karin Aasen, resigned on Tuesday after a lost vote."),
        ("2024-03-08", "A parade of carts opened the orchard festival in Vellby on Friday morning."),
    ):  # fmt: skip
        (tmp_path / f"{day}.md").write_text(
            f"---\ntitle: Lindholm\npublished: {day}\n---\n{text}\n", encoding="utf-8"
        )
    with closing(Library(tmp_path)) as library:
        library.sync()
        *_, last = library.ask("Who resigned in 2024?")
    assert isinstance(last, Answered)
    assert last.answer.answered
    assert [cited.published for cited in last.answer.citations] == [date(2024, 2, 6)]
    assert [chip.label for chip in last.answer.chips] == ["2024"]


def test_a_month_is_named_again_as_articles_name_it() -> None:
    told = by_month(Understood("What was inflation?", (IN_MAY,)))
    assert told is not None and told.searched == "What was inflation in May?"
    assert by_month(Understood("What was inflation in May?", (IN_MAY,))) is None
    assert by_month(Understood("What was inflation?", (IN_2024,))) is None
    for quote, expected in (("It was 3 per cent in May.", True), ("It was 3 per cent.", False)):
        citation = Citation(1, 1, "Prices", "Wire", date(2024, 6, 3), "", "a.md", 0, 9, quote)
        answer = Answer("inflation", "inflation", citations=(citation,), answered=True)
        assert says_month(answer, told) is expected


def test_a_month_that_only_the_sentence_names_is_answered(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text(
        "---\ntitle: Ferry late\nsource: Wire\npublished: 2023-11-02\n---\n\nThe ferry was late.\n",
        encoding="utf-8",
    )
    (tmp_path / "rates.md").write_text(
        "---\ntitle: Bank cuts its rate\nsource: Wire\npublished: 2024-04-18\n---\n\n"
        "The central bank cut its rate to 4.5 per cent on Thursday. Inflation had fallen to 2.6 per "
        "cent in March.\n",
        encoding="utf-8",
    )
    with closing(Library(tmp_path)) as library:
        library.sync()
        *_, last = library.ask("What was inflation in March 2024?")
    assert isinstance(last, Answered) and last.answer.answered
    assert "2.6 per cent" in last.answer.citations[0].quote
