"""Where sentences begin and end."""

from __future__ import annotations

import re
import time

import pytest
from hard_sentences import HARD
from hypothesis import given
from hypothesis import strategies as st
from texts import any_text, newslike

from qabot.text import normalise, sentences


def _split(text: str) -> list[str]:
    assert normalise(text) == text, "a case must be normalised"
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize("case", [case for cases in HARD.values() for case in cases])
def test_hard_cases(case: str) -> None:
    expected = re.split(r"[|~]", case)
    assert _split(case.replace("|", " ").replace("~", "")) == expected


def test_paragraphs_and_headings_end_sentences() -> None:
    text = "A heading without a stop\n\nThe text begins. It goes on\n\nuntil here."
    assert _split(text) == [
        "A heading without a stop",
        "The text begins.",
        "It goes on",
        "until here.",
    ]


def test_one_paragraph_a_line() -> None:
    text = "Storm hits coast\nBy Ann Lee\nThe storm hit the coast on Monday. It was strong.\nNobody was hurt."
    assert _split(text) == [
        "Storm hits coast",
        "By Ann Lee",
        "The storm hit the coast on Monday.",
        "It was strong.",
        "Nobody was hurt.",
    ]


def test_wrapped_lines_are_joined() -> None:
    text = (
        "The storm that hit the coast on Monday was the\n"
        "strongest in years. Officials said that nobody\n"
        "was hurt, but that many houses had lost their\n"
        "roofs. The mayor of the town thanked the fire\n"
        "service."
    )
    assert [one.replace("\n", " ") for one in _split(text)] == [
        "The storm that hit the coast on Monday was the strongest in years.",
        "Officials said that nobody was hurt, but that many houses had lost their roofs.",
        "The mayor of the town thanked the fire service.",
    ]


def test_a_single_wrapped_line_is_joined() -> None:
    text = "The storm that hit the coast on Monday was the\nstrongest in years. Nobody was hurt."
    assert _split(text) == [text[: text.index(" Nobody")], "Nobody was hurt."]


@pytest.mark.parametrize("bullet", ["- ", "• ", "* ", "– ", "{}. ", "{}) ", "({}) "])
def test_items_of_a_list_are_kept_apart(bullet: str) -> None:
    items = [
        "apples cost more",
        "pears cost less now",
        "plums are very cheap",
        "figs are very dear",
        "end",
    ]
    lines = [bullet.format(number) + item for number, item in enumerate(items, start=1)]
    assert _split("\n".join(lines)) == lines
    assert _split("\n\n".join(lines)) == lines


def test_items_of_a_list_in_wrapped_text() -> None:
    text = (
        "The storm that hit the coast on Monday was the\n"
        "strongest in years. Officials said that these\n"
        "things were damaged in the harbour of the town:\n"
        "- the old lighthouse, which had stood on its\n"
        "rock for a hundred years\n"
        "- the pier"
    )
    assert _split(text)[-2:] == [
        "- the old lighthouse, which had stood on its\nrock for a hundred years",
        "- the pier",
    ]


def test_empty() -> None:
    assert sentences("") == []


def test_time_grows_with_the_length_only() -> None:
    def seconds(copies: int) -> float:
        text = ("The minister said 3.5 per cent of it. " * copies).strip()
        begun = time.process_time()
        assert len(sentences(text)) == copies
        return time.process_time() - begun

    small = min(seconds(2_000) for _ in range(3))
    # Ten times the text on one line; when each mark looked at all that follows, it took 100 times.
    assert seconds(20_000) < 30 * small


@given(st.one_of(any_text, newslike))
def test_spans_are_ordered_trimmed_and_cover_all_but_space(raw: str) -> None:
    text = normalise(raw)
    end = 0
    for span in sentences(text):
        assert end <= span.start < span.end
        assert not text[end : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        end = span.end
    assert not text[end:].strip()


@given(newslike)
def test_nothing_ends_before_a_small_letter(raw: str) -> None:
    text = normalise(raw)
    for span in sentences(text):
        before = text[: span.start].rstrip(" ")
        after_full_width_stop = re.search(r"[。！？]\W*$", before)  # these always end one
        if before and not before.endswith("\n") and not after_full_width_stop:
            assert not text[span.start].islower(), text


@given(
    st.lists(
        st.sampled_from(["It rained.", "He left!", "Why?", "The U.S. won.", "“No,” he said."]),
        min_size=1,
    )
)
def test_plain_sentences_come_back(said: list[str]) -> None:
    assert _split(" ".join(said)) == said
    assert _split("\n\n".join(said)) == said
