"""Replies in the shapes that models give them, in pieces: what is shown meanwhile and in the end."""

from __future__ import annotations

import time
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted import answered, letters, saying, streamed, writer

from qabot.domain import Answer, Article, AskEvent, Cancel, Hit, Passage, Ranking, Text
from qabot.grounding import Verdict
from qabot.writing import asking, support
from qabot.writing.ending import Draft
from qabot.writing.pieces import Cutter
from qabot.writing.refusing import is_plain_refusal
from qabot.writing.streaming import Usage

NUMBERS = "one two three four five six seven eight nine".split()
TEXT = " ".join(f"Ship number {n} left the port." for n in NUMBERS)
ARTICLE = Article("Ships", TEXT, source="Gazette", published=date(2024, 5, 13), number=1)
HIT = Hit(Passage(1, 1, 0, len(TEXT)), ARTICLE, Ranking(0.5))


def _cites(plain: str, cited: list[Any], *more: Any) -> Verdict:
    """What cites is borne out here: the check has its own tests."""
    return Verdict(bool(cited), "" if cited else "uncited", "")


@pytest.fixture(scope="module", autouse=True)
def unchecked() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(support, "check", _cites)
        patch.setattr(support.Support, "_near", lambda *given: [])
        patch.setattr(asking, "load_reader", lambda: None)
        yield


def events(text: str, size: int, cancel: Cancel | None = None, script: Any = None) -> list[AskEvent]:  # fmt: skip
    by = writer(script or saying(*letters(text, size)))
    quoted = Answer("what?", "what?", hits=(HIT,))
    stop = cancel or Cancel()
    retriever: Any = SimpleNamespace(embedder=None)
    return list(asking._written(retriever, "what?", quoted, Draft(), stop, by, Usage()))


def said(listed: list[AskEvent]) -> list[str]:
    return [f"{s.text} ({s.remark})" if s.remark else s.text for s in answered(listed).statements]


REOPENED, HURT, RAIN = "The port reopened [1].", "Nobody was hurt [2].", "It rained [3]."
ALL = [REOPENED, HURT, RAIN]
SHAPES = [
    "1. {}\n2. {}\n3. {}",
    "1) {}\n2) {}\n3) {}",
    "- {}\n- {}\n- {}",
    "* {}\n* {}\n\n* {}",
    "> {}\n> {}\n> {}",
    "{}\n\n{}\n\n{}",
    "# Summary\n\n{}\n\n## 2. More on it\n{}\n\n---\n{}",
    "**Summary**\n{}\n1. **What else:**\n{}\n__More__\n{}",
    "Answer: {} {} {}",
    "**Answer:** {}\n{}\n{}",
    "Here is what they say:\n\n- {}\n- {}\n\nIn short:\n{}",
    "```text\n{} {}\n{}\n```",
    "{} {} {}\n\nSources:\n[1] Gazette, 13 May 2024: Ships\n[2] Courier",
    "{} {} {}\n\n**References**\n- [1] Gazette\n- [2] Courier",
    "<think>Let me see. It rained [1]?</think>\n{} {} {}",
    "Okay, the user asks about it [1]. Let me see.\n</think>\n\n{} {} {}",
]


@pytest.mark.parametrize("size", [1, 4, 1000])
@pytest.mark.parametrize("shape", SHAPES)
def test_only_the_sentences_are_left(shape: str, size: int) -> None:
    listed = events(shape.format(*ALL), size)
    assert said(listed) == ALL
    assert streamed(listed) == " ".join(ALL)
    assert [c.number for c in answered(listed).citations] == [1, 2, 3]


