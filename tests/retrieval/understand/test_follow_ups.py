"""Completing follow-ups from the thread, and leaving new topics alone."""

from __future__ import annotations

from datetime import date

import pytest

from qabot.domain import Answer, Chip, Citation, Span, Statement
from qabot.retrieval.understand import understand

TODAY = date(2024, 6, 19)
SOURCES = ("Reuters", "BBC News")
SAID = "US Secretary of State Antony Blinken said in Beijing that talks were candid."


def after(previous: str, question: str, said: str = "", chips: tuple[Chip, ...] = (), bold=()):
    statements = (Statement(said, (1,), tuple(bold)),) if said else ()
    history = [Answer(previous, previous, statements=statements, chips=chips, answered=True)]
    return understand(question, today=TODAY, sources=SOURCES, history=history)


@pytest.mark.parametrize(
    ("previous", "question", "searched"),
    [
        # a pronoun for a person
        ("Why did Blinken visit China?", "and what did he say then?", "what did Blinken say then — visit China"),
        ("Why did Blinken visit China?", "where was he born?", "where was Blinken born — visit China"),
        ("What did Prime Minister Giorgia Meloni promise?", "is she popular?", "is Giorgia Meloni popular — Prime Minister"),
        ("What did Angela Merkel say about Russia?", "who is her successor?", "who is Angela Merkel's successor — Russia"),
        # other pronouns
        ("What caused the port strike in Rotterdam?", "who led it?", "who led it — port strike, Rotterdam"),
        ("What caused the port strike in Rotterdam?", "when did it end?", "when did it end — port strike, Rotterdam"),
        ("What happened at the COP28 summit in Dubai?", "when was that?", "when was that — COP28, summit, Dubai"),
        ("What happened at the COP28 summit in Dubai?", "who was there?", "who was there — COP28, summit, Dubai"),
        ("Which ministers met in Dubai?", "what did they agree on?", "what did they agree on — ministers met, Dubai"),
        ("Who attacked the refinery?", "did that affect oil prices?", "did that affect oil prices — attacked, refinery"),
        ("Which ceasefire plan did Egypt offer?", "Why did Hamas reject it?", "Why did Hamas reject it — ceasefire plan, Egypt, offer"),
        # nothing of its own
        ("When did the port strike end?", "why?", "why did the port strike end?"),
        ("Did the port strike end?", "when?", "when did the port strike end?"),
        ("What caused the port strike?", "why?", "why — port strike"),
        ("Who won the Golden Globe for best actress?", "who else?", "who else won the Golden Globe for best actress?"),
        ("What caused the port strike?", "Tell me more.", "Tell me more — port strike"),
        ("What happened in the earthquake in Turkey?", "how many people died?", "how many people died — earthquake, Turkey"),
        ("Who won the World Cup?", "what was the score?", "what was the score — World Cup"),
        ("Why was the trip to China postponed?", "was the trip cancelled?", "was the trip cancelled — China, postponed"),
        ("Which vaccine was approved?", "for which virus?", "for which virus — vaccine, approved"),
        ("What led to the coup in Niger?", "how did France react?", "how did France react — led, coup, Niger"),
        ("What led to the coup in Niger?", "what did the White House say?", "what did the White House say — led, coup, Niger"),
        ("Who fights in Ukraine?", "how many soldiers have died?", "how many soldiers have died — fights, Ukraine"),
        ("Who leads the talks in Doha?", "what does Reuters say?", "Who leads the talks in Doha?"),
        # something else in its place
        ("what did Blinken say about China?", "what about Taiwan?", "what did Blinken say about Taiwan?"),
        ("what did Blinken say about China?", "and Taiwan?", "what did Blinken say about Taiwan?"),
        ("what did Blinken say about China?", "what about Wang Yi?", "what did Wang Yi say about China?"),
        ("what did Blinken say about trade?", "how about the economy?", "what did Blinken say about the economy?"),
        ("what did Blinken say?", "what about Taiwan?", "what did Blinken say about Taiwan?"),
        ("what is the population of china", "what about mars", "what is the population of mars"),
        ("How many medals did the US win?", "and China?", "How many medals did China win?"),
        ("How many people died in Turkey?", "and in Syria?", "How many people died in Syria?"),
        ("How many people fled in 2021?", "and in 2022?", "How many people fled in 2022?"),
        ("How many people fled in 2021?", "in 2022?", "How many people fled in 2022?"),
        ("Why did Blinken visit China?", "what about his wife?", "what about Blinken's wife — visit China"),
        ("Why did the port strike end?", "what about the weather?", "what about the weather — port strike"),
        # a person as object; what a person has
        ("When did Angela Merkel retire?", "who succeeded her?", "who succeeded Angela Merkel — retire"),
        ("What happened to Angela Merkel?", "who succeeded her?", "who succeeded Angela Merkel?"),
        # another time, whether it is a filter or not
        ("why — port strike", "and in June 2023?", "why — port strike"),
        ("why — port strike", "and in June 2016?", "why in June 2016 — port strike"),
        ("what did Blinken say in June 2016?", "in May 2017?", "what did Blinken say in May 2017?"),
        ("what did Blinken say in June 2016?", "and yesterday?", "what did Blinken say?"),
        ("what did Blinken say?", "what about in May?", "what did Blinken say?"),
        ("what did Angela Merkel promise?", "what did she say?", "what did Angela Merkel say — promise"),
        # an outlet, whether it has articles or not; a place without "and"
        ("why did the port strike end?", "according to the BBC?", "why did the port strike end?"),
        ("why did the port strike end?", "according to the Guardian?", "why did the port strike end?"),
        ("How many people died in Turkey?", "in Syria?", "How many people died in Syria?"),
        ("how many people died in the flood?", "in the Tarn flood?", "how many people died in the Tarn flood?"),
        ("how many people died in the earthquake in Turkey?", "and in the Morocco earthquake?", "how many people died in the Morocco earthquake?"),
        # an event has a time of its own, a part of it has not
        ("who won the 2022 World Cup?", "what about the Women's World Cup?", "who won the Women's World Cup?"),
        ("who won the 2022 world cup final?", "what about the Women's World Cup final?", "who won the Women's World Cup final?"),
        ("what was said at the 2022 talks?", "what about the Kessel regatta?", "what about the Kessel regatta — talks"),
        ("who won the World Cup in 2022?", "and the World Cup final?", "who won the World Cup final in 2022?"),
        # what is somebody else's, or of another kind
        ("who won the Women's World Cup?", "and the men's?", "who won the men's World Cup?"),
        ("who won the women's race in 2022?", "what about the men's?", "who won the men's race in 2022?"),
        ("who won the World Cup?", "and the rugby one?", "who won the rugby World Cup?"),
        ("How old is Merkel's husband?", "and Macron's?", "How old is Macron's husband?"),
        # places that are told together
        ("how many died in the earthquakes in Turkey and Syria?", "and in Syria?", "how many died in the earthquakes in Syria?"),
        ("how many died in Turkey, Syria and Lebanon?", "in Cyprus?", "how many died in Cyprus?"),
        ("what came of the talks between Turkey and Syria?", "and Lebanon?", "what came of the talks between Turkey and Lebanon?"),
        # words that only point to another time; a time without its year
        ("what did Blinken say about China?", "and before?", "what did Blinken say about China before?"),
        ("what did Blinken say about China?", "and after that?", "what did Blinken say about China after that?"),
        ("what did Blinken do in April?", "and since 2016?", "what did Blinken do since 2016?"),
        ("what did Blinken do after May resigned?", "since 2016?", "what did Blinken do after May resigned since 2016?"),
    ],
)  # fmt: skip
def test_completed(previous, question, searched):
    assert after(previous, question).searched == searched


