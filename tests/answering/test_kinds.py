"""What a question asks for, and where a sentence has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.answering.kinds import Kind, asked, found, names


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("how many people died in Beirut?", Kind.NUMBER),
        ("what percentage of voters agreed", Kind.NUMBER),
        ("when did the talks end?", Kind.TIME),
        ("in which year was it built?", Kind.TIME),
        ("where did Xi and Biden meet?", Kind.PLACE),
        ("which country won the cup?", Kind.COUNTRY),
        ("which US state was flooded?", Kind.STATE),
        ("why was the trip postponed?", Kind.REASON),
        ("what did China say about relations?", Kind.SPEECH),
        ("who coached the Spanish team", Kind.PERSON),
        ("which comedian hosts the show?", Kind.PERSON),
        ("what is the name of the capsule?", Kind.NAME),
        ("tell me about the balloon", Kind.OTHER),
    ],
)
def test_question_words(question: str, kind: Kind) -> None:
    assert asked(question) is kind


@pytest.mark.parametrize(
    ("kind", "sentence", "expected"),
    [
        (Kind.TIME, "It ended on 3 June 2021, a Thursday.", ["3 June 2021", "Thursday"]),
        (Kind.NUMBER, "On 3 June 2021 about 1,500 people, or 6 per cent, left.", ["1,500", "6 per cent"]),
        (Kind.NUMBER, "It cost $1.5 billion.", ["$1.5 billion"]),
        (Kind.COUNTRY, "Officials in Lisbon, Portugal, met those of France.", ["Portugal", "France"]),
        (Kind.STATE, "Storms hit Iowa and the coast of North Carolina.", ["Iowa", "North Carolina"]),
        (Kind.PERSON, "The prize went to Ada Lind of Malmo.", ["Ada Lind of Malmo"]),
        (Kind.PERSON, "However, nobody came.", []),
    ],
)  # fmt: skip
def test_words_of_the_kind(kind: Kind, sentence: str, expected: list[str]) -> None:
    assert [sentence[span.start : span.end] for span in found(kind, sentence)] == expected


@given(st.text(max_size=200), st.sampled_from(list(Kind)))
def test_spans_lie_inside_in_order(text: str, kind: Kind) -> None:
    spans = found(kind, text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert spans == sorted(spans, key=lambda span: span.start)
    asked(text)
    names(text)
