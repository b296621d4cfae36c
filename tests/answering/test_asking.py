"""Questions to the starter corpus: what is quoted, what is declined, what never happens."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qabot.domain import Answer, Answered, Cited, Failed, Found, Searching, Text
from qabot.library import Library


def asked(library: Library, question: str, **options: object) -> Answer:
    last = list(library.ask(question, **options))[-1]  # type: ignore[arg-type]
    assert isinstance(last, Answered), last
    return last.answer


def check(library: Library, answer: Answer) -> None:
    """What holds of every answer."""
    for citation in (*answer.citations, *answer.nearest):
        text = library.article(citation.article).text
        assert citation.quote == text[citation.start : citation.end]
        assert citation.quote
    numbers = [citation.number for citation in answer.evidence]
    assert numbers == list(range(1, len(numbers) + 1))
    said = [" ".join(c.quote.split()).lower() for c in answer.evidence]
    assert len(set(said)) == len(said)
    assert len(answer.statements) <= 4
    assert answer.answered == bool(answer.statements)
    for statement in answer.statements:
        assert statement.citations
        for span in statement.bold:
            assert 0 <= span.start < span.end <= len(statement.text)
    assert 0.0 <= answer.confidence <= 1.0


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        (
            "what did China say about relations?",
            "does not serve the fundamental interests of the two peoples or meet the shared "
            "expectations of the international community",
        ),
        ("why was the trip postponed?", "shootdown of a Chinese surveillance balloon"),
        ("what did Biden say about meeting Xi?", "hoped to be able to meet with Xi"),
        ("what issues divide the two countries?", "ranging from trade to Taiwan"),
        ("what happened to the Titan sub", "submersible Titan died when the vessel imploded"),
        ("what did Blinken ask China about fentanyl?", "production and export of fentanyl"),
    ],
)
def test_the_right_words_come_first_or_second(starter: Library, question: str, quoted: str) -> None:
    answer = asked(starter, question)
    check(starter, answer)
    assert answer.answered
    assert any(quoted in statement.text for statement in answer.statements[:2]), [
        statement.text for statement in answer.statements
    ]


@pytest.mark.parametrize(
    "question",
    [
        "who won the 2018 chess championship?",
        "what is the population of Mars?",
        "how do I bake sourdough bread?",
        "qwrt zxcv plmk",
    ],
)
def test_what_no_article_tells_is_declined(starter: Library, question: str) -> None:
    answer = asked(starter, question)
    check(starter, answer)
    assert not answer.answered
    assert answer.nearest


def test_events_come_in_order(starter: Library) -> None:
    events = list(starter.ask("why was the trip postponed?"))
    assert isinstance(events[0], Searching)
    assert isinstance(events[1], Found)
    assert isinstance(events[-1], Answered)
    answer = events[-1].answer
    said = [event.text for event in events if isinstance(event, Text)]
    assert said == [statement.text for statement in answer.statements]
    cited = {event.citation for event in events if isinstance(event, Cited)}
    assert cited == set(answer.citations)


@pytest.mark.parametrize("question", ["", "   ", "???", "\U0001f600", '--- * " ('])
def test_a_question_without_words_is_an_error_with_a_remedy(
    starter: Library, question: str
) -> None:
    last = list(starter.ask(question))[-1]
    assert isinstance(last, Failed)
    assert last.remedy


@pytest.mark.parametrize(
    "question",
    [
        "the of and",
        'NEAR("China" relations, 5) AND -x* OR (',
        '"unclosed quote',
        "what [bold]did[/bold] China \x1b[31msay\x1b[0m?",
        "was sagte China über die Beziehungen?",
        "中国对关系说了什么？",
        "\u202egnihtyna",
        "a" * 5000,
        "why " * 2500,
        "relations " * 10_000,
    ],
)
def test_odd_questions_get_an_answer_or_a_clear_nothing(starter: Library, question: str) -> None:
    check(starter, asked(starter, question))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(min_size=1, max_size=120))
def test_any_text_is_a_question(starter: Library, question: str) -> None:
    last = list(starter.ask(question))[-1]
    if isinstance(last, Answered):
        check(starter, last.answer)
    else:
        assert isinstance(last, Failed)
        assert not any(character.isalnum() for character in question)


def test_a_time_becomes_a_filter_that_is_shown_and_can_be_dropped(starter: Library) -> None:
    question = "what did Blinken discuss in June 2023?"
    answer = asked(starter, question)
    assert [chip.kind for chip in answer.chips] == ["date"]
    assert {citation.published.year for citation in answer.evidence if citation.published} == {2023}
    assert asked(starter, question, without=answer.chips).chips == ()


def test_a_follow_up_is_completed_from_the_thread(starter: Library) -> None:
    first = asked(starter, "why was Blinken's trip to China postponed?")
    follow = asked(starter, "and what did Biden say?", history=[first])
    assert follow.searched != follow.question
    assert follow.question == "and what did Biden say?"


def test_the_retriever_and_the_store_speak_langchain(starter: Library) -> None:
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.vectorstores import VectorStore

    retriever, store = starter.retriever(k=3), starter.store()
    assert isinstance(retriever, BaseRetriever)
    assert isinstance(store, VectorStore)
    documents = retriever.invoke("what did China say about relations?")
    assert len(documents) == 3
    for document in documents:
        article = starter.article(document.metadata["article"])
        start, end = document.metadata["start"], document.metadata["end"]
        assert document.page_content == article.text[start:end]
