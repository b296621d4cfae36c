"""Which names of a text may be people's, and of whom it says "he" or "she"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.retrieval.understand.people import doer, is_same, joined, likely, people
from qabot.retrieval.understand.sexes import sexes

WORDS = (
    "Vera Holm's Queen III, of the by was won named and US Norvent president 48, who said she her. (Otto al-Lind "
    "O’Neill’s de la minister King — «Ida» é"
).split()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Norvent said on Monday that chief executive Piet Aldous would stay.", ["Norvent", "Piet Aldous"]),
        ("The company Norvent Steel said so to Vera Holm, a lawyer.", ["Vera Holm"]),
        ("Norvent's chief executive Piet Aldous said so.", ["Piet Aldous"]),
        ("Kaldby Rovers and the United Nations met in November.", []),
        ("Ellis Terminals dropped its plan.", []),
        ("Port Ellis Giants have signed the striker Vera Holm.", ["Vera Holm"]),
        ("Holm, 48, was there.", ["Holm"]),
        ("A Kaldby Steel plant was closed.", []),
        ("Foreign minister Vera Holm met Otto Lind; Holm spoke first.", ["Vera Holm", "Otto Lind"]),
        ("Vera Holm of Austria won.", ["Vera Holm"]),
    ],
)  # fmt: skip
def test_likely_people(text: str, found: list[str]) -> None:
    assert [name.text for name, _ in likely(text)] == found


def test_spans_are_where_the_names_stand() -> None:
    text = "US Secretary of State Vera Holm of Kaldby met President Otto Lind."
    assert [(text[n.span.start : n.span.end], n.text) for n, _ in people(text)] == [
        ("Vera Holm", "Vera Holm"),
        ("Otto Lind", "Otto Lind"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Holm", "Vera Holm", True),
        ("Vera Holm", "Ana Holm", False),
        ("Karl III", "Karl", True),
        ("III", "Karl III", False),
    ],
)
def test_the_same_person(one: str, other: str, same: bool) -> None:
    assert is_same(one, other) == is_same(other, one) == same


def test_named_together() -> None:
    text = "When did Lind and President Holm meet?"
    assert all(joined(text, name) for name, _ in people(text))
    assert not joined("When did Lind meet?", people("When did Lind meet?")[0][0])


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("Who succeeded Lind?", "Holm, 48, a former judge, succeeds Lind.", "Holm"),
        ("Who succeeded Lind?", "Lind was quickly succeeded by the lawyer Vera Holm.", "Vera Holm"),
        ("Who was sentenced?", "Judges sentenced the former mayor Vera Holm.", "Vera Holm"),
        ("Who was sentenced?", "Vera Holm was sentenced by Otto Lind.", "Vera Holm"),
        ("Who became king?", "The son of Ada Holm became king.", None),
        ("Who won?", "Vera Holm and Otto Lind won.", None),
        ("Who is the winner?", "Vera Holm is the winner.", None),
        ("What happened?", "Vera Holm happened to win.", None),
    ],
)
def test_who_did_it(question: str, sentence: str, found: str | None) -> None:
    name = doer(question, sentence)
    assert (name.text if name else None) == found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The king met Queen Ada IV.", [("Ada IV", "she")]),
        ("His mother, Ada Holm, said so.", [("Ada Holm", "she")]),
        ("A girl of seven, Lina Holm, was saved.", [("Lina Holm", "she")]),
        ("Otto Lind, the husband of Ada Holm, came.", [("Otto Lind", "he")]),
        ("The son of Ada Holm came.", []),
        ("Ada Holm said that she would stay.", [("Ada Holm", "she")]),
        ("Ada Holm told Otto Lind that he would stay.", []),
        ("He met Ada Holm.", []),
    ],
)
def test_sexes(text: str, told: list[tuple[str, str]]) -> None:
    assert sexes([text]) == told


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), st.text(max_size=40))
def test_whatever_the_text_spans_hold_the_names(words: str, more: str) -> None:
    text = f"{words}{more}"
    for name, _ in [*people(text), *likely(text)]:
        assert text[name.span.start : name.span.end] == name.text
    assert {name for name, _ in sexes([text])} <= {name.text for name, _ in people(text)}
    for question in ("who won?", "who was named?", text):
        one = doer(question, text)
        assert one is None or one in [name for name, _ in people(text)]
