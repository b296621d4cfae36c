"""Lengths of time between cited times, degrees below zero, months after the last day of one, accusations."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.grounding import Cited
from qabot.grounding.aligned import paired
from qabot.grounding.amounts import check_numbers
from qabot.grounding.dated import check_dates
from qabot.grounding.denials import denials
from qabot.grounding.parity import parity

DAY = date(2024, 5, 13)


@pytest.mark.parametrize(
    ("known", "said", "fine"),
    [
        ("She won in 2:06:48, ahead of the record of 2:07:31.", "She beat it by 43 seconds.", True),
        (
            "She won in 2:06:48, ahead of the record of 2:07:31.",
            "She beat it by 34 seconds.",
            False,
        ),
        ("He ran 3:29.90, after 3:31.15 in June.", "He was 1.25 seconds faster.", True),
        ("The start is moved from 9 a.m. to 7 a.m.", "They start two hours earlier.", True),
        ("The start is moved from 9 a.m. to 7 a.m.", "They start three hours earlier.", False),
        ("It opened at 10 a.m. and closed at 6:30 p.m.", "It was open for 510 minutes.", True),
        ("They left at 11 p.m. and came at 2 a.m.", "They came three hours later.", True),
        ("They left at 11 p.m. and came at 2 a.m.", "They came nine hours later.", False),
        ("It stood at minus 22 in the morning.", "It was 22 degrees below zero.", True),
        ("It stood at minus 22 in the morning.", "It was 12 degrees below zero.", False),
        ("It stood at 22 degrees in the morning.", "It was 22 degrees below zero.", False),
        ("It had -22 degrees in the morning.", "It was 22 degrees below zero.", True),
    ],
)
def test_lengths_between_times_and_degrees(known: str, said: str, fine: bool) -> None:
    problem = check_numbers(said, [known])
    assert (problem is None) == fine, problem


@given(st.integers(3600, 40000), st.integers(5, 900), st.integers(-3, 3).filter(bool))
def test_only_the_very_difference(first: int, more: int, off: int) -> None:
    def clock(seconds: int) -> str:
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"

    known = f"She needed {clock(first)} and he {clock(first + more)}."
    assert check_numbers(f"She was {more} seconds faster.", [known]) is None
    assert check_numbers(f"She was {more + off} seconds faster.", [known]) is not None


@pytest.mark.parametrize(
    ("known", "said", "fine"),
    [
        (
            "Those made after 31 July are held over.",
            "Those from August onwards are held over.",
            True,
        ),
        ("Those made after 31 July are held over.", "Those since the start of August are.", True),
        (
            "Those made after 30 July are held over.",
            "Those from August onwards are held over.",
            False,
        ),
        ("Those made after 31 July are held over.", "Those from September onwards are.", False),
        ("It held until 31 December 2023.", "It is free from January 2024.", True),
        ("It held until 31 December 2023.", "It is free from January 2026.", False),
        ("It held until 31 December 2023.", "It is free from January 2023.", False),
        ("It counts after 29 February 2024.", "It counts from March.", True),
        ("It counts after 28 February 2024.", "It counts from March.", False),
        ("The ban ended on 31 July.", "The ban holds from August.", False),
    ],
)
def test_the_month_behind_its_last_day(known: str, said: str, fine: bool) -> None:
    problem = check_dates(said, [Cited(known, DAY)], [known])
    assert (problem is None) == fine, problem


@pytest.mark.parametrize(
    ("said", "fine"),
    [
        ("The officer was accused of drinking.", True),
        ("There were allegations that the officer had been drinking.", True),
        ("The officer had been drinking.", False),
    ],
)
def test_what_is_denied_was_alleged(said: str, fine: bool) -> None:
    known = "The owner denied that the officer had been drinking."
    pair = paired(said, [known])
    assert (not [*denials(pair), *parity(pair)]) == fine
