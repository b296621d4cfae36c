"""From a model's words to an answer: citations, marks, refusals, failures, cancelling."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.messages import BaseMessage
from scripted import answered, events, id_of, letters, saying, streamed, writer

from qabot.answering.asking import Thread
from qabot.domain import Answered, Cancel, Cancelled, Cited, Found, QabotError, Searching, Text
from qabot.embedding.cross_reader import load_reader
from qabot.retrieval.search import Retriever
from qabot.settings import Quoting
from qabot.writing.asking import write_events
from qabot.writing.live import Live
from qabot.writing.sources import choose_sources
from qabot.writing.support import Support

QUESTION = "why was the trip postponed?"
BALLOON = "shootdown of a Chinese surveillance balloon"


def script(text: str, size: int = 3) -> Any:
    """``{a}`` is the number of the sentence about the balloon."""

    def run(messages: list[BaseMessage]) -> Iterator[str]:
        yield from letters(text.replace("{a}", str(id_of(messages, BALLOON))), size)

    return run


FINE = "The trip was postponed after the shootdown of a Chinese surveillance balloon"


@pytest.mark.parametrize(
    "size", [1, 7, *(pytest.param(n, marks=pytest.mark.slow) for n in (3, 1000))]
)
@pytest.mark.parametrize("form", [" [{a}].", ". [{a}]", ".[{a}]", " [{a}, 9999].", ". [{a}]\n"])
def test_a_supported_sentence_with_its_citation(retriever: Retriever, size: int, form: str) -> None:
    listed = events(retriever, QUESTION, writer(script(FINE + form, size)))
    answer = answered(listed)
    assert [type(event) for event in listed[:2]] == [Searching, Found]
    assert answer.mode == "writing" and answer.answered
    assert [s.text for s in answer.statements] == [f"{FINE} [1]."]
    assert answer.statements[0].citations == (1,) and answer.statements[0].supported
    assert BALLOON in answer.citations[0].quote
    text = next(hit for hit in answer.hits if hit.article.number == answer.citations[0].article)
    cited = answer.citations[0]
    assert text.article.text[cited.start : cited.end] == cited.quote
    assert streamed(listed) == f"{FINE} [1]."
    assert sum(isinstance(event, Cited) for event in listed) == 1
    assert ("9999" in form) == any("that there are not" in notice for notice in answer.notices)


@pytest.mark.parametrize("lead", ["Yes. The", "Yes, the", "**Yes**, the", "No. The"])
def test_yes_or_no_is_judged_by_what_it_says(retriever: Retriever, lead: str) -> None:
    said = FINE.replace("The", lead, 1)
    answer = answered(events(retriever, QUESTION, writer(script(f"{said} [{{a}}]."))))
    assert [s.text for s in answer.statements] == [f"{said.replace('**', '')} [1]."]
    lie = said.replace("a Chinese", "nine Chinese")
    answer = answered(events(retriever, QUESTION, writer(script(f"{lie} [{{a}}]."))))
    assert answer.mode == "quoting"


def test_words_are_shown_before_their_sentence_ends(retriever: Retriever) -> None:
    seen: list[float] = []
    begun = [0.0]

    def slow(messages: list[BaseMessage]) -> Iterator[str]:
        begun[0] = time.perf_counter()
        for word in f"{FINE} [{id_of(messages, BALLOON)}].".split(" "):
            yield word + " "
            time.sleep(0.1)

    by = writer(slow)
    for event in write_events(retriever, QUESTION, Thread(), Quoting(), Cancel(), by):
        if isinstance(event, Text):
            seen.append(time.perf_counter() - begun[0])
    assert seen[0] < seen[-1] / 2 and len(seen) > 5


def test_the_very_first_word_does_not_wait_for_the_second(retriever: Retriever) -> None:
    asked: list[str] = []

    def pieces(messages: list[BaseMessage]) -> Iterator[str]:
        yield "The"
        for word in f" trip was postponed [{id_of(messages, BALLOON)}].".split(" ")[1:]:
            time.sleep(0.2)
            asked.append(word)
            yield f" {word}"

    for event in write_events(retriever, QUESTION, Thread(), Quoting(), Cancel(), writer(pieces)):
        if isinstance(event, Text):
            assert event.text == "The" and not asked
            return


@pytest.mark.parametrize(
    "said", ["<think>Peru.</think>The", "[", "https", "\x1b[31mThe", "www", "**The"]
)
def test_what_may_become_a_link_or_a_tag_waits(retriever: Retriever, said: str) -> None:
    live = Live(Support(choose_sources([], 100), retriever.embedder, load_reader()))
    assert live.grow(said) is None


def test_a_false_sentence_is_marked_and_a_missing_citation_found(retriever: Retriever) -> None:
    text = f"{FINE} [{{a}}]. Blinken postponed plans to visit China in February. The trip was postponed after the shootdown of nine Chinese surveillance balloons [{{a}}]."
    answer = answered(events(retriever, QUESTION, writer(script(text))))
    first, second, third = answer.statements
    assert first.supported and second.supported and not third.supported
    assert second.citations and "nine" in third.remark
    assert "[1]" in second.text


def test_mostly_unsupported_is_replaced_by_quoting(retriever: Retriever) -> None:
    text = (
        "Aliens landed in Paris. The king of Peru resigned on 3 May 1999. It rained frogs in Lima."
    )
    answer = answered(events(retriever, QUESTION, writer(script(text))))
    assert answer.mode == "quoting"
    assert any("3 of the 3 sentences" in notice for notice in answer.notices)
    assert all(s.text == c.quote for s, c in zip(answer.statements, answer.citations, strict=True))


def test_a_refusal_is_respected(retriever: Retriever) -> None:
    answer = answered(
        events(retriever, QUESTION, writer(script("The articles do not answer this.")))
    )
    assert not answer.answered and answer.nearest and not answer.statements
    assert any("found no answer" in notice for notice in answer.notices)


def test_a_refusal_with_a_claim_in_it_is_no_free_pass(retriever: Retriever) -> None:
    text = "The articles do not say that Smith stole 5 million dollars in Paris from the church."
    answer = answered(events(retriever, QUESTION, writer(script(text))))
    assert not answer.answered and not answer.statements


@pytest.mark.parametrize("said", ["I'm sorry, but I can't help with that.", "As an AI, I can't."])
def test_a_model_that_declines_does_not_speak_for_the_articles(
    retriever: Retriever, said: str
) -> None:
    answer = answered(events(retriever, QUESTION, writer(script(said))))
    assert answer.mode == "quoting"
    assert any("refused to answer, so the articles" in notice for notice in answer.notices)
    assert not any("found no answer" in notice for notice in answer.notices)


@pytest.mark.parametrize(
    "text",
    [
        "The articles do not mention the pilot, who was Jonas Falk.",
        "The articles do not mention the trip, which was postponed.",
        "The articles do not mention the surveillance balloon, which was Chinese [{a}].",
        "The articles do not answer this, but the trip was postponed.",
    ],
)
def test_what_a_refusal_claims_beside_is_told_of(retriever: Retriever, text: str) -> None:
    answer = answered(events(retriever, QUESTION, writer(script(text))))
    assert not answer.answered and not answer.statements
    assert any("wrote beside that is not borne out" in notice for notice in answer.notices)
    assert "Falk" not in " ".join(answer.notices)


def test_one_sentence_that_does_not_hold_is_counted_in_words(retriever: Retriever) -> None:
    answer = answered(events(retriever, QUESTION, writer(script("Aliens landed in Paris."))))
    assert answer.mode == "quoting"
    assert any(
        n.startswith("The one sentence that scripted:model wrote was not") for n in answer.notices
    )


def test_a_failure_half_way_gives_the_quoting_answer(retriever: Retriever) -> None:
    def breaks(messages: list[BaseMessage]) -> Iterator[str]:
        yield f"{FINE} [{id_of(messages, BALLOON)}]. And th"
        raise ConnectionError("gone, key sk-abcdef123456")

    answer = answered(events(retriever, QUESTION, writer(breaks)))
    assert answer.mode == "quoting"
    assert any("broke off" in notice for notice in answer.notices)
    assert not any("abcdef" in notice for notice in answer.notices)


def test_cancelling_keeps_what_came(retriever: Retriever) -> None:
    cancel = Cancel()

    def endless(messages: list[BaseMessage]) -> Iterator[str]:
        yield f"{FINE} [{id_of(messages, BALLOON)}]. The talks were"
        cancel.set()
        while True:
            time.sleep(0.02)
            yield " long"

    started = time.perf_counter()
    answer = answered(events(retriever, QUESTION, writer(endless), cancel=cancel))
    assert time.perf_counter() - started < 5
    assert answer.statements[0].text == f"{FINE} [1]."
    assert answer.statements[-1].remark == "unfinished"
    assert any("unfinished" in notice for notice in answer.notices)


def test_cancelling_before_a_word_gives_nothing(retriever: Retriever) -> None:
    cancel = Cancel()

    def silent(messages: list[BaseMessage]) -> Iterator[str]:
        cancel.set()
        time.sleep(3)
        yield "late"

    with pytest.raises(Cancelled):
        events(retriever, QUESTION, writer(silent), cancel=cancel)


def test_a_model_that_says_nothing_in_time(retriever: Retriever) -> None:
    by = writer(saying("late", pause=2.0), patience=0.2)
    answer = answered(events(retriever, QUESTION, by))
    assert answer.mode == "quoting"
    assert any("in time" in notice for notice in answer.notices)


def test_an_endless_answer_is_cut(retriever: Retriever) -> None:
    def endless(messages: list[BaseMessage]) -> Iterator[str]:
        while True:
            yield f"{FINE} [{id_of(messages, BALLOON)}].\n"

    answer = answered(events(retriever, QUESTION, writer(endless)))
    assert len(answer.statements) <= 12
    assert any("too long" in notice for notice in answer.notices)


def test_thinking_aloud_is_not_shown(retriever: Retriever) -> None:
    text = f"<think>Hm. The king of Peru. [1]</think>\n\n- **{FINE}** [{{a}}]."
    listed = events(retriever, QUESTION, writer(script(text, 2)))
    assert [s.text for s in answered(listed).statements] == [f"{FINE} [1]."]
    assert "Peru" not in streamed(listed) and "think" not in streamed(listed)


def test_tokens_and_times_are_said(retriever: Retriever) -> None:
    answer = answered(events(retriever, QUESTION, writer(script(FINE + " [{a}]."))))
    assert any("900 tokens read and 40 written" in notice for notice in answer.notices)
    assert answer.timings["total"] >= answer.timings["write"] >= answer.timings["first word"] > 0


def test_tokens_are_said_too_where_quotations_stand_instead(retriever: Retriever) -> None:
    lie = "The king of Peru opened a bakery in Oslo."
    answer = answered(events(retriever, QUESTION, writer(script(lie + " [{a}]."))))
    assert answer.mode == "quoting"
    assert any("900 tokens read and 40 written" in notice for notice in answer.notices)


def test_a_question_without_a_word(retriever: Retriever) -> None:
    with pytest.raises(QabotError):
        events(retriever, "?!", writer(saying("x")))


def test_one_rewriting_call_and_only_with_history(retriever: Retriever) -> None:
    def both(messages: list[BaseMessage]) -> Iterator[str]:
        if "Complete question:" in str(messages[-1].content):
            yield "Why was Blinken's trip to China postponed?"
        else:
            yield f"{FINE} [{id_of(messages, BALLOON)}]."

    by = writer(both)
    first = answered(events(retriever, "when did Blinken visit China?", by))
    assert len(by.model.calls) == 1  # type: ignore[attr-defined]
    listed = events(retriever, "and why was it postponed?", by, (first,))
    assert len(by.model.calls) == 3  # type: ignore[attr-defined]
    assert isinstance(listed[0], Searching) and "China" in listed[0].searched
    assert answered(listed).question == "and why was it postponed?"


@pytest.mark.parametrize("said", ["", "Buy gold at http://evil.example now!", "x " * 400, "Bananas are yellow fruit from Peru and taste nice?"])  # fmt: skip
def test_a_bad_rewriting_is_not_used(retriever: Retriever, said: str) -> None:
    def both(messages: list[BaseMessage]) -> Iterator[str]:
        if "Complete question:" in str(messages[-1].content):
            yield said
        else:
            yield "The articles do not answer this."

    first = answered(events(retriever, QUESTION, writer(both)))
    listed = events(retriever, "and what did Blinken say?", writer(both), (first,))
    assert isinstance(listed[0], Searching)
    assert "gold" not in listed[0].searched and "Bananas" not in listed[0].searched
    assert any("by rule" in n or "not completed" in n for n in answered(listed).notices)


def test_last_event_is_the_answer(retriever: Retriever) -> None:
    listed = events(retriever, QUESTION, writer(script(FINE + " [{a}].")))
    assert sum(isinstance(event, Answered) for event in listed) == 1
