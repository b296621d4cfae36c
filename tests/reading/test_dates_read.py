"""Days of publication."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.reading.dates import date_in_name, date_in_text, parse_date

DAY = date(2023, 6, 9)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        datetime(2023, 6, 9, 23, 59),
        "2023-06-09",
        " 2023-6-9 ",
        "2023-06-09T23:30:00+09:00",
        "2023-06-09T10:00:00Z",
        "2023-06-09 10:00:00.123",
        "2023/06/09",
        "2023.06.09",
        "20230609",
        "Fri, 09 Jun 2023 10:00:00 GMT",
        "9 Jun 23 10:00:00 GMT",
        "9 June 2023",
        "9th of June, 2023",
        "June 9, 2023",
        "Jun. 9 2023, 4:05 p.m. ET",
        "Friday, June 9th, 2023",
        "09-Jun-2023",
        "09.06.2023",
        "2023年6月9日",
        1686304800,
        1686304800.5,
        "1686304800",
        1686304800000,
    ],
)
def test_forms(value: object) -> None:
    assert parse_date(value) == DAY


def test_slashes_only_where_they_are_clear() -> None:
    assert parse_date("19/06/2023") == parse_date("06/19/2023 10:00") == date(2023, 6, 19)
    assert parse_date("06/06/2023") == date(2023, 6, 6)
    assert parse_date("05/06/2023") is None


@pytest.mark.parametrize(
    "value",
    ["", "June 2023", "2023", "2023-06", "2023-13-01", "2023-02-30", "yesterday", None, True, [], {}, 5, "0023-06-09",
     "2023-06-091", "31 June 2023", "on 9 June 2023 he said", "12345678901234567890", float("nan"), "1" * 5000],
    ids=range(19),
)  # fmt: skip
def test_what_is_no_day(value: object) -> None:
    assert parse_date(value) is None


@given(st.text())
def test_no_text_raises(text: str) -> None:
    parse_date(text)
    date_in_text(text)
    date_in_name(text)


@given(st.dates(min_value=date(1500, 1, 1)))
def test_every_day_in_its_common_forms(day: date) -> None:
    forms = [
        day.isoformat(),
        f"{day:%d.%m.}{day.year}",
        f"{day:%d %B} {day.year}",
        f"{day:%b %d}, {day.year}",
    ]
    assert {parse_date(form) for form in forms} == {day}


def test_names() -> None:
    assert date_in_name("wire/2023-06-09-talks.txt") == DAY
    assert date_in_name("20230609.txt") == date_in_name("2023_06_09 x.txt") == DAY
    assert date_in_name("talks-2023-06-09.txt") is None
    assert date_in_name("2023060912345.txt") is None
