"""Figures that stand in what is cited but are of something else there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.grounding.amounts import check_numbers
from qabot.grounding.figures import check_figures
from qabot.grounding.segments import segments


@pytest.mark.parametrize(
    ("wrong", "right", "known"),
    [
        (
            "A berth costs 29 euros and a seat 69 euros.",
            "A berth costs 69 euros and a seat 29 euros.",
            "Tickets for a seat will cost from 29 euros and for a berth from 69 euros.",
        ),
        (
            "It carries 2,100 crew and 900 passengers.",
            "It carries 900 crew and 2,100 passengers.",
            "The liner carries 2,100 passengers and 900 crew.",
        ),
        (
            "Eleven planes and four boats searched.",
            "Eleven boats and four planes searched.",
            "Four planes and 11 boats searched.",
        ),
        (
            "They issued 11,000 permits at 478 dollars each.",
            "They issued 478 permits at 11,000 dollars each.",
            "The ministry issued 478 permits at 11,000 dollars each.",
        ),
        (
            "The outbreak killed 3,400 people.",
            "The outbreak killed 91 people.",
            "The outbreak has killed 91 people and infected more than 3,400 since May.",
        ),
        (
            "The cost has risen by 5.4 billion francs.",
            "The cost has risen to 5.4 billion francs.",
            "The cost has risen to 5.4 billion francs, up from 4.1 billion.",
        ),
        (
            "Profit rose to 840 million euros.",
            "Profit rose by 840 million euros.",
            "Profit rose by 840 million euros.",
        ),
        (
            "The level dropped by 22 percentage points.",
            "The level dropped by 39 percentage points.",
            "The lake is 22% full, down from 61% a year ago.",
        ),
        (
            "It is three times as large as in 2020.",
            "It is two times as large as in 2020.",
            "The lake has grown to twice its size in 2020.",
        ),
        (
            "The government tripled the price of gas.",
            "The government has doubled the price of gas.",
            "The government doubled the price of gas overnight.",
        ),
        ("They won by four goals.", "They won by three goals.", "They beat Marlow 5-2."),
        ("It was a two-goal win.", "It was a three-goal win.", "They beat Marlow 5-2."),
        (
            "The recall follows 17 fires.",
            "The recall follows three fires.",
            "It recalled them after 17 reports of overheating, three of which led to fires.",
        ),
        (
            "Five of the fourteen whales were refloated.",
            "Nine of the fourteen whales were refloated.",
            "Fourteen whales stranded, and volunteers refloated nine of them.",
        ),
        (
            "It will move 1,200 jobs abroad.",
            "It will move 450 jobs abroad.",
            "The firm will move 450 of its 1,200 jobs abroad.",
        ),
        (
            "The fire has destroyed 1,450 homes.",
            "The fire has destroyed 31 homes.",
            "It has destroyed 31 homes, and 1,450 people have fled.",
        ),
        (
            "Dozens of people are missing after it.",
            "A dozen people are missing after it.",
            "About a dozen people were missing.",
        ),
    ],
)
def test_a_figure_of_something_else_is_marked(wrong: str, right: str, known: str) -> None:
    problem = check_figures(wrong, [known])
    assert problem is not None and problem.kind == "number"
    assert check_figures(right, [known]) is None


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("It passed by 31 votes to 18.", "The council voted 31 to 18 for it."),
        (
            "Six of the eight died; two were saved.",
            "Eight worked there; two were rescued, six died.",
        ),
        ("While 12 were hurt, four died.", "Four people died and 12 were hurt."),
        ("It fell to 1.2 billion dollars from 2.0.", "It fell from 2.0 billion dollars to 1.2."),
        ("Energy prices fell by 3 percent.", "Energy was 3% cheaper than a year ago."),
        ("It costs twice as much as here.", "It costs 8 francs there and 4 francs here."),
        ("All eleven posts gave receipts.", "He pays at eleven posts, two of which gave receipts."),
        ("Hundreds of people were stuck.", "It trapped hundreds and left 16 people hurt."),
        ("Some 2,000 villagers may return.", "About 2,000 people from three villages may return."),
    ],
)
def test_what_is_said_in_another_order_is_not(said: str, known: str) -> None:
    assert check_figures(said, [known]) is None


def test_segments_have_the_words_of_one_number() -> None:
    one, other = segments("Tickets cost 18 euros for adults and 6 euros for children.")
    assert one.number.value == 18 and "adult" in one.after and not one.bases & {"child"}
    assert other.number.value == 6 and other.bases == {"child"}


def _texts() -> st.SearchStrategy[str]:
    """Statements with figures of all kinds, joined in all ways."""
    verbs = "killed hurt rose fell cost carried doubled voted beat_them are_missing of_which"
    hedges = "_ about_ more_than_ some_ nearly_ by_ to_ from_ a_record_"
    units = "people homes dollars years hours km votes of_the million_euros points times_as_many"
    words = "one two seven twenty-one dozens hundreds twice half two_thirds a_third 205 3-1 2.5 12%"
    counts = st.integers(0, 2_000_000).map("{:,}".format) | st.sampled_from(words.split())
    clause = st.builds(
        lambda verb, hedge, count, unit: f"{verb} {hedge.lstrip('_')}{count} {unit}",
        st.sampled_from(verbs.split()),
        st.sampled_from(hedges.split()),
        counts,
        st.sampled_from(units.split()),
    )
    joins = st.sampled_from([" and ", ", ", "; ", " but ", " of the ", " to ", ". It ", " while "])
    more = st.lists(st.builds(str.__add__, joins, clause), min_size=1, max_size=4)
    return st.builds(lambda one, rest: f"It {one}{''.join(rest)}.".replace("_", " "), clause, more)


@given(_texts() | st.text(max_size=200))
def test_a_text_has_no_figure_that_is_not_its_own(text: str) -> None:
    assert check_figures(text, [text]) is None
    assert check_numbers(text, [text]) is None
    for one in segments(text):
        assert 0 <= one.number.start <= one.number.end <= len(text)


@given(st.integers(13, 999), st.integers(13, 999), st.sampled_from(["crew", "soldiers", "cows"]))
def test_numbers_that_change_places_are_marked(one: int, other: int, noun: str) -> None:
    known = f"The ship carried {one} pilgrims and {other} {noun}."
    assert check_figures(known, [known]) is None
    if one != other:
        assert check_figures(f"It carried {one} {noun} and {other} pilgrims.", [known])