@pytest.mark.parametrize(
    "question",
    [
        "what is the population of Mars?",
        "Who won the 2022 World Cup?",
        "is it true that Biden resigned?",
        "How long does it take to fly to Mars?",
        "is there water on Mars?",
        "how many people are there in India?",
        "What did the ministers say about their talks?",
        "What did Apple announce about its new phone?",
        "The Vatican held a funeral. Which pope did it honour?",
        "Who said that Russia would attack?",
        "why did the US leave Afghanistan?",
        "What does WHO recommend?",
        "What is IT security?",
        "what is inflation",
        "who is elon musk",
        "port strike rotterdam",
        "And who is the president of France?",
        "How do they choose a new pope in Rome?",
        "Which state rejected a ballot measure this week that would have legalized marijuana?",
        "What problems do public schools have that private schools have not?",
        "what is the population of mars",
        "So-called deepfakes: what are they worth?",
    ],
)
def test_a_new_topic_is_left_alone(question):
    got = after("What is the population of China?", question)
    assert got.searched == understand(question, today=TODAY, sources=SOURCES).searched
    assert got.searched == question


def test_without_a_thread_nothing_is_completed():
    for question in ("why?", "and what did he say then?", "what about Taiwan?", "tell me more"):
        assert understand(question, today=TODAY, sources=()).searched == question


