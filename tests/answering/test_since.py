""" "Since the summit" counts from the article that tells of the summit."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from qabot.answering.since import since_event
from qabot.domain import Answer, Answered, Cancel
from qabot.library import Library
from qabot.retrieval.understand import understand


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


ARTICLES = {
    "2022-02-03": ("Quake shakes Orrin", "A quake of magnitude 5.1 shook the town of Orrin on Thursday."),
    "2022-02-05": ("Orrin counts the cost of the quake", "The mayor Ines Calder said on Saturday that the quake had damaged 300 houses in Orrin."),
    "2022-05-20": ("First summit in Orrin ends", "A summit on fishing ended in Orrin on Friday. The mayor Ines Calder signed the accord."),
    "2022-06-20": ("Ines Calder resigns", "The mayor Ines Calder resigned on Monday after a dispute over the budget."),
    "2022-02-14": ("One year on, Orrin thinks of the storm", "Orrin thought of the storm on Monday."),
    "2023-05-12": ("Second summit in Orrin", "Ministers met for a second summit in Orrin on Friday."),
}  # fmt: skip


@pytest.fixture(scope="module")
def orrin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("since")
    for day, (title, text) in ARTICLES.items():
        (folder / f"{day}.md").write_text(
            f"---\ntitle: {title}\nsource: Wire\npublished: {day}\n---\n{text}\n", encoding="utf-8"
        )
    with closing(Library(folder)) as library:
        library.sync()
        yield library


@pytest.mark.parametrize(
    ("question", "since", "until", "searched"),
    [
        # both titles are of one time: the first of them counts
        ("what has the mayor said since the quake?", "2022-02-03", None, "what has the mayor said"),
        ("what did Ines Calder sign after the quake?", "2022-02-03", None, "what did Ines Calder sign"),
        ("what did Ines Calder say before the quake in Orrin?", None, "2022-02-02", "what did Ines Calder say"),
        ("what happened after the quake?", "2022-02-03", None, "what about the quake?"),
        ("who resigned after the quake?", "2022-02-03", None, "who resigned after the quake?"),
        ("what has the mayor said since the quake — budget", "2022-02-03", None, "what has the mayor said — budget"),
        ("what has happened since the quake?", "2022-02-03", None, "what has happened"),
    ],
)  # fmt: skip
def test_sides_of_an_event(
    orrin: Library, question: str, since: str | None, until: str | None, searched: str
) -> None:
    catalogue, retriever = orrin.catalogue, orrin._parts().retriever
    read = understand(question, today=date(2023, 8, 16), sources=catalogue.sources())
    found = since_event(retriever, read, (), (), Cancel())
    (chip,) = found.chips
    assert (chip.since and str(chip.since), chip.until and str(chip.until)) == (since, until)
    assert found.searched.rstrip("?") == searched.rstrip("?")


@pytest.mark.parametrize(
    "question",
    [
        "what has Ines Calder said since the summit?",  # there were two, a year apart
        "what has Ines Calder said since the storm?",  # its year is not that of the title
        "who was mayor before the quake?",  # of the state of things, told later too
        "how long did the fair last before the quake?",
    ],
)
def test_no_side_of_an_event(orrin: Library, question: str) -> None:
    retriever = orrin._parts().retriever
    read = understand(question, today=date(2023, 8, 16), sources=())
    assert since_event(retriever, read, (), (), Cancel()) == read


def test_what_happened_after_an_event_is_told_by_the_articles_about_it(
    starter: Library, orrin: Library
) -> None:
    of_it = asked(starter, "what happened after the invasion of Ukraine?")
    assert of_it.answered and of_it.searched == "what about the invasion of Ukraine?"
    told = asked(orrin, "what happened after the quake?")
    assert told.answered and told.searched == "what about the quake?"
    assert told.citations and all("quake" in cited.title.lower() for cited in told.citations)


def test_an_event_of_no_one_time_is_said_to_be_no_filter(orrin: Library) -> None:
    said = "No title tells plainly when “the summit” was: articles of all times were searched."
    assert said in asked(orrin, "who has resigned as mayor since the summit?").notices
    answer = asked(orrin, "who has resigned as mayor since the quake?")
    assert answer.answered and not any("No title" in notice for notice in answer.notices)
