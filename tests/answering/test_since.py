""" "Since the summit" counts from the article that tells of the summit."""

from datetime import date

from qabot.domain import Answer, Answered
from qabot.library import Library


def asked(library: Library, question: str, **options: object) -> Answer:
    *_, last = library.ask(question, **options)  # type: ignore[arg-type]
    assert isinstance(last, Answered), last
    return last.answer


def test_since_an_event_is_a_filter_that_is_shown(starter: Library) -> None:
    answer = asked(starter, "what has China done since the meeting in Bali?")
    (chip,) = answer.chips
    assert chip.since == date(2022, 11, 15)
    assert "Biden and Xi meet" in chip.label
    assert "15 November 2022" in chip.label
    assert chip.words == "since the meeting in Bali"
    for citation in answer.citations:
        assert citation.published is not None
        assert citation.published >= date(2022, 11, 15)
    assert "Bali" not in answer.searched


def test_the_filter_can_be_dropped(starter: Library) -> None:
    question = "what has China done since the meeting in Bali?"
    (chip,) = asked(starter, question).chips
    again = asked(starter, question, without=[chip])
    assert not again.chips
    assert again.searched == question


def test_an_event_that_no_article_tells_of_is_no_filter(starter: Library) -> None:
    answer = asked(starter, "what has China done since the Reykjavik regatta?")
    assert not answer.chips
    assert "Reykjavik" in answer.searched


def test_one_word_that_fits_several_articles_is_no_event(starter: Library) -> None:
    assert not asked(starter, "how did Finland's life change since the war?").chips