def test_the_person_may_stand_in_the_answer():
    previous = "Who is the US secretary of state?"
    got = after(previous, "what did he say in Beijing?", SAID)
    assert got.searched.startswith("what did Antony Blinken say in Beijing")
    said = "The race was won by Max Verstappen, ahead of Lando Norris, who was second."
    bold = Span(said.index("Max"), said.index(", ahead"))
    got = after("Who won the race in Monaco?", "how old is he?", said, bold=[bold])
    assert got.searched.startswith("how old is Max Verstappen — ")


def test_a_place_is_no_person():
    assert (
        "China" not in after("What happened in China?", "what did he say?").searched.split("—")[0]
    )


def test_filters_carry_over_unless_asked_anew():
    june = Chip("date", "June 2023", "in June 2023", date(2023, 6, 1), date(2023, 7, 7))
    reuters = Chip("source", "Reuters", "according to Reuters", source="Reuters")
    previous, chips = "Why did Blinken visit China?", (june, reuters)
    assert after(previous, "what did he say?", chips=chips).chips == chips
    assert after(previous, "what is inflation?", chips=chips).chips == ()
    anew = after(previous, "and last week?", chips=chips)
    assert [chip.label for chip in anew.chips] == ["10 to 16 June 2024", "Reuters"]
    assert anew.searched == previous
    other = after(previous, "and according to the BBC?", chips=chips)
    assert {chip.label for chip in other.chips} == {"June 2023", "BBC News"}
    # a year that is no filter itself still speaks of the date
    assert after(previous, "and in 1999?", chips=chips).chips == (reuters,)


def test_a_carried_filter_can_be_dropped():
    june = Chip("date", "June 2023", "in June 2023", date(2023, 6, 1), date(2023, 7, 7))
    history = [Answer("q", "Why did Blinken visit China?", chips=(june,))]
    got = understand("why?", today=TODAY, sources=(), history=history, without=[june])
    assert got.chips == ()


def test_a_long_thread_keeps_its_topic_and_stays_short():
    history: list[Answer] = []
    asked = ["What caused the port strike in Rotterdam?", "who led it?", "why?", "how many took part?",
             "and when was that?", "who else?", "tell me more", "what happened next?"]  # fmt: skip
    for question in asked:
        got = understand(question, today=TODAY, sources=SOURCES, history=history)
        history.append(Answer(question, got.searched, chips=got.chips))
    assert "port strike" in history[-1].searched
    assert "Rotterdam" in history[-1].searched
    assert len(history[-1].searched) < 90


JUNE = Chip("date", "June 2023", "in June 2023", date(2023, 6, 1), date(2023, 7, 7))


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("what about Wang Yi?", True),
        ("and in Taiwan?", True),
        ("what about the strike?", True),
        ("what about the Women's World Cup?", False),
        ("and the Morocco earthquake?", False),
        ("what about the Rotterdam Marathon?", False),
    ],
)
def test_a_time_stays_unless_an_event_is_named_anew(question: str, kept: bool):
    got = after("what did Blinken say about China?", question, chips=(JUNE,))
    assert got.chips == ((JUNE,) if kept else ())


