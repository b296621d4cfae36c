"""The one form of text to which offsets refer."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import any_text, newslike

from qabot.text import normalise


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  a \t b\u00a0c\u3000d  ", "a b c d"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a \n b", "a\nb"),
        ("a\n\n\n \n\t\n b", "a\n\nb"),
        ("\n\n a \n\n", "a"),
        ("cafe\u0301 e\x00\u0301", "caf\u00e9 \u00e9"),
        ("\ufeffco\u00adop\u200berate\u2060d", "cooperated"),
        ("a\x1b[31mb\x07", "a[31mb"),
        ("half \ud83d a pair", "half a pair"),
        # Joiners and marks that scripts need.
        (
            "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
        # Compatibility forms stay: a quotation must be what the source says.
        ("x\u00b2 \ufb01 \uff21", "x\u00b2 \ufb01 \uff21"),
        ("“curly” ‘quotes’ — stay", "“curly” ‘quotes’ — stay"),
        ("", ""),
        (" \n\t ", ""),
    ],
)
def test_cases(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


@given(st.one_of(any_text, newslike))
def test_idempotent(raw: str) -> None:
    once = normalise(raw)
    assert normalise(once) == once


@given(st.one_of(any_text, newslike))
def test_form(raw: str) -> None:
    text = normalise(raw)
    assert unicodedata.is_normalized("NFC", text)
    assert text == text.strip()
    assert not re.search(r"[^\S \n]| {2}| \n|\n |\n{3}", text)
    assert all(
        character == "\n" or unicodedata.category(character) not in ("Cc", "Cs")
        for character in text
    )
    text.encode()  # no surrogate is left


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=50))
def test_letters_figures_and_punctuation_stay(raw: str) -> None:
    assert normalise(raw) == unicodedata.normalize("NFC", raw)
