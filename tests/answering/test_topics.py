"""Questions for all there is about a topic are answered by the articles about it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from qabot.answering.found import newest_first
from qabot.answering.topic_asked import Topic, topic_asked
from qabot.answering.topics import IN_LEAD, IN_OPENING, IN_TITLE, told_of
from qabot.domain import Answer, Answered, Article, Chip, Citation
from qabot.library import Library

SINCE = Chip("date", "since May 2024", "since May 2024", since=date(2024, 5, 1))
IN_2024 = Chip("date", "2024", "in 2024", date(2024, 1, 1), date(2024, 12, 31))

NEWS = {
    "2024-03-02-alpha": (
        "Harbour pilots walk out at Lindholm",
        "Pilots at Lindholm began a strike on Saturday over rosters. Nineteen tankers lay at anchor.\n\n"
        "The union wants two more days of rest. Talks are to be held in the town hall.",
    ),
    "2024-03-05-beta": (
        "Pilots' strike at Lindholm: talks fail",
        "Talks to end the pilots' strike at Lindholm failed on Tuesday night. Nobody gave way.\n\n"
        "The harbour master, Ole Brandvik, spoke of a bad week for trade.",
    ),
    "2024-05-09-alpha": (
        "Lindholm pilots back at work",
        "The strike of the pilots at Lindholm ended on Thursday after the harbour gave them one day more "
        "of rest. Ships left the bay at noon, and the mayor thanked both of the sides for their patience.",
    ),
    "2024-05-09-gamma": (
        "Strike over: Lindholm pilots return",
        "The strike of the pilots at Lindholm ended on Thursday after the harbour gave them one day more "
        "of rest. Ships left the bay at noon, and the mayor thanked both of the sides for their patience.",
    ),
    "2024-06-01-beta": (
        "Orchard festival opens in Vellby",
        "The orchard festival opened in Vellby on Saturday with a parade of carts. It was the ninth.\n\n"
        "A strike of bakers left the stalls without bread. Guests came from Norway and from Peru.",
    ),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("topics")
    for name, (title, text) in NEWS.items():
        day, source = name[:10], name[11:]
        head = f'title: "{title}"\nsource: The {source.title()}\npublished: {day}'
        (folder / f"{name}.md").write_text(f"---\n{head}\n---\n{text}\n", encoding="utf-8")
    with closing(Library(folder)) as opened:
        opened.sync()
        yield opened


def answer(library: Library, question: str, history: tuple[Answer, ...] = ()) -> Answer:
    *_, last = library.ask(question, history=list(history))
    assert isinstance(last, Answered)
    return last.answer


@pytest.mark.parametrize(
    ("asked", "stems", "plainly"),
    [
        ("Summarise the port strike", ("port", "strike"), True),
        ("Please sum up the talks", ("talk",), True),
        ("Can you give me a short overview of the Zorn affair?", ("zorn",), True),
        ("summary of the news about Norvik", ("norvik",), True),
        ("Tell me about the ferry", ("ferri",), True),
        ("tell me more about the ferry's captain", ("ferri", "captain"), True),
        ("What news is there about Ann Ott?", ("ann", "ott"), True),
        ("any news on Ott?", ("ott",), True),
        ("Is there anything new on Ott?", ("ott",), True),
        ("articles about Calderón", ("calderon",), True),
        ("Which articles mention Kesten?", ("kesten",), True),
        ("What do the articles say about cheap steel?", ("cheap", "steel"), True),
        ("What do you know about Ott?", ("ott",), True),
        ("Which outlets reported on the strike?", ("strike",), True),
        ("What happened to Mr Ott?", ("mr", "ott"), False),
        ("Who wrote about Ott?", ("ott",), False),
        ("What is known about the captain?", ("captain",), False),
        ("What was reported about the Kestrel 4 rocket?", ("kestrel", "4", "rocket"), False),
    ],
)
def test_what_is_to_be_told_about(asked: str, stems: tuple[str, ...], plainly: bool) -> None:
    topic = topic_asked(asked, (), latest=False)
    assert topic is not None
    assert (topic.stems, topic.plainly) == (stems, plainly)


@pytest.mark.parametrize(
    "asked",
    [
        "Who resigned?",
        "Tell me more",
        "Tell me about it",
        "Tell me who won",
        "Tell me about how they won",
        "Summarise this article",
        "Give me the latest news",
        "Show me the articles",
        "What news did the agency break?",
        "What did the report say about the bow door?",
        "How was the news about the strike received?",
        "What did the minister say about the ban?",
        "What is the background of Lena Vogt?",
        "Why was the summary of the report kept secret?",
        "What about the ferry?",
        "What happens to waste heat?",
    ],
)
def test_other_questions_have_no_topic_to_tell(asked: str) -> None:
    assert topic_asked(asked, (), latest=False) is None


def test_filters_are_no_part_of_a_topic() -> None:
    for asked, chip in (
        ("news about Zentra since May 2024", SINCE),
        ("articles about Zentra in 2024", IN_2024),
    ):
        topic = topic_asked(asked, (chip,), latest=False)
        assert topic is not None
        assert topic.stems == ("zentra",)


def test_what_a_thread_added_is_no_part_of_a_topic() -> None:
    topic = topic_asked("tell me about the ferry — strike, Lindholm", (), latest=False)
    assert topic is not None
    assert topic.stems == ("ferri",)


def test_the_latest_of_something_is_told_newest_first() -> None:
    topic = topic_asked("what about Zentra?", (), latest=True)
    assert topic is not None
    assert (topic.plainly, topic.newest) == (True, True)


@pytest.mark.parametrize(
    ("title", "text", "level", "quoted"),
    [
        ("The Zorn quake", "It shook the whole town.", IN_TITLE, "It shook the whole town."),
        ("Fear in Zorn", "A quake hit the town.", IN_LEAD, "A quake hit the town."),
        ("Fear", "It was a dark night. Then a quake hit Zorn hard.", IN_OPENING, "Then a quake hit Zorn hard."),
        ("A quake", "It was a dark night. Aid came from Zorn.", None, ""),
        ("Zorn", "The mayor of the town resigned on Friday.", None, ""),
        ("Fear", f"{'It was a dark night. ' * 60}A quake hit Zorn hard.", None, ""),
        ("The Zórn quake's end", "By A Writer\n\nIt shook the town.", IN_TITLE, "It shook the town."),
    ],
)  # fmt: skip
def test_where_an_article_names_its_topic(
    title: str, text: str, level: int | None, quoted: str
) -> None:
    told = told_of(Article(title, text), Topic("Zorn quake", ("zorn", "quak"), named=True))
    if level is None:
        assert told is None
        return
    assert told is not None
    assert (told.level, text[told.span.start : told.span.end]) == (level, quoted)


def test_a_topic_is_told_newest_first_and_copies_once(library: Library) -> None:
    told = answer(library, "Summarise the strike of the Lindholm pilots")
    assert told.answered
    days = [cited.published for cited in told.citations]
    assert days == [date(2024, 5, 9), date(2024, 3, 5), date(2024, 3, 2)]
    assert len(told.citations[0].also_in) == 1
    for cited in told.citations:
        assert cited.quote == library.article(cited.article).text[cited.start : cited.end]
        assert "strike" in cited.quote


def test_a_word_in_passing_is_no_topic(library: Library) -> None:
    assert all("Vellby" not in c.title for c in answer(library, "overview of the strike").citations)
    assert not answer(library, "Summarise the strike of the Vellby pilots").answered
    assert not answer(library, "Give me an overview of the volcano in Peru").answered


def test_filters_are_kept(library: Library) -> None:
    told = answer(library, "news about the Lindholm strike since May 2024")
    assert {cited.published for cited in told.citations} == {date(2024, 5, 9)}
    told = answer(library, "What does The Beta report about the Lindholm strike?")
    assert [cited.source for cited in told.citations] == ["The Beta"]


def test_news_about_something_is_its_topic(library: Library) -> None:
    told = answer(library, "news about the pilots' strike")
    assert told.searched.startswith("what about")
    assert [c.published for c in told.citations][:1] == [date(2024, 5, 9)]


def test_only_a_name_may_stand_further_on(library: Library) -> None:
    told = answer(library, "Tell me about Ole Brandvik")
    assert [cited.quote for cited in told.citations] == [
        "The harbour master, Ole Brandvik, spoke of a bad week for trade."
    ]
    assert not answer(library, "Give me a summary of the trade in Lindholm").answered


def test_outlets_are_named_where_they_are_asked_for(library: Library) -> None:
    told = answer(library, "Which outlets reported on the Lindholm strike?")
    assert {cited.source for cited in told.citations} >= {"The Beta"}
    (said,) = told.notices
    assert all(name in said for name in ("The Alpha", "The Beta", "The Gamma"))


def test_tell_me_more_goes_on_with_what_was_not_quoted(library: Library) -> None:
    first = answer(library, "Tell me about the orchard festival")
    assert [cited.start for cited in first.citations] == [0]
    second = answer(library, "Tell me more", (first,))
    assert second.answered
    assert {cited.article for cited in second.citations} == {first.citations[0].article}
    assert [cited.quote for cited in second.citations] == [
        "It was the ninth.",
        "A strike of bakers left the stalls without bread.",
        "Guests came from Norway and from Peru.",
    ]
    assert second.searched == first.searched


def test_tell_me_more_shares_the_room_between_articles(library: Library) -> None:
    first = answer(library, "Summarise the strike of the Lindholm pilots")
    second = answer(library, "more details, please", (first,))
    numbers = [cited.article for cited in second.citations]
    assert len(second.citations) == 4
    assert len(set(numbers)) == 3
    assert not {c.quote for c in first.citations} & {c.quote for c in second.citations}


@pytest.mark.parametrize(
    ("days", "expected"),
    [((3, 2), True), ((2, 3), False), ((3, 3), True), ((0, 3), False), ((), False)],
)
def test_newest_first_is_said_only_where_it_is_so(days: tuple[int, ...], expected: bool) -> None:
    cited = tuple(
        Citation(n, n, "", "", date(2024, 5, day) if day else None, "", "", 0, 1, "A")
        for n, day in enumerate(days, start=1)
    )
    assert newest_first(Answer("", "", citations=cited)) is expected


def test_what_was_found_is_kept_beside_what_is_shown(library: Library) -> None:
    told = answer(library, "Summarise the strike of the pilots at Lindholm")
    found = {hit.article.number for hit in told.hits}
    assert told.answered
    assert len(found) > len({citation.article for citation in told.citations})


def test_a_name_of_common_words_is_a_topic() -> None:
    found = topic_asked("tell me more about the Ever Given", (), latest=False)
    assert found is not None and found.named and len(found.stems) == 2
    assert topic_asked("tell me more about the ever given", (), latest=False) is None


def test_what_one_article_alone_speaks_of_is_told_by_it(library: Library) -> None:
    told = answer(library, "summarise the parade and the bakers")
    assert told.answered is False
    told = answer(library, "news about the stalls")
    assert [citation.title for citation in told.citations] == ["Orchard festival opens in Vellby"]
