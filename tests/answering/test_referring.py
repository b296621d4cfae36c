""" "The two countries" are those of the article, where the question does not name them."""

import pytest

from qabot.answering.referring import named_pair
from qabot.domain import Answered, Article
from qabot.library import Library


def article(text: str) -> Article:
    return Article("Talks end", text)


TEXT = "Norway and Chad spoke. Norway said that Chad had agreed. Fiji was not there."


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what divides the two countries?", "what divides Norway and Chad?"),
        ("what do both sides want", "what do Norway and Chad want"),
        ("what divides Norway from the two countries?", None),
        ("what do the two men want?", None),
        ("what did both sides of Congress want?", None),
        ("what happened?", None),
    ],
)
def test_a_pair_is_named_after_the_article(question: str, expected: str | None) -> None:
    assert named_pair(question, article(TEXT)) == expected


def test_an_article_with_one_country_names_no_pair() -> None:
    assert named_pair("what divides the two countries?", article("Norway spoke. Norway!")) is None


def test_the_completed_question_is_what_was_searched(starter: Library) -> None:
    *_, last = starter.ask("what issues divide the two countries?")
    assert isinstance(last, Answered)
    assert last.answer.answered
    assert last.answer.question == "what issues divide the two countries?"
    assert "China" in last.answer.searched
    assert "United States" in last.answer.searched
