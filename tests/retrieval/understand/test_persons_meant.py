"""Whom he and she mean in a thread: a person who is plain, or nobody."""

from __future__ import annotations

from datetime import date

import pytest

from qabot.domain import Answer, Statement
from qabot.retrieval.understand import understand

TODAY = date(2024, 6, 19)


def asked(*thread: tuple[str, str], then: str) -> str:
    """What is searched for a question after questions that were answered with a sentence each."""
    history: list[Answer] = []
    for question, said in thread:
        got = understand(question, today=TODAY, sources=(), history=history)
        statements = tuple(Statement(one, (1,)) for one in said.split(" / ") if one)
        history.append(Answer(question, got.searched, statements=statements, answered=True))
    return understand(then, today=TODAY, sources=(), history=history).searched.partition(" — ")[0]


APPOINTED = "Otto Lind becomes finance minister and Vera Holm foreign minister."
PLANT = "Norvent will build a plant in Kaldby, its new chief executive Piet Aldous said on Tuesday."


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who is Vera Holm?", APPOINTED),
        ("Who is foreign minister Vera Holm?", APPOINTED),
        ("who's Vera Holm?", APPOINTED),
        ("Who is Vera Holm?", "Norvent is to buy its rival Selborne for 5 billion crowns."),
        ("What did Vera Holm sign?", APPOINTED),
    ],
)
def test_who_is_asked_for_is_meant(question: str, said: str) -> None:
    assert asked((question, said), then="what did she say?").rstrip("?") == "what did Vera Holm say"


@pytest.mark.parametrize(
    ("question", "said", "found"),
    [
        ("Who leads the talks?", "The envoy of the United Nations, Vera Holm, leads the talks.", "Vera Holm"),
        ("Who won the race?", "Vera Holm of Austria won the race, 9 seconds ahead of Ana Reyes.", "Vera Holm"),
        ("Who won the race?", "The race was won by Vera Holm, ahead of Ana Reyes.", "Vera Holm"),
        ("Who was arrested?", "Police arrested Vera Holm, the head of a bank in Kaldby.", "Vera Holm"),
        ("Who was arrested?", "Vera Holm was arrested by officers of Ana Reyes.", "Vera Holm"),
        ("Who succeeded Otto Lind?", "He was succeeded by Vera Holm, a lawyer.", "Vera Holm"),
        ("Who succeeded Otto Lind?", "Holm, 48, a former judge, succeeds Otto Lind, who led it since 2015.", "Holm"),
        ("Who is the mayor of Kesby?", "Mayor Vera Holm said that rebuilding would take years.", "Vera Holm"),
        ("Why did the minister resign?", "Vera Holm resigned because of a loan.", "Vera Holm"),
        ("What happened to Vera Holm?", "A girl was pulled from the ruins.", "Vera Holm"),
        ("How much did Kaldby Rovers pay for Holm?", "Kaldby Rovers have signed the striker Vera Holm.", "Holm"),
    ],
)  # fmt: skip
def test_whom_the_answer_names_is_meant(question: str, said: str, found: str) -> None:
    assert asked((question, said), then="how old is she?").rstrip("?") == f"how old is {found}"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who fired Otto Lind?", "Ivo Brock, the president of the firm, resigned in protest."),
        ("Who succeeded Otto Lind?", "Prime minister Ana Reyes named Ivo Brock to succeed him."),
        ("Who got the prize?", "It was awarded to Ivo Brock and Otto Lind."),
        ("Who founded Norland Space?", ""),
        ("Who took part?", "Ivo Brock and Otto Lind signed the letter."),
        ("When did Lind and Reyes meet?", "They met on Monday."),
        ("How many people did Cyclone Dora kill?", "The cyclone killed 81 people."),
        ("How long did the strike in Port Ellis last?", "The strike in Port Ellis lasted 35 days."),
        ("What happened to Norvent?", "Ivo Brock bought Norvent for 44 billion crowns."),
        ("When did the board meet?", "The board met on the night of 19 November."),
        ("Where is the plant?", "The company Norvent Steel said that the plant is in Kaldby."),
        ("Who decides?", "The Kaldby Rovers have not decided."),
        ("When was the Norland Star freed?", "The Norland Star was freed on Monday."),
    ],
)
def test_without_certainty_nobody_is(question: str, said: str) -> None:
    assert asked((question, said), then="what did he say?") == "what did he say"


