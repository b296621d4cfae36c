"""Text that is safe to send to a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import any_text, newslike

from qabot.domain import outlet_and_day, true_name
from qabot.text import visible


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("\x1b[31mred\x1b[0m", "\u241b[31mred\u241b[0m"),
        ("\x1b]8;;http://x\x07link", "\u241b]8;;http://x\u2407link"),
        ("a\x00b\x7fc", "a\u2400b\u2421c"),
        ("over\rwritten", "over\u240dwritten"),
        ("c1 \x9b31m", "c1 <U+009B>31m"),
        ("abc\u202edef\u2066", "abc<U+202E>def<U+2066>"),
        ("line\u2028end", "line<U+2028>end"),
        ("tag\U000e0041", "tag<U+E0041>"),
        ("half \ud83d", "half <U+D83D>"),
        ("tab\tand\nline stay", "tab\tand\nline stay"),
        ("café 中国 \U0001f468\u200d\U0001f469 “ok”", "café 中国 \U0001f468\u200d\U0001f469 “ok”"),
        ("[b]markup[/b]", "[b]markup[/b]"),
    ],
)
def test_cases(raw: str, expected: str) -> None:
    assert visible(raw) == expected


@given(st.one_of(any_text, newslike))
def test_nothing_is_left_that_acts_on_a_terminal(raw: str) -> None:
    for character in visible(raw):
        assert character in "\t\n" or unicodedata.category(character) not in (
            "Cc",
            "Cs",
            "Zl",
            "Zp",
        )
        assert unicodedata.bidirectional(character) not in (
            "LRE",
            "RLE",
            "PDF",
            "LRO",
            "RLO",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        )


def test_every_control_and_direction_mark() -> None:
    for code in range(0x110000):
        character = chr(code)
        if unicodedata.category(character) in ("Cc", "Zl", "Zp") and character not in "\t\n":
            assert visible(character) != character, hex(code)


@given(st.one_of(any_text, newslike))
def test_idempotent(raw: str) -> None:
    assert visible(visible(raw)) == visible(raw)


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=50))
def test_plain_text_stays(raw: str) -> None:
    assert visible(raw) == raw


def test_heaps_of_marks_are_cut_and_writing_is_not() -> None:
    heap = "R" + "\u0336\u0300\u20d0\u0489" * 20 + "euters"
    shown = visible(heap)
    assert shown == heap[:7] + "<+74 marks>euters"
    assert visible(shown) == shown
    for writing in (
        "བསྒྲུབས་",
        "שָׁלוֹם",
        "ที่นี้",
        "Viê\u0323t",
        "हिन्दी क्षत्रिय",
        "٪؟،؛«»…—“”",
        "👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
    ):
        assert visible(writing) == writing
    assert visible("…" * 30) == "…" * 30


def test_names_that_mix_scripts_are_marked() -> None:
    assert true_name("R\u0435uters") == "R\u0435uters (Cyrillic and Latin letters)"
    assert true_name("The Gu\u03b1rdian") == "The Gu\u03b1rdian (Greek and Latin letters)"
    for name in ("Reuters", "Die Größe", "Известия", "Известия Weekly", "ΕΡΤ News", "JR東日本", ""):
        assert true_name(name) == name
    assert true_name("\u13a0aily") == "\u13a0aily (Cherokee and Latin letters)"
    assert "Cyrillic" in outlet_and_day("R\u0435uters", None)


@pytest.mark.parametrize(
    ("latin", "name", "script"),
    [
        ("BBC", "\u0412\u0412\u0421", "Cyrillic"),
        ("apple", "\u0430\u0440\u0440\u04cf\u0435", "Cyrillic"),
        ("AP 24", "\u0391\u03a1 24", "Greek"),
    ],
)
def test_names_wholly_of_letters_that_look_latin_are_marked(
    latin: str, name: str, script: str
) -> None:
    assert true_name(name) == f"{name} ({script} letters)"
    assert true_name(latin) == latin


def test_names_in_other_scripts_are_not_marked() -> None:
    for name in ("Правда", "Ведомости", "Хабр", "Новая газета", "Το Βήμα", "ΣΚΑΪ", "Україна", "О"):
        assert true_name(name) == name
