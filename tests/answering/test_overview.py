"""Questions that name a time or an outlet and no topic are answered with the newest articles."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from qabot.answering.overview import is_overview
from qabot.domain import Answered, Chip
from qabot.library import Library

JUNE = Chip("date", "June 2023", "in June 2023", date(2023, 6, 1), date(2023, 6, 30))

MAY_OF_A_WIRE = (
    Chip("date", "May 2023", "in May 2023", date(2023, 5, 1), date(2023, 6, 7)),
    Chip("source", "Wire One", "did Wire One report", source="Wire One"),
)


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
        ("top stories", (), False, True),
        ("summarise the week", (JUNE,), False, True),
        ("what did he say in June 2023?", (JUNE,), False, False),
        ("who won?", (JUNE,), False, False),
        ("how are you these days?", (), True, False),
        ("where are we now?", (), True, False),
        ("who wrote this?", (), False, False),
        ("who reported this?", (), False, False),
        ("why is this news?", (), False, False),
        ("what was reported?", MAY_OF_A_WIRE, False, True),
        ("what was covered?", MAY_OF_A_WIRE, False, True),
        ("what was covered?", (), False, False),
        ("list the articles", (JUNE,), False, True),
        ("the articles", (), False, False),
        ("what was reported about the Ever Given?", (), False, False),
        ("What Was Reported There", (JUNE,), False, True),
        ("in June 2023?", (JUNE,), False, True),
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


def test_a_time_is_told_in_the_middle_of_a_thread_too(starter: Library) -> None:
    *_, first = starter.ask("who scored in the Women's World Cup final?")
    assert isinstance(first, Answered)
    *_, last = starter.ask("what happened in June 2023?", history=[first.answer])
    assert isinstance(last, Answered)
    days = {citation.published for citation in last.answer.citations}
    assert days == {date(2023, 6, 19), date(2023, 6, 23)}


def test_a_year_is_told_by_its_own_articles(starter: Library) -> None:
    *_, last = starter.ask("what happened in 2021?")
    assert isinstance(last, Answered)
    years = {c.published.year for c in last.answer.citations if c.published}
    assert years == {2021}
    assert "James Webb Space Telescope was launched" in last.answer.statements[0].text


def test_what_begins_alike_is_told_once(tmp_path: Path) -> None:
    for outlet in ("alpha", "beta"):
        (tmp_path / f"{outlet}.md").write_text(
            f"---\nsource: {outlet}\npublished: 2024-05-0{len(outlet) - 3}\n---\n"
            f"The dam at Orrin leaked on Sunday night, the county said.\n\nSo wrote {outlet}.",
            encoding="utf-8",
        )
    with closing(Library(tmp_path)) as library:
        library.sync()
        *_, last = library.ask("what happened in May 2024?")
    assert isinstance(last, Answered)
    assert len(last.answer.statements) == 1