@pytest.mark.parametrize("size", [1, 4, 1000])
def test_the_mark_of_an_item_is_never_shown(size: int) -> None:
    for shape in SHAPES[:5]:
        listed = events(shape.format(*ALL), size)
        assert not any(event.takes_back for event in listed if isinstance(event, Text)), shape


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("**It reopened on Monday.** [1] It rained. [2]", ["It reopened on Monday [1].", "It rained [2]."]),
        ("*It reopened.* [1] **It rained.** It snowed [2].", ["It reopened [1].", "It rained.", "It snowed [2]."]),
        ("Officials of the U.S. [1] said so [2].", ["Officials of the U.S. [1] said so [2]."]),
        ("The U.S. [1], the U.K. [2] and Peru left [3].", ["The U.S. [1], the U.K. [2] and Peru left [3]."]),
        ("It ended in the U.S. [1] The rest went on [2].", ["It ended in the U.S [1].", "The rest went on [2]."]),
        ("It reopened [1] \u2013 a surprise [2].", ["It reopened [1] \u2013 a surprise [2]."]),
        ("It rose [1] - 5. of its kind [2].", ["It rose [1] - 5. of its kind [2]."]),
        ("It reopened [3-1].", ["It reopened [1][2][3]."]),
        ("| Outlet | Says |\n| --- | --- |\n| Gazette | 87 [1] |\n| Courier | 91 [2] |", ["Gazette, 87 [1]", "Courier, 91 [2]"]),
        ("Yes. It reopened [1]. It rained [2].", ["Yes. It reopened [1].", "It rained [2]."]),
        ("**No.**\nIt rained [1].", ["No. It rained [1]."]),
        ("**87 people [1]**", ["87 people [1]"]),
        ("### Why?\nIt reopened [1].\n**What else?**\nIt rained [2].", ["It reopened [1].", "It rained [2]."]),
        ("<|im_start|>assistant\nIt reopened [1].<|im_end|>", ["It reopened [1]."]),
        ("It reopened [1: Gazette]. It rained. [2: Gazette, 13 May 2024]", ["It reopened [1].", "It rained [2]."]),
        ("According to sentence 2, it reopened. It rained [2].", ["According to [1], it reopened.", "It rained [1]."]),
        ("As stated in sentences 2 and 3, it rained. Sentence [4] says that it snowed, and sentence 2 states that it reopened.", ["According to [1][2], it rained.", "According to [3], it snowed, and according to [1], it reopened."]),
        ("In sentence 2, it rained. In sentence 3 years were added [2].", ["In [1], it rained.", "In sentence 3 years were added [1]."]),
        ("By sentence 2 the court meant jail [2].", ["By sentence 2 the court meant jail [1]."]),
        ("The sentence 2 says that it rained.", ["According to [1], it rained."]),
        ("It led to a cut in sentences [2]. His death sentence [2] confirms that.", ["It led to a cut in sentences [1].", "His death sentence [1] confirms that."]),
        ("His death sentence [2] confirms that nothing changed.", ["His death sentence [1] confirms that nothing changed."]),
        ("He got a sentence [1]. He got sentence 2 of three [1].", ["He got a sentence [1].", "He got sentence 2 of three [1]."]),
        ("It rained [1]. It reopened [99].", ["It rained [1].", "It reopened."]),
        ("It reopened [99], it rained [1][88].", ["It reopened, it rained [1]."]),
        ("Sure! It reopened [1]. Let me know if you need more.", ["It reopened [1]."]),
        ("It reopened.[^1]\n\n[^1]: Gazette, 13 May 2024", ["It reopened [1]."]),
        ("It reopened [1]. It rained [2].\n[1]: Gazette\n[2]: Courier", ["It reopened [1].", "It rained [2]."]),
        ("[1]: It reopened.\n[2]: It rained.", ["[1]: It reopened.", "[2]: It rained."]),
    ],
)  # fmt: skip
def test_what_stands_around_a_citation(text: str, left: list[str], size: int) -> None:
    listed = events(text, size)
    mark = " (unsupported: no sentence of the articles says so)"
    assert [one.removesuffix(mark) for one in said(listed)] == left
    assert streamed(listed) == " ".join(said(listed))


PIECES = [*ALL, "It rained.", "1. ", "- ", "## More\n", "**More**\n", "\n", "\n\n", " ", "The articles do not say when. ", "Here it is:\n", "| a | b [1] |\n", "(3)"]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.integers(1, 6))
def test_what_was_shown_is_the_answer(text: str, size: int) -> None:
    listed = events(text, size)
    answer = answered(listed)
    if answer.mode == "writing" and answer.answered:
        assert streamed(listed) == " ".join(said(listed))
        cited = {number for statement in answer.statements for number in statement.citations}
        assert {citation.number for citation in answer.citations} == cited


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_long_thinking_that_a_server_did_not_open(size: int) -> None:
    thought = " ".join(f"The user may mean ship {n} of them [1]." for n in range(20))
    listed = events(f"Okay. {thought}\n</think>\n{REOPENED}", size)
    assert said(listed) == [REOPENED] and streamed(listed) == REOPENED


