"""Two articles that tell different tolls of one event are said to differ, and only they."""

from datetime import date
from typing import cast

import pytest

from qabot.answering.candidates import Sentence
from qabot.answering.tolls import differing_tolls, said_to_differ, toll
from qabot.domain import Article


class Said:
    """As much of a sentence as is looked at."""

    def __init__(self, number: int, title: str, text: str, published: date | None) -> None:
        self.text = text
        self.article = Article(title, text, published=published, number=number)


def shown(*said: tuple[str, str, date | None]) -> list[Sentence]:
    return [cast(Sentence, Said(n, *one)) for n, one in enumerate(said, start=1)]


FIRST = (
    "Barge sinks off Lindholm",
    "At least 12 people died when a barge sank off Lindholm on Friday.",
    date(2024, 5, 3),
)
LATER = (
    "Barge: toll rises",
    "The number of people who died when the barge sank off Lindholm rose to fifteen on Monday.",
    date(2024, 5, 6),
)
HEAT = (
    "Heat in Lindholm",
    "The heat has killed 40 people in Lindholm this week.",
    date(2024, 5, 20),
)
ASKED = "How many people died on the barge off Lindholm?"  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "done", "figure"),
    [
        ("At least 12 people died when it sank.", "dead", "12"),
        ("The storm has killed 14 people, the mayor said.", "dead", "14"),
        ("Two trains collided, killing 17 people and injuring more than 100.", "dead", "17"),
        ("Two trains collided, killing 17 people and injuring more than 100.", "injured", "100"),
        ("The death toll rose to 22 after five of the injured died.", "dead", "22"),
        ("The final death toll of the quake in Orrin is 1,204, they said.", "dead", "1204"),
        ("Hopes faded as the number of dead reached 412.", "dead", "412"),
        ("The storm claimed twenty-three lives.", "dead", "23"),
        ("Their number is known, and sixteen were still missing.", "missing", "16"),
        ("The quake at 4.12 a.m. killed 120.", "dead", "120"),
        ("Three more people died on Monday.", "dead", None),
        ("Another 12 people were killed.", "dead", None),
        ("Four soldiers and seven rebels were killed.", "dead", None),
        ("The boat had 284 people on board.", "dead", None),
        ("Helicopters rescued 230 people.", "dead", None),
        ("Ten years ago 80 people died there.", "dead", None),
        ("It could kill 80 people.", "dead", None),
        ("12 people died in Orrin, 14 people died in Vell.", "dead", None),
        ("The toll may rise after 12 bodies were found.", "dead", None),
    ],
)
def test_the_toll_that_a_sentence_tells(sentence: str, done: str, figure: str | None) -> None:
    assert toll(sentence, done) == figure


def test_tolls_of_one_event_differ() -> None:
    assert differing_tolls(ASKED, shown(FIRST, LATER)) == [0, 1]
    assert differing_tolls("How many did the Lindholm disaster kill?", shown(FIRST, LATER)) == [
        0,
        1,
    ]
    assert differing_tolls("What is the toll of the barge?", shown(FIRST, LATER)) == [0, 1]


@pytest.mark.parametrize(
    ("question", "other"),
    [
        (ASKED, ("Barge: toll rises", LATER[1], date(2024, 9, 6))),
        (ASKED, ("Barge: toll rises", LATER[1], None)),
        (ASKED, ("Barge: toll rises", LATER[1].replace("fifteen", "twelve"), LATER[2])),
        (ASKED, ("Barge: toll rises", LATER[1].replace("died", "left"), LATER[2])),
        ("How many people died in Lindholm?", HEAT),
        ("Who died on the barge off Lindholm?", LATER),
        ("How many people were rescued from the barge off Lindholm?", LATER),
        ("How many people died on the tanker off Vellby?", LATER),
        ("how many people died on the tanker off lindholm?", LATER),
    ],
)
def test_other_figures_do_not(question: str, other: tuple[str, str, date | None]) -> None:
    assert differing_tolls(question, shown(FIRST, other)) == []


def test_the_newest_is_named() -> None:
    said = shown(LATER, ("Rain", "It rained.", None), FIRST)
    assert said_to_differ([0, 2], said) == (
        "[1] and [3] give different figures; the newest is [1], of 6 May 2024."
    )
    assert said_to_differ([0, 1, 2], shown(LATER, LATER, FIRST)) == (
        "[1], [2] and [3] give different figures; the newest are [1] and [2], of 6 May 2024."
    )
    assert said_to_differ([0, 1, 2], said) == "[1], [2] and [3] give different figures."
