"""The shapes in which models cite, whole and cut across pieces, and what only looks like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import letters

from qabot.writing.citing import in_brackets, is_footer, may_become_one
from qabot.writing.pieces import Cutter, cited_ids

KNOWN = range(1, 41)
SHAPES = {
    "\u30108\u3011": [8],
    "\u30108\u2020source\u3011": [8],
    "\u30108:0\u2020source\u3011\u30109\u2020L1-L4\u3011": [8, 9],
    "[8\u2020source]": [8],
    "[^10]": [10],
    "[^1][^2]": [1, 2],
    "[^1, ^2]": [1, 2],
    "[source 9]": [9],
    "[Source: 2]": [2],
    "[Sources: 2, 3 and 7]": [2, 3, 7],
    "[Source 1; Source 2]": [1, 2],
    "[S1]": [1],
    "[#4]": [4],
    "[1-3]": [1, 2, 3],
    "[1 \u2013 3]": [1, 2, 3],
    "[2 5]": [2, 5],
    "([3])": [3],
    "([3], [4])": [3, 4],
    "(Source: [3])": [3],
    "(source 9)": [9],
    "(Sources: 1, 4)": [1, 4],
    "(see sentence 12)": [12],
    "[3](https://evil.example/a?b=1)": [3],
    "[3](#3)": [3],
    "<sup>[3]</sup>": [3],
    "<sup>2, 3</sup>": [2, 3],
    "^[3]": [3],
    "\\[3\\]": [3],
    "(3)": [3],
    "(1, 4)": [1, 4],
}


def cut(text: str, size: int, known: range = KNOWN) -> list[str]:
    cutter = Cutter(known=known)
    found = [one for piece in letters(text, size) for one in cutter.add(piece)]
    return [*found, *cutter.finish()]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("form", ["{} .", " {}.", ". {}", ".{}", "{}.", ".\u201d {}"])
@pytest.mark.parametrize("size", [1, 2, 5, 1000])
def test_every_shape_is_read(shape: str, form: str, size: int) -> None:
    if form == "{} ." and shape in ("(3)", "(1, 4)"):
        return
    made = "The \u201cport has reopened" + form.format(shape)
    text = f"{made} Nobody was hurt in it. {made}"
    first, second, third = cut(text, size)
    assert cited_ids(first) == cited_ids(third) == SHAPES[shape]
    for sentence in (first, third):
        assert not any(c in sentence for c in "()\u3010\u3011^#\u2020"), sentence
    assert second == "Nobody was hurt in it."


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    "text",
    [
        "The ferry took 40 (of 90) people.",
        "It reopened in May (2024).",
        "He has two sons (41).",
        "They won (2-1).",
        "The firm (3) closed.",
        "Reasons were: (1) The strike. (2) The storm. (3) The cold.",
        "Ole Brand [3] lives with his son (12).",
        "He [the minister] left [sic].",
        "It was [...] late (as ever).",
        "The jet [F-16] fell (G7).",
        "He left. (Reuters)",
        "Ole Brand lives with his son (12) [3].",
    ],
)
def test_what_is_no_citation_stays(text: str, size: int) -> None:
    assert " ".join(cut(text, size)) == text


def test_round_brackets_need_sources_of_these_numbers() -> None:
    text = "The port reopened (3). It is busy (1, 9)."
    assert cut(text, 4, range(1, 5)) == ["The port reopened [3].", "It is busy (1, 9)."]
    assert cut(text, 4, range(0)) == ["The port reopened (3).", "It is busy (1, 9)."]


def test_round_and_square_brackets_may_be_mixed() -> None:
    text = "It reopened [3]. It is busy (4). \u201cNobody left.\u201d (5) It rained [6]."
    assert [cited_ids(one) for one in cut(text, 3)] == [[3], [4], [5], [6]]


def test_odd_numbers_leave_nothing() -> None:
    text = (
        "The report says [ ] so [-1] [1.5] [1e3], and [] more [2.] [\u2212 3]. It rains [123456]."
    )
    assert in_brackets(text, KNOWN) == "The report says so, and more [2]. It rains."


@pytest.mark.parametrize(
    "bare",
    ["Sources:", "Sources: , ", "References: 1, 2", "Citations: and .", "Source:", "Sources cited:", "(Sources)", "Cited sentences: 3-5"],
)  # fmt: skip
def test_a_line_that_only_cites_is_a_footer(bare: str) -> None:
    assert is_footer(bare)


@pytest.mark.parametrize(
    "bare", ["Sources said so.", "Source: the minister.", "The sources dried up", "", "Cited 40 times", "It reopened."]
)  # fmt: skip
def test_a_sentence_about_sources_is_none(bare: str) -> None:
    assert not is_footer(bare)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_beginning_of_a_citation_may_become_one(shape: str) -> None:
    assert all(may_become_one(shape[:n]) for n in range(1, len(shape) + 1))
    assert not may_become_one("(Reuters)") and not may_become_one("[The")


@given(st.lists(st.sampled_from([*"(1)[2], .", "ended", " The", "3", "-", "\u3010", "\u3011", "\n", "^"]), max_size=30).map("".join), st.integers(1, 4))  # fmt: skip
def test_no_word_is_lost_or_said_twice_in_pieces(text: str, size: int) -> None:
    whole, pieces = " ".join(cut(text, 1000)), " ".join(cut(text, size))
    for word in ("ended", "The"):
        assert whole.count(word) == text.count(word)
        assert pieces.count(word) == text.count(word)


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_a_citation_on_the_next_line_is_of_the_sentence_above(size: int) -> None:
    text = "The port has reopened.\n[3]\n\nNobody was hurt.\n  [4]\n  [5, 6]\nIt rained [1].\nIt stopped."
    first, second, third, fourth = cut(text, size)
    assert [cited_ids(one) for one in (first, second, third, fourth)] == [[3], [4, 5, 6], [1], []]
    assert first == "The port has reopened [3]."


@pytest.mark.parametrize("size", [1, 4, 1000])
def test_a_citation_that_opens_a_line_is_of_that_line(size: int) -> None:
    first, second = cut("The port has reopened.\n[3] Nobody was hurt.", size)
    assert (first, cited_ids(second)) == ("The port has reopened.", [3])


def test_a_cited_line_is_given_at_its_end() -> None:
    cutter = Cutter(known=KNOWN)
    assert cutter.add("The port has reopened [3].\n") == ["The port has reopened [3]."]
    assert cutter.add("Nobody was hurt.\n") == []
    assert cutter.add("It stopped") == ["Nobody was hurt."]
