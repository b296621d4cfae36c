"""Figures in digits and in words are one, and a compound number is one figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.text import figures_of, in_digits

UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # fmt: skip
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(value: int) -> str:
    """A number below a million in words."""
    for size, name in ((1000, "thousand"), (100, "hundred")):
        if value >= size:
            rest = value % size
            joint = " and " if size == 100 else " "
            return f"{spelled(value // size)} {name}" + (f"{joint}{spelled(rest)}" if rest else "")
    if value < 20:
        return UNITS[value]
    return TENS[value // 10 - 2] + (f"-{UNITS[value % 10]}" if value % 10 else "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twenty-three ships", {"23"}),
        ("Twenty three ships", {"23"}),
        ("seven ships and 1,200 men", {"7", "1200"}),
        ("one of them", set()),
        ("twenty, three of them late", {"20", "3"}),
        ("There were seventy. Three left.", {"70", "3"}),
        ("two million", {"2"}),
        ("six or seven", {"6", "7"}),
        ("two and three", {"2", "3"}),
        ("two hundred and some more", {"200"}),
        ("no ships", set()),
    ],
)
def test_figures(text: str, expected: set[str]) -> None:
    assert figures_of(text) == expected


@given(st.integers(2, 999_999))
def test_every_number_is_the_same_in_words_and_in_digits(value: int) -> None:
    assert figures_of(f"the {spelled(value)} men") == {str(value)}


@given(st.lists(st.sampled_from(["and", "twenty", "three", "hundred", "thousand", "men", "9"])))
def test_other_words_stay_in_their_order(words: list[str]) -> None:
    written = in_digits(words)
    numbers = {"twenty", "three", "hundred", "thousand"}
    assert [w for w in written if w == "men"] == [w for w in words if w == "men"]
    if not numbers & set(words):
        assert written == words
