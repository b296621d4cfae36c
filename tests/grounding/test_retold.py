"""Figures that are reckoned out of cited ones, or said in another way."""

from __future__ import annotations

from datetime import date

import pytest

from qabot.grounding.amounts import check_numbers

DAY = date(2024, 5, 15)


@pytest.mark.parametrize(
    ("said", "other", "known"),
    [
        ("Turnout was 16 points below the last one.", "12", "It was 47 per cent, down from 63 per cent."),
        ("It came in below its budget of 83 million.", "63 million", "It cost 74 million pounds, 9 million less than planned."),
        ("Only eight players finished ahead of her.", "seven", "She came ninth of 120 players."),
        ("A year before it had cost €8.40.", "€9.40", "It costs €5.60, a third less than last year."),
        ("Before, eggs cost 3 dollars.", "2 dollars", "Eggs cost 4.20 dollars, 40% more than in 2023."),
        ("The firm had counted on 120 million yen.", "150 million", "It cut its forecast by a fifth to 96 million yen."),
        ("Roughly 6,000 people had lived there.", "8,000", "It has lost a third of its people; 4,100 are left."),
        ("Before, a ride cost 2.50 euros.", "2.40 euros", "A ride goes up by 20 cents to 2.70 euros."),
        ("The rate had been 3.75%.", "4.25%", "The rate was cut by half a point to 3.25%."),
        ("The rate fell by 0.25 percentage points.", "0.75 percentage", "It made a quarter-point cut."),
        ("The rate fell by 0.5 percentage points.", "0.4 percentage", "It cut the rate by 50 basis points."),
        ("She had asked for 90,000 francs.", "80,000", "She got 9,000 francs; she had asked for ten times as much."),
        ("The price last year was 15,000 euros.", "20,000", "The prize is 75,000 euros, 5 times what it was last year."),
        ("It was taken in the 19th century.", "18th", "It was taken in 1874."),
        ("It was taken in the 20th century.", "19th", "It was taken in 1901."),
        ("They had been wed for eight decades.", "six", "It was their 80th anniversary."),
        ("The oldest was 72-year-old Ada Holm.", "75", "Ada Holm was born in 1951."),
        ("Each of the planes costs 150 million dollars.", "130 million", "They ordered 24 planes worth 3.6 billion dollars."),
        ("It earned 5 million euros a month.", "6 million", "It earned 60 million euros a year."),
        ("They will work five years longer.", "six", "The age is raised from 62 to 67."),
        ("It is 400,000 years older.", "500,000", "It is 1.2 million years old, against 800,000."),
        ("Some 16 of the 24 million euros came from it.", "19", "It pays two thirds of its budget of 24 million euros."),
        ("It rose from 30 to 45 per cent.", "35", "It rose to 45 per cent. It had been 30 per cent."),
        ("Nine tenths of the rum are younger.", "Seven tenths", "Only a tenth of the rum is not younger."),
        ("Four fifths of the fish survived.", "Three fifths", "They lost a fifth of their fish."),
        ("More than four in five were against.", "nine in ten", "They voted by 412 to 96 against it."),
        ("It takes two hours and nine minutes.", "seven minutes", "The winner needed 2:09:14."),
        ("The record fell by 0.7 degrees.", "1.7 degrees", "It was 44.6C, against 43.9C before."),
        ("She cut it from 22.15 to 22.04 seconds.", "22.45", "She ran 22.04 seconds, taking 0.11 seconds off it."),
        ("He is not yet thirty.", "twenty", "The 29-year-old won."),
        ("Every eighth farm will fail.", "fourth", "One farm in eight will fail."),
        ("It apologised half a year earlier.", "a quarter of a", "It apologised six months earlier."),
        ("It was closed for a month and a half.", "week and a half", "It was closed for six weeks."),
        ("He won the 100 metres.", "200 metres", "He won the men's 100m."),
        ("It is more than five millennia old.", "six millennia", "It is 5,200 years old."),
        ("It ran for three days.", "four days", "It ran for 72 hours."),
        ("The strike began six weeks before.", "ten weeks", "The strike began on 3 April and ended on Wednesday."),
    ],
)  # fmt: skip
def test_what_is_reckoned_is_fine_and_another_figure_is_not(
    said: str, other: str, known: str
) -> None:
    assert check_numbers(said, [known], [DAY]) is None
    number = next(
        said[i:j] for i in range(len(said)) for j in range(len(said), i, -1) if said[i:j] in FIGURES
    )
    altered = said.replace(number, other, 1)
    assert altered != said
    problem = check_numbers(altered, [known], [DAY])
    assert problem is not None and problem.kind == "number", altered


FIGURES = {
    "83 million", "€8.40", "3 dollars", "120 million", "6,000", "2.50 euros", "3.75%", "0.25 percentage",
    "0.5 percentage", "90,000", "15,000", "19th", "20th", "eight", "72", "150 million", "5 million",
    "100 metres", "five millennia", "five", "400,000", "16", "30", "Nine tenths", "Four fifths", "four in five", "nine minutes",
    "0.7 degrees", "22.15", "thirty", "eighth", "half a", "month and a half", "three days", "six weeks",
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "known"),
    [
        # a share is not what it leaves, unless one side tells of those who did not
        ("It has lost two thirds of its ice.", "It has lost a third of its ice."),
        ("The state paid a third of it.", "The state paid two thirds of it."),
        ("Two thirds of the users took the new line.", "Of 48 million users, 16 million took it."),
        # what was from 95 to 50 is not from 50 to 95
        ("It goes from 50 to 95 minutes.", "It goes from 95 to 50 minutes."),
        # the days of dates are no numbers
        ("It was shut for three months.", "It was shut on 3 April."),
        ("Dozens of nurses left.", "About a dozen nurses left."),
    ],
)
def test_what_does_not_come_of_what_is_cited_is_marked(said: str, known: str) -> None:
    assert check_numbers(said, [known], [DAY]) is not None


@pytest.mark.parametrize(
    ("said", "known", "fine"),
    [
        ("She won a fifth title.", "It was her fifth title.", True),
        ("She won an eighth title.", "It was her seventh title.", False),
        ("Roughly an eighth of the trade goes there.", "About 12 per cent of it goes there.", True),
        ("Roughly an eighth of the trade goes there.", "About 20 per cent of it goes there.", False),
        ("It fell by a fifth.", "It fell by 20 per cent.", True),
        ("It is a tenth cheaper.", "It is 10 per cent cheaper.", True),
        ("It is the eighth of its kind.", "Twelve per cent are of its kind.", False),
    ],
)  # fmt: skip
def test_a_share_is_told_from_a_rank(said: str, known: str, fine: bool) -> None:
    assert (check_numbers(said, [known]) is None) == fine