def test_another_outlet_takes_the_place_of_the_one_before():
    bbc = Chip("source", "BBC News", "did the BBC report", source="BBC News")
    for question in ("and Reuters?", "what about Reuters?"):
        got = after("what was reported?", question, chips=(bbc, JUNE))
        assert [chip.label for chip in got.chips] == ["Reuters", "June 2023"]
        assert got.searched == "what was reported?"
        # where none was asked before, it may be what is asked about
        assert after("what did Blinken say?", question).chips == ()


def test_a_month_without_its_year_is_near_what_was_told():
    cited = Citation(1, 7, "T", "BBC", date(2022, 5, 12), "", "", 0, 3, "Yes")
    history = [Answer("q", "Why did Blinken visit China?", citations=(cited,), answered=True)]

    def label(question: str) -> str:
        got = understand(question, today=TODAY, sources=(), history=history)
        return got.chips[0].label

    assert label("in May?") == "May 2022"
    assert label("and in June?") == "June 2022"
    assert label("and in March?") == "March 2022"
    assert label("and on Saturday?") == "15 June 2024"
    assert label("what did Biden say in May?") == "May 2024"


def thread(*asked: tuple[str, date | None], then: str):
    """What is understood of a question after questions whose answers quote an article of a day."""
    history: list[Answer] = []
    for question, day in asked:
        got = understand(question, today=TODAY, sources=SOURCES, history=history)
        cited = (Citation(1, 7, "T", "BBC", day, "", "", 0, 3, "Yes"),) if day else ()
        history.append(
            Answer(question, got.searched, citations=cited, chips=got.chips, answered=bool(day))
        )
    return understand(then, today=TODAY, sources=SOURCES, history=history)


def test_since_is_since_what_was_quoted():
    asked = ("Why did Blinken visit China in May 2022?", date(2022, 5, 12))
    for question, searched in (
        ("and since?", "Why did Blinken visit China?"),
        ("since then?", "Why did Blinken visit China?"),
        ("what has he said since then?", "what has Blinken said — visit China"),
    ):
        got = thread(asked, then=question)
        assert got.searched == searched
        assert [(chip.label, chip.since) for chip in got.chips] == [
            ("after 12 May 2022", date(2022, 5, 13))
        ]
    assert not thread(("Why did Blinken visit China?", None), then="and since?").chips
    assert not thread(asked, then="since when was he there?").chips[1:]
    got = thread(asked, then="and since?")
    history = [
        Answer(
            "q", "q", citations=(Citation(1, 7, "T", "B", date(2022, 5, 12), "", "", 0, 3, "Yes"),)
        )
    ]
    dropped = understand("and since?", today=TODAY, sources=(), history=history, without=got.chips)
    assert dropped.chips == ()
    assert dropped.searched == "q since"


def test_a_month_is_near_what_was_asked_where_nothing_was_found():
    day = date(2022, 5, 12)
    got = thread(("what did Blinken say?", day), ("and in June 2022?", None), then="and in April?")
    assert [chip.label for chip in got.chips] == ["April 2022"]


def test_an_outlet_alone_is_asked_where_no_topic_is():
    day = date(2022, 5, 12)
    for question in ("what about Reuters?", "and the BBC?"):
        got = thread(("What happened in May 2022?", day), then=question)
        assert got.searched == "What happened?"
        assert {chip.kind for chip in got.chips} == {"source", "date"}
    assert thread(("What happened in Kyiv?", day), then="what about Reuters?").chips == ()


@pytest.mark.parametrize("asked", ["What is the rate now?", "and what is it today?"])
def test_what_is_asked_of_today_is_not_of_the_time_before(asked: str) -> None:
    june = Chip("date", "June 2023", "in June 2023", date(2023, 6, 1), date(2023, 6, 30))
    found = after("What was the rate in June 2023?", asked, chips=(june,))
    assert june not in found.chips
