"""Screen lines: nothing lost, nothing wider than the screen, and fast for megabytes."""

from __future__ import annotations

import itertools
import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from qabot.tui.wrapping import shown, wrap

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab \n\t[]—“漢字한あ🙂👩\u200d\u0301\u202e\x1b\xad"), st.characters()
    ),
    max_size=300,
)


@given(TEXTS, st.integers(2, 80))
@settings(max_examples=300, deadline=None)
def test_every_character_but_blanks_at_breaks_is_on_one_line(text: str, width: int) -> None:
    lines = wrap(text, width)
    spans = list(zip(lines.starts, lines.ends, strict=True))
    assert all(a <= b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))
    covered = {i for a, b in spans for i in range(a, b)}
    assert all(text[i] in " \t\n" for i in set(range(len(text))) - covered)
    assert all("\n" not in text[a:b] for a, b in spans)


@given(TEXTS, st.integers(2, 80))
@example("\u0300" * 7 + "0", 2)
@settings(max_examples=300, deadline=None)
def test_no_line_is_wider_than_asked_unless_one_cluster_is(text: str, width: int) -> None:
    lines = wrap(text, width)
    for start, end in zip(lines.starts, lines.ends, strict=True):
        piece = text[start:end]
        widest = max((cell_len(shown(c)) for c in piece), default=0)
        one_cluster = all(unicodedata.combining(c) for c in piece[1:])
        assert one_cluster or cell_len(shown(piece)) <= max(width, widest, 8)


def test_breaks_at_blanks_and_cuts_long_words() -> None:
    text = "one two three " + "x" * 25
    lines = wrap(text, 10)
    got = [text[a:b] for a, b in zip(lines.starts, lines.ends, strict=True)]
    assert got == ["one two", "three", "x" * 10, "x" * 10, "x" * 5]


def test_a_long_paragraph_is_broken_the_same_with_a_rare_character_in_it() -> None:
    plain = "word " * 4000
    rare = plain[:9000] + "é\u0301" + plain[9002:]

    def ends(text: str) -> list[int]:
        lines = wrap(text, 40)
        return [b - a for a, b in zip(lines.starts, lines.ends, strict=True)][:200]

    assert ends(plain) == ends(rare)


def test_at_finds_the_line_of_an_offset() -> None:
    text = "\n\n".join("some words here " * 9 for _ in range(50))
    lines = wrap(text, 30)
    for offset in range(0, len(text), 37):
        if text[offset] in " \n":
            continue
        y = lines.at(offset)
        assert lines.starts[y] <= offset < lines.ends[y]


@pytest.mark.parametrize("unit", ["some plain words ", "漢字", "x"])
def test_time_grows_with_length_not_faster(unit: str) -> None:
    def cost(size: int) -> float:
        text = unit * (size // len(unit))
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            wrap(text, 58)
            best = min(best, time.process_time() - started)
        return best

    assert cost(2_000_000) < 40 * max(cost(200_000), 1e-3)
