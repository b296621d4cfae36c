"""Near-copies are found whatever is changed at their edges, and nothing else is."""

import pytest

from qabot.domain import Article
from qabot.retrieval.copies import Text, contradicts, copies

WIRE = (
    "The harbour board voted on Tuesday to widen the northern basin by forty metres, a plan that "
    "fishermen had opposed for a decade. Work is to begin in spring and to cost nine million. "
    "Mayor Ada Lind called the vote a turning point for the town."
)
OTHER = (
    "The northern basin was frozen over on Tuesday for the first time in a decade. Fishermen "
    "walked out to their boats, and Mayor Ada Lind opened a market on the ice which is to last "
    "until the spring thaw, weather permitting, with nine stalls."
)


def made(number: int, text: str) -> Text:
    return Text(Article(title="", text=text, number=number), text)


def test_a_copy_with_another_opening_is_one() -> None:
    changed = "LONGHAVEN (Wire) - " + WIRE.replace("on Tuesday ", "") + " More follows."
    assert copies([made(1, WIRE), made(2, OTHER), made(3, changed)]) == {2: 0}


def test_passages_of_one_article_are_no_copies() -> None:
    assert copies([made(1, WIRE), made(1, WIRE)]) == {}


def test_a_chain_points_to_the_first() -> None:
    assert copies([made(1, WIRE), made(2, WIRE), made(3, WIRE)]) == {1: 0, 2: 0}


def test_short_texts_are_left_alone() -> None:
    assert copies([made(1, "Rain on Monday."), made(2, "Rain on Monday.")]) == {}


def test_a_story_with_another_figure_or_a_denial_is_no_copy() -> None:
    for old, new in (("forty metres", "sixty metres"), ("cost nine", "cost 8"), ("had", "had not")):
        assert copies([made(1, WIRE), made(2, WIRE.replace(old, new))]) == {}, new
    for old, new in (("to begin", "to start"), ("cost nine", "cost 9")):
        assert copies([made(1, WIRE), made(2, WIRE.replace(old, new))]) == {1: 0}, new


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("twenty-three ships", "23 ships", False),
        ("twenty-three ships", "twenty-five ships", True),
        ("twenty-three ships", "twenty ships", True),
        ("one hundred and twenty-three ships", "123 ships", False),
        ("one hundred and twenty-three ships", "103 ships", True),
    ],
)
def test_a_compound_number_is_one_figure(one: str, other: str, expected: bool) -> None:
    said = "The storm sank {} in the bay of Orrin on Friday."
    assert contradicts(said.format(one), said.format(other)) is expected
