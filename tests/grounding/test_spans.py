"""Lengths of time between cited dates, and dates told by steps from others."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.grounding import Cited
from qabot.grounding.dated import check_dates
from qabot.grounding.numbers import Number
from qabot.grounding.spans import spanned, stretches
from qabot.grounding.steps import day_steps, moved, year_steps

DAY = date(2025, 7, 9)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("length", "text", "fine"),
    [
        (Number(5, "week", 0, 0), "The first convoy since 4 June came on Wednesday.", True),
        (Number(3, "week", 0, 0), "The first convoy since 4 June came on Wednesday.", False),
        (Number(35, "day", 0, 0), "The first convoy since 4 June came on Wednesday.", True),
        (Number(40, "day", 0, 0), "The first convoy since 4 June came on Wednesday.", False),
        (Number(2, "month", 0, 0, "above"), "It was put off from 3 August to 21 October.", True),
        (Number(4, "month", 0, 0, "above"), "It was put off from 3 August to 21 October.", False),
        (Number(1, "year", 0, 0), "It was put off from 3 August to 21 October.", False),
        (Number(2, "day", 0, 0), "It sank on Monday and was found on Wednesday.", True),
        (Number(4, "day", 0, 0), "It sank on Monday and was found on Wednesday.", False),
        (Number(6, "day", 0, 0), "He is to appear in court on Tuesday.", True),
        (Number(10, "month", 0, 0, "about"), "The vote moves from 25 August to 15 June.", True),
        (
            Number(2, "month", 0, 0, "above"),
            "They will stay shut until the end of September.",
            True,
        ),
        (Number(5, "tonne", 0, 0), "The first convoy since 4 June came on Wednesday.", False),
    ],
)
def test_a_length_of_time_is_that_between_two_dates(length: Number, text: str, fine: bool) -> None:
    assert spanned(length, stretches([text], [DAY])) == fine


def test_dates_may_stand_in_two_sentences_but_one_is_no_stretch() -> None:
    texts = ["The strike began on 18 June.", "It ended on 2 July."]
    assert spanned(Number(2, "week", 0, 0), stretches(texts, [None, None])) is False
    assert spanned(Number(2, "week", 0, 0), stretches(texts, [DAY, DAY]))
    assert stretches(["They met in 2024."], [None]) == []


def _said(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(1, 200))
def test_days_are_exact_and_weeks_near(first: date, days: int) -> None:
    later = moved(first, days)
    text = f"It began on {_said(first)} and ended on {_said(later)}."
    known = stretches([text], [None])
    assert spanned(Number(days, "day", 0, 0), known)
    assert not spanned(Number(days + 2, "day", 0, 0), known)
    assert spanned(Number(days / 7, "week", 0, 0), known)
    assert not spanned(Number(2 * days + 14, "day", 0, 0), known)


@pytest.mark.parametrize(
    ("text", "days", "years"),
    [
        ("It reopened 23 days after the walkout.", [-23, 23], []),
        ("It reopened a week earlier than planned.", [-7, 7], []),
        ("The next day he left.", [1], []),
        ("The day before, he left.", [-1, 1], []),
        ("Results are expected in three weeks.", [21], []),
        ("They raised the money in six weeks.", [], []),
        ("It opens two years later than planned.", [], [2]),
        ("The talks lasted seventeen years.", [], [17]),
        ("It went missing four decades ago.", [], [40]),
        ("It stood thirty-one years.", [], [31]),
        ("It stood eighty-one years.", [], [81]),
        ("It stood for a year.", [], []),
    ],
)
def test_steps(text: str, days: list[int], years: list[int]) -> None:
    assert day_steps(text) == days
    assert year_steps(text) == years


@given(st.dates(), st.integers(-(10**7), 10**7))
def test_no_day_is_beyond_the_calendar(day: date, days: int) -> None:
    assert date.min <= moved(day, days) <= date.max


@pytest.mark.parametrize(
    ("said", "known", "fine"),
    [
        ("The river burst on 7 July.", "It fell on Wednesday, two days after it had burst.", True),
        ("The river burst on 8 July.", "It fell on Wednesday, two days after it had burst.", False),
        (
            "They left on 16 June.",
            "They came back on Wednesday, 23 days after they had left.",
            True,
        ),
        (
            "They left on 23 June.",
            "They came back on Wednesday, 23 days after they had left.",
            False,
        ),
        ("It was bought in 1894.", "It was returned 131 years after it had been bought.", True),
        ("It was bought in 1904.", "It was returned 131 years after it had been bought.", False),
        ("It should have opened in 2026.", "It opens in 2028, two years later than planned.", True),
        (
            "It should have opened in 2025.",
            "It opens in 2028, two years later than planned.",
            False,
        ),
        ("It must be done before May.", "It must be done by the end of April.", True),
        ("It must be done before June.", "It must be done by the end of April.", False),
        ("It was done in May.", "It was done by the end of April.", False),
        ("It is valid until the end of June.", "A new one is needed on 1 July.", True),
        ("It is valid until the end of May.", "A new one is needed on 1 July.", False),
        ("It closes in December 2026.", "It closes by the end of 2026.", True),
        ("It closes in October 2026.", "It closes by the end of 2026.", False),
        ("In the year to June 7,430 left.", "In the year to June, 7,430 left.", True),
        ("It had cost less a year earlier.", "It was cheaper last year.", True),
    ],
)
def test_dates_told_by_steps_and_ends(said: str, known: str, fine: bool) -> None:
    problem = check_dates(said, [Cited(known, DAY)], [known])
    assert (problem is None) == fine, problem


def test_the_date_is_named_without_the_full_stop() -> None:
    known = "It was put off to 2 May."
    problem = check_dates("It was put off to 3 May.", [Cited(known, DAY)], [known])
    assert problem and "\u201c3 May\u201d is not" in problem.remark
