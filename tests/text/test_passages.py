"""Passages: whole sentences, of about one size, that cover the text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from texts import any_text, newslike

from qabot.domain import Article, Passage, Span
from qabot.text import SPLITTER, embedded_text, normalise, passages, sentences
from qabot.text.passages import OVERLAP, WORDS


def _text(lengths: list[int]) -> str:
    """Sentences of so many words, short ones: a sentence has a longest length."""
    return " ".join(" ".join(["Be", *["be"] * (length - 1)]) + "." for length in lengths)


def _words(text: str, span: Span) -> int:
    return len(text[span.start : span.end].split())


def _check(text: str) -> None:
    spans = sentences(text)
    cut = passages(text, spans)
    starts, ends = (
        {span.start: n for n, span in enumerate(spans)},
        {span.end: n for n, span in enumerate(spans)},
    )
    ranges = [
        (starts[one.start], ends[one.end]) for one in cut
    ]  # KeyError: not at a sentence's border
    assert {n for first, last in ranges for n in range(first, last + 1)} == set(range(len(spans)))
    for (first, last), (next_first, next_last) in pairwise(ranges):
        assert first < next_first
        assert last < next_last
        assert last + 1 - OVERLAP <= next_first <= last + 1


@given(st.one_of(any_text, newslike))
def test_cover_all_sentences_in_order(raw: str) -> None:
    _check(normalise(raw))


_lengths = st.lists(
    st.one_of(st.integers(1, 60), st.sampled_from([1, 50, 51, 149, 150, 300, 301, 330])),
    max_size=60,
)


@given(_lengths)
def test_cover_all_sentences_of_any_length(lengths: list[int]) -> None:
    text = _text(lengths)
    assert len(sentences(text)) == len(lengths)
    _check(text)


@given(st.lists(st.integers(3, 40), min_size=1, max_size=120))
def test_sizes_are_even(lengths: list[int]) -> None:
    text = _text(lengths)
    sizes = [_words(text, span) for span in passages(text, sentences(text))]
    assert max(sizes) <= 1.5 * WORDS + 1.5 * max(lengths)
    if len(sizes) > 1:
        assert min(sizes[:-1]) >= WORDS / 2 - max(lengths)


def test_short_text_is_one_passage() -> None:
    text = _text([10, 20, 30])
    assert passages(text, sentences(text)) == [Span(0, len(text))]


def test_neighbours_share_a_short_sentence_but_not_a_long_one() -> None:
    text = _text([20] * 15)
    first, second = passages(text, sentences(text))
    assert _words(text, Span(second.start, first.end)) == 20
    text = _text([75] * 4)
    first, second = passages(text, sentences(text))
    assert second.start == first.end + 1


def test_a_huge_sentence_takes_in_a_short_neighbour_at_most() -> None:
    text = _text([20, 20, 20, 320, 20, 20, 20])
    spans = sentences(text)
    (holding,) = [one for one in passages(text, spans) if one.start <= spans[3].start < one.end]
    assert holding == Span(spans[2].start, spans[3].end)


def test_nothing() -> None:
    assert passages("", []) == []


def test_splitter_names_the_sizes() -> None:
    assert str(WORDS) in SPLITTER
    assert f"overlap-{OVERLAP}" in SPLITTER


def test_embedded_text_leads_with_the_title() -> None:
    article = Article(title="A storm", text="It rained. It blew.")
    text, lead = embedded_text(article, Passage(1, 1, 11, 19))
    assert text == "A storm\nIt blew."
    assert text[lead:] == "It blew."
    assert embedded_text(Article(title="", text="It rained."), Passage(1, 1, 0, 10)) == (
        "It rained.",
        0,
    )
