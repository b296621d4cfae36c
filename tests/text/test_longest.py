"""Text without ends of sentences is cut into pieces that can be quoted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.text import normalise, passages, sentences
from qabot.text.longest import LONGEST

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
SAID = "so the mayor said that the bridge, which nobody had looked at in years, was closed "


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (SAID * 100, ","),  # a transcript that a machine wrote
        ("so the mayor said that the bridge was closed " * 100, ""),
        ("ท่าเรือปิดวันจันทร์" * 300, ""),
        ("x" * 5000, ""),
    ],
    ids=["clauses", "words", "no spaces", "no words"],
)
def test_pieces_can_be_quoted(text: str, ends: str) -> None:
    text = normalise(text)
    spans = sentences(text)
    pieces = [text[span.start : span.end] for span in spans]
    assert len(pieces) > 1
    assert max(map(len, pieces)) <= LONGEST
    assert min(map(len, pieces[:-1])) >= LONGEST / 2 - 1
    assert all(piece.endswith(ends) for piece in pieces[:-1])
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_word_is_not_cut() -> None:
    text = normalise("so the mayor said that the bridge was closed " * 100)
    words = {word for span in sentences(text) for word in text[span.start : span.end].split()}
    assert words == set(text.split())


@given(st.integers(LONGEST - 6, LONGEST + 6))
def test_a_character_is_not_torn(before: int) -> None:
    for drawn in (FAMILY, "e\u0323\u0301"):  # more marks than one letter takes in
        text = normalise("x" * before + drawn + "x" * 1500)
        drawn = normalise(drawn)
        at = text.index(drawn)
        inside = range(at + 1, at + len(drawn))
        assert not any(span.end in inside for span in sentences(text))


def test_a_sentence_of_the_longest_length_is_whole() -> None:
    text = "x, " * 300 + "y" * (LONGEST - 901) + "."
    assert len(text) == LONGEST
    assert len(sentences(text)) == 1
    assert len(sentences("y" + text)) == 2


def test_passages_of_a_text_without_spaces_are_not_endless() -> None:
    text = "ท่าเรือปิดวันจันทร์" * 3000
    spans = passages(text, sentences(text))
    assert max(span.end - span.start for span in spans) <= 5 * LONGEST
