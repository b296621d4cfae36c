"""Questions that name a time or an outlet and no topic are answered with the newest articles."""

from datetime import date

import pytest

from qabot.answering.overview import is_overview
from qabot.domain import Answered, Chip
from qabot.library import Library

JUNE = Chip("date", "June 2023", "in June 2023", date(2023, 6, 1), date(2023, 6, 30))


@pytest.mark.parametrize(
    ("searched", "chips", "latest", "expected"),
    [
        ("what happened", (JUNE,), False, True),
        ("what happened in June 2023", (JUNE,), False, True),
        ("what's new?", (), True, True),
        ("give me the latest headlines", (), True, True),
        ("any news", (JUNE,), False, True),
        ("what happened with China", (JUNE,), False, False),
        ("what about Sudan?", (), True, False),
        ("what happened?", (), False, False),
    ],
)
def test_an_overview_names_no_topic(
    searched: str, chips: tuple[Chip, ...], latest: bool, expected: bool
) -> None:
    assert is_overview(searched, chips, latest=latest) is expected


def test_a_month_is_told_by_the_first_sentences_of_its_articles(starter: Library) -> None:
    *_, last = starter.ask("what happened in June 2023?")
    assert isinstance(last, Answered)
    answer = last.answer
    assert answer.answered
    assert [chip.label for chip in answer.chips] == ["June 2023"]
    days = [citation.published for citation in answer.citations]
    assert date(2023, 6, 23) in days
    assert date(2023, 6, 19) in days
    assert days == sorted(days, reverse=True)
    for citation, statement in zip(answer.citations, answer.statements, strict=True):
        text = starter.article(citation.article).text
        assert citation.quote == text[citation.start : citation.end] == statement.text
        assert text.index(citation.quote) < 200


def test_the_latest_of_everything_is_the_newest_articles(starter: Library) -> None:
    *_, last = starter.ask("what's the latest news?")
    assert isinstance(last, Answered)
    newest = [row.number for row in starter.rows()][:4]
    assert [citation.article for citation in last.answer.citations] == newest
    assert any("newest 4" in notice for notice in last.answer.notices)


def test_a_month_without_articles_is_not_told_by_others(starter: Library) -> None:
    *_, last = starter.ask("what happened in June 2020?")
    assert isinstance(last, Answered)
    assert not last.answer.answered or last.answer.notices
