"""When a quote holds an answer, and when it is the evidence."""

from __future__ import annotations

import pytest

from qabot.evaluation.matching import holds, normal, same_sentence, token_f1


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("It was held for the first time in 600 years.", "600 Years"),
        ("Officials in Taiwan’s capital agreed.", "Taiwan"),
        ("The U.S. sent aid.", "the US"),
        ("Some 1,000 people came.", "1000"),
        ("Pelé scored twice.", "Pele"),
        ("A 600-year gap.", "600 year"),
        ("The Who played on.", "The Who"),
        ("He said “don’t” twice.", "don't"),
        ("Plan A was chosen.", "plan a"),
    ],
)
def test_an_answer_is_found_however_it_is_written(text: str, answer: str) -> None:
    assert holds(text, [answer])


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("It opened in 2010.", "10"),
        ("The senator left.", "senate"),
        ("Nothing of the kind.", ""),
        ("Nothing of the kind.", "!"),
        ("", "Geneva"),
    ],
)
def test_parts_of_words_and_empty_answers_are_not_found(text: str, answer: str) -> None:
    assert not holds(text, [answer])


def test_any_of_the_answers_will_do() -> None:
    assert holds("They met in Bern.", ["Geneva", "Bern"])
    assert not holds("They met in Bern.", [])


def test_an_answer_of_articles_alone_keeps_its_words() -> None:
    assert normal("The") == ["the"]
    assert normal("the harbour of a town") == ["harbour", "of", "town"]


def test_a_sentence_is_the_evidence_if_one_holds_the_other() -> None:
    evidence = ["PARIS (Wire) - The strike ended on Sunday after two days of talks."]
    assert same_sentence("The strike ended on Sunday after two days of talks.", evidence)
    assert same_sentence(evidence[0] + " More follows.", evidence)


def test_a_short_piece_is_no_proof() -> None:
    assert not same_sentence("On Sunday.", ["The strike ended on Sunday after talks."])
    assert same_sentence("It ended.", ["It ended!"])


def test_nearly_the_same_words_are_the_same_sentence() -> None:
    # 5 of 6 words in common on either side: F1 = .833.
    assert token_f1(list("abcdef"), list("abcdeg")) == pytest.approx(5 / 6)
    assert same_sentence("talks ended late Sunday in Geneva", ["talks ended late Monday in Geneva"])
    # 4 of 6: .667.
    assert not same_sentence(
        "talks ended late Sunday in Geneva", ["talks ended late today in Bern"]
    )
    assert token_f1([], ["one"]) == 0.0
    assert token_f1(["no", "no"], ["no"]) == pytest.approx(2 / 3)