def test_thinking_is_no_follow_up_question() -> None:
    cutter = Cutter()
    text = "The user means the port. So: the port.</think>Why did the port reopen?"
    assert [*cutter.add(text), *cutter.finish()] == ["Why did the port reopen?"]


@pytest.mark.parametrize("more", ["", " Th", " The", " The ship", " The ship [2]"])
def test_cancelling_keeps_each_sentence_that_was_whole(more: str) -> None:
    cancel = Cancel()

    def script(messages: Any) -> Any:
        yield from ("It rained [3]. ", f"{REOPENED}{more}")
        cancel.set()
        while True:
            yield ""

    listed = events("", 1, cancel, script)
    assert [s.text for s in answered(listed).statements][: 2 if more else 1] == [
        "It rained [1].",
        REOPENED.replace("1", "2"),
    ][: 2 if more else 1]
    assert answered(listed).statements[-1].remark == "unfinished"
    assert " ".join(s.text for s in answered(listed).statements).count("reopened") == 1


@pytest.mark.parametrize(
    ("beside", "told"),
    [
        ("The articles do not say when.", "found no answer to a part of the question"),
        ("I can't help with the rest.", "refused to answer a part of the question"),
    ],
)
def test_a_refusal_beside_an_answer_is_told_of(beside: str, told: str) -> None:
    for text in (f"{REOPENED} {beside} {HURT}", f"{beside} {REOPENED} {HURT}"):
        listed = events(text, 3)
        assert said(listed) == [REOPENED, HURT] and streamed(listed) == f"{REOPENED} {HURT}"
        assert any(told in notice for notice in answered(listed).notices)


def test_sources_of_sentences_beyond_the_most_are_not_listed() -> None:
    text = " ".join(f"Ship {n} left [{n % 8 + 1}]." for n in range(12)) + " It sank [9]."
    answer = answered(events(text, 1000))
    assert len(answer.statements) == 12
    assert [citation.number for citation in answer.citations] == list(range(1, 9))


def test_a_reply_that_is_cut_off_while_it_thinks_is_said_to_be() -> None:
    listed = events("<think>" + "It may be that ship. " * 2000, 1000)
    notices = answered(listed).notices
    assert any("cut off before its first sentence" in notice for notice in notices), notices
    assert not streamed(listed)


@pytest.mark.parametrize("size", [1, 4])
def test_no_part_of_a_tag_is_shown(size: int) -> None:
    listed = events('It <a href="http://evil.example">reopened</a> here [1].', size)
    assert not any("<" in event.text for event in listed if isinstance(event, Text))
    assert streamed(listed) == "It reopened here [1]."


@pytest.mark.parametrize("size", [1, 4])
def test_a_heading_under_way_is_not_shown(size: int) -> None:
    listed = events(f"# What came\n{REOPENED}\n\n## More of it\n{HURT}", size)
    assert not any(event.takes_back for event in listed if isinstance(event, Text))
    assert streamed(listed) == f"{REOPENED} {HURT}"
    assert said(events("# 87 people", size)) == [] and not streamed(events("# ", size))


@pytest.mark.parametrize("begins", ["First, ship 0 left [1].", "Ship 0 left [1]."])
def test_sentences_beyond_the_most_are_told_of(begins: str) -> None:
    """Also where what was written might have been thinking aloud."""
    text = " ".join([begins, *(f"Ship {n} left [{n % 8 + 1}]." for n in range(1, 15))])
    for listed in (events(text, 3), events(text, 1000)):
        assert len(answered(listed).statements) == 12
        assert any("ends early" in notice for notice in answered(listed).notices)


@pytest.mark.parametrize("row", ["!", "...", "\n", "\n[1]", "``` ", " ", "'"])
def test_a_model_that_repeats_itself_is_cut_in_no_time(row: str) -> None:
    for end in ("x", "]", ""):
        cutter, started = Cutter(known={1}), time.process_time()
        cutter.add((row * 8000)[:8000] + end)
        is_plain_refusal(row * 8000 + end)
        assert time.process_time() - started < 1.0, end
