"""Newer articles gain something, within bounds, and old archives are left alone."""

from datetime import date, timedelta

import pytest

from qabot.retrieval.recency import ASKED_FOR, USUAL, recency

TODAY = date(2024, 5, 12)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_gains_fade_with_age() -> None:
    today, week, year, undated, ahead = recency(
        [TODAY, ago(7), ago(365), None, ago(-30)], TODAY, "why the strike?", newest=False
    )
    assert today == pytest.approx(USUAL)
    assert USUAL > week > year > 0
    assert year < 0.001
    assert undated == ahead == 0.0


def test_asking_for_the_latest_gains_more() -> None:
    assert recency([TODAY], TODAY, "latest on the strike", newest=True) == [ASKED_FOR]


def test_the_newest_of_an_old_archive() -> None:
    old, older, undated = recency([ago(900), ago(1200), None], TODAY, "latest", newest=True)
    assert old > older > undated == 0.0
    assert recency([ago(900), ago(1200)], TODAY, "why?", newest=False)[0] < 1e-9


@pytest.mark.parametrize("question", ["who won the 2018 cup?", "what happened in 1999"])
def test_another_year_in_the_question_takes_the_preference_away(question: str) -> None:
    assert recency([TODAY], TODAY, question, newest=False) == [0.0]
