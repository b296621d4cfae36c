"""Questions that go on from the thread without saying so, over the starter articles."""

import pytest

from qabot.answering.following import own_words_first
from qabot.domain import Answer, Answered
from qabot.library import Library
from qabot.retrieval.understand.followup import may_follow, topical


def talk(library: Library, *questions: str) -> list[Answer]:
    history: list[Answer] = []
    for question in questions:
        *_, last = library.ask(question, history=history)
        assert isinstance(last, Answered)
        history.append(last.answer)
    return history


@pytest.mark.parametrize(
    ("first", "then", "quoted"),
    [
        ("what happened in the earthquake in Turkey?", "what was the magnitude?", "7.8"),
        ("who won the 2022 world cup final?", "who was the coach?", "Scaloni coached"),
        ("what happened to the Titan submersible?", "who was on board?", "five men on board"),
    ],
)
def test_a_question_without_topic_goes_on(
    starter: Library, first: str, then: str, quoted: str
) -> None:
    before, answer = talk(starter, first, then)
    assert answer.answered
    assert any(quoted in citation.quote for citation in answer.citations)
    assert answer.citations[0].article == before.citations[0].article
    assert answer.searched.startswith(then.rstrip("?") + " — ")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        # The article of the final has winners, and no election.
        ("who won the 2022 world cup final?", "who won the election?"),
        ("what did China say about relations?", "who bought twitter?"),
        ("who won the 2022 world cup final?", "what is the population of mars?"),
    ],
)
def test_a_question_with_a_topic_of_its_own_does_not(
    starter: Library, first: str, then: str
) -> None:
    before, answer = talk(starter, first, then)
    assert answer.searched == then
    cited = {citation.article for citation in before.citations}
    assert not cited & {citation.article for citation in answer.citations}


def test_what_found_nothing_and_named_nothing_is_no_topic(starter: Library) -> None:
    *_, nothing, answer = talk(
        starter,
        "how long was the ship Ever Given?",
        "who was the doctor?",
        "when was it freed?",
    )
    assert not nothing.answered
    assert answer.answered and "Ever Given" in answer.searched
    assert "doctor" not in answer.searched


def test_what_is_topical() -> None:
    found = Answer("who won?", "who won?", answered=True)
    named = Answer("how big is Mars?", "how big is Mars?")
    thin = Answer("who was the doctor?", "who was the doctor?")
    assert topical([]) is None
    assert topical([found, thin]) is found
    assert topical([found, named, thin]) is named
    assert topical([thin]) is thin
    assert may_follow("who was the coach?", [named, thin]) is None  # nothing was answered


@pytest.mark.parametrize(
    ("first", "then", "quoted"),
    [
        ("tell me about the Beirut explosion", "how many were killed?", "killed more than 200"),
        ("tell me about the Beirut explosion", "what about the ship?", "the Rhosus, a cargo ship"),
        ("how long was the ship Ever Given?", "when was it freed?", "on 29 March 2021"),
    ],
)
def test_what_is_asked_counts_for_more_than_the_topic(
    starter: Library, first: str, then: str, quoted: str
) -> None:
    """The sentence that says the topic once more is not the answer."""
    _, answer = talk(starter, first, then)
    assert quoted in answer.citations[0].quote


def test_a_question_without_words_of_its_own_is_chosen_by_its_topic(starter: Library) -> None:
    retriever = starter._parts().retriever
    whole = retriever.search("why — Beirut, explosion").query
    assert own_words_first(whole) is whole
    whole = retriever.search("who was blamed — Beirut, explosion").query
    own = own_words_first(whole)
    assert own.rarities[0] == whole.rarities[0] and own.rarities[1] < whole.rarities[1]
    assert own.weights.sum() == pytest.approx(1)
    plain = retriever.search("who was blamed?").query
    assert own_words_first(plain) is plain