def test_the_topic_is_carried_where_no_person_is() -> None:
    said = "The eldest son of Ada IV became king at once and took the name Karl III."
    history = [
        Answer("Who became king?", "Who became king?", (Statement(said, (1,)),), answered=True)
    ]
    got = understand("when was he crowned?", today=TODAY, sources=(), history=history)
    assert got.searched == "when was he crowned — king"


def test_titles_tell_of_whom_it_is_he() -> None:
    said = (
        "The eldest son of Ada IV became king at once and took the name Karl III. / "
        "Karl III was crowned after the death of his mother, Queen Ada IV."
    )
    assert (
        asked(("Who became king?", said), then="when was he crowned?")
        == "when was Karl III crowned"
    )


@pytest.mark.parametrize(
    ("then", "found"),
    [
        ("what did he say?", "what did Otto Lind say"),
        ("what did she say?", "what did Vera Holm say"),
        ("where was he born?", "where was Otto Lind born"),
    ],
)
def test_a_pronoun_keeps_its_person_while_it_fits(then: str, found: str) -> None:
    thread = (
        ("Why did Otto Lind resign?", "Otto Lind resigned because he had lied."),
        ("who succeeded him?", "He was succeeded by Vera Holm, a lawyer."),
    )
    assert asked(*thread, then=then) == found


def test_who_was_sought_in_vain_may_be_meant() -> None:
    lind = Answer("Why was Otto Lind jailed?", "Why was Otto Lind jailed?", answered=True)
    judge = Answer("who was the judge?", "who was the judge?")
    got = understand("what did he say?", today=TODAY, sources=(), history=[lind, judge])
    assert got.searched == "what did he say — Otto Lind, jailed"


def test_a_single_name_keeps_its_title() -> None:
    thread = ("When did Queen Ada die?", "Ada IV died at the age of 96.")
    assert asked(thread, then="how old was she?") == "how old was Queen Ada"
    assert (
        asked(("Who is Queen Ada?", ""), then="how old is she?").rstrip("?")
        == "how old is Queen Ada"
    )


def test_it_comes_back_to_her_after_him() -> None:
    thread = (
        ("Who won the election?", "Vera Holm won the election with 52 per cent of the vote."),
        ("and when?", "It was on Sunday."),
        ("who was her rival?", "Her rival, Otto Lind, got 47 per cent."),
    )
    assert asked(*thread, then="what did she promise?") == "what did Vera Holm promise"
    assert asked(*thread, then="what did he promise?") == "what did Otto Lind promise"


def test_a_new_person_takes_the_place_of_the_one_before() -> None:
    thread = (
        ("Why did Otto Lind resign?", "Otto Lind resigned because he had lied."),
        ("where was he born?", ""),
        ("What did Ivo Brock promise?", ""),
    )
    assert asked(*thread, then="how old is he?") == "how old is Ivo Brock"


def test_who_is_spoken_of_since_is_meant() -> None:
    thread = (
        ("Who fired Otto Lind?", "Ivo Brock, the president of the firm, resigned in protest."),
        ("why?", "Otto Lind is to return, the firm announced."),
    )
    assert asked(*thread, then="who replaced him?") == "who replaced Otto Lind"
    replaced = ("who replaced him?", "On the night of 19 November the board named Emil Sund.")
    assert asked(*thread, replaced, then="when did he return?") == "when did Otto Lind return"
