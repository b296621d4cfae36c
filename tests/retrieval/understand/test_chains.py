"""What a thread is about, and which of its answers go on from each other."""

from __future__ import annotations

from datetime import date

import pytest

from qabot.domain import Answer, Citation
from qabot.retrieval.understand import understand
from qabot.retrieval.understand.chains import line_of, topical

TODAY = date(2024, 6, 19)


def of(question: str, article: int, searched: str = "", *, answered: bool = True) -> Answer:
    cited = Citation(1, article, "T", "Wire", date(2024, 5, 12), "", "", 0, 3, "Yes")
    searched = searched or question
    if answered:
        return Answer(question, searched, citations=(cited,), answered=True)
    return Answer(question, searched, nearest=(cited,))


def searched(question: str, *history: Answer) -> str:
    return understand(question, today=TODAY, sources=(), history=history).searched


FERRY = of("Tell me more about the ferry", 7, answered=False)
RESCUED = of("how many were rescued?", 7)


def test_the_topic_is_that_of_the_first_question() -> None:
    assert searched("who owns it?", FERRY, RESCUED) == "who owns it — ferry"
    owner = of("who owns it?", 7, "who owns it — ferry")
    assert searched("what caused it?", FERRY, RESCUED, owner) == "what caused it — ferry"
    assert [a.question for a in line_of([FERRY, RESCUED, owner])] == [
        owner.question,
        RESCUED.question,
        FERRY.question,
    ]


@pytest.mark.parametrize(
    "last",
    [
        of("how many were rescued?", 8),  # of another article
        of("how many were rescued in Ellis?", 7),  # names what it is about
        of("how many sailors were rescued from the burning ship?", 7),
    ],
)
def test_another_topic_begins_anew(last: Answer) -> None:
    assert "ferry" not in searched("who owns it?", FERRY, last)
    assert list(line_of([FERRY, last])) == [last]


def test_a_question_about_the_article_itself_leaves_the_topic() -> None:
    cup = of("Who won the Ellis Cup?", 7)
    wrote = of("who wrote this?", 7)
    out = of("when was it published?", 7)
    assert topical([cup, wrote, out]) is cup
    assert topical([wrote]) is wrote
    assert searched("and when?", cup, wrote, out) == "when — Ellis Cup"
    assert searched("who coached them?", cup, wrote) == "who coached them — Ellis Cup"


def test_what_found_nothing_and_named_nothing_leaves_the_topic() -> None:
    cup = of("Who won the Ellis Cup?", 7)
    lost = of("what does a kilo of it weigh?", 9, answered=False)
    assert topical([cup, lost]) is cup
    assert topical([]) is None
