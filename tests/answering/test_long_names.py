"""Short names are spelled out where no article has them and some have the long ones."""

from qabot.answering.long_names import LONG_NAMES, spelled_out
from qabot.domain import Answered
from qabot.library import Library


def test_only_what_no_article_has_is_spelled_out() -> None:
    have = {"European Union", "UK", "United Kingdom", "World Health Organization"}
    known = have.__contains__
    assert spelled_out("when did the UK leave the EU?", known) == (
        "when did the UK leave the European Union?"
    )
    assert spelled_out("who runs the WHO?", known) == "who runs the World Health Organization?"
    assert spelled_out("what does the IMF say?", known) == "what does the IMF say?"
    twice = "does the EU, the European Union, agree?"
    assert spelled_out(twice, known) == twice
    assert spelled_out("EUropean who fed", known) == "EUropean who fed"


def test_long_names_have_no_marks_that_the_search_reads() -> None:
    assert all(name.replace(" ", "").isalpha() for name in LONG_NAMES.values())


def test_a_short_name_finds_what_only_the_long_one_tells(starter: Library) -> None:
    *_, last = starter.ask("what did the Fed do in July 2022?")
    assert isinstance(last, Answered)
    assert "the Federal Reserve" in last.answer.searched
    assert last.answer.answered
    assert "raised its main interest rate" in last.answer.citations[0].quote
