"""Dates in questions: which are filters, of what range, and which are content."""

from __future__ import annotations

from datetime import date

import pytest

from qabot.domain import Answer, Citation
from qabot.retrieval.understand import understand

TODAY = date(2024, 6, 19)  # a Wednesday


def chip(question: str, today: date = TODAY, oldest: date | None = None):
    chips = understand(question, today=today, sources=(), oldest=oldest).chips
    assert len(chips) < 2
    return chips[0] if chips else None


@pytest.mark.parametrize(
    ("question", "words", "label", "since", "until"),
    [
        ("What happened in June 2023?", "in June 2023", "June 2023", "2023-06-01", "2023-07-07"),
        ("who met whom in june 2023 in beijing", "in june 2023", "June 2023", "2023-06-01", "2023-07-07"),
        ("port strike June 2023", "June 2023", "June 2023", "2023-06-01", "2023-07-07"),
        ("In June 2023, who visited Beijing?", "In June 2023", "June 2023", "2023-06-01", "2023-07-07"),
        ("Which law was passed in June 2023?", "in June 2023", "June 2023", "2023-06-01", "2023-07-07"),
        ("Who resigned on 19 June 2023?", "on 19 June 2023", "19 June 2023", "2023-06-18", "2023-06-22"),
        ("who resigned on the 19th of June 2023", "on the 19th of June 2023", "19 June 2023", "2023-06-18", "2023-06-22"),
        ("What did he say on June 12?", "on June 12", "12 June 2024", "2024-06-11", "2024-06-15"),
        ("What did he say on June 30?", "on June 30", "30 June 2023", "2023-06-29", "2023-07-03"),
        ("What happened on 2023-06-19?", "on 2023-06-19", "19 June 2023", "2023-06-18", "2023-06-22"),
        ("what happened on May 5th, 2024 in Kyiv", "on May 5th, 2024", "5 May 2024", "2024-05-04", "2024-05-08"),
        ("What happened in Sudan in 2022?", "in 2022", "2022", "2022-01-01", "2023-01-31"),
        ("What happened in early 2023?", "in early 2023", "early 2023", "2023-01-01", "2023-07-03"),
        ("What happened in late May?", "in late May", "late May 2024", "2024-05-18", "2024-06-07"),
        ("What burned in the summer of 2022?", "in the summer of 2022", "summer 2022", "2022-06-01", "2022-09-14"),
        ("What happened in December?", "in December", "December 2023", "2023-12-01", "2024-01-07"),
        ("news last week", "last week", "10 to 16 June 2024", "2024-06-10", "2024-06-19"),
        ("What happened in Sudan last month?", "last month", "May 2024", "2024-05-01", "2024-06-07"),
        ("what happened last year?", "last year", "2023", "2023-01-01", "2024-01-31"),
        ("What did Biden announce this week?", "this week", "12 to 19 June 2024", "2024-06-12", "2024-06-22"),
        ("What happened in Peru this year?", "this year", "2024", "2024-01-01", "2025-01-31"),
        ("What happened yesterday?", "yesterday", "18 June 2024", "2024-06-18", "2024-06-21"),
        ("what happened today?", "today", "19 June 2024", "2024-06-19", "2024-06-22"),
        ("strikes in the past three days", "in the past three days", "16 to 19 June 2024", "2024-06-16", "2024-06-22"),
        ("What happened over the last 2 weeks?", "over the last 2 weeks", "5 to 19 June 2024", "2024-06-05", "2024-06-22"),
        ("what happened two weeks ago?", "two weeks ago", "2 to 8 June 2024", "2024-06-02", "2024-06-11"),
        ("what happened last Monday?", "last Monday", "17 June 2024", "2024-06-17", "2024-06-20"),
        ("What happened last summer?", "last summer", "summer 2023", "2023-06-01", "2023-09-14"),
        ("what happened last weekend?", "last weekend", "15 to 16 June 2024", "2024-06-15", "2024-06-19"),
        ("What has happened in Sudan since March?", "since March", "since March 2024", "2024-03-01", None),
        ("Since 12 May 2024, what changed?", "Since 12 May 2024", "since 12 May 2024", "2024-05-12", None),
        ("wars before 2021", "before 2021", "before 2021", None, "2020-12-31"),
        ("What happened after June 2022?", "after June 2022", "after June 2022", "2022-07-01", None),
        ("what happened between May and July 2023?", "between May and July 2023", "May to July 2023", "2023-05-01", "2023-08-07"),
        ("what happened between November and January 2024?", "between November and January 2024", "November to January 2024", "2023-11-01", "2024-02-07"),
        ("what happened between 3 and 10 May 2024 in Kharkiv", "between 3 and 10 May 2024", "3 to 10 May 2024", "2024-05-02", "2024-05-13"),
        ("what happened from 3 to 10 May 2024", "from 3 to 10 May 2024", "3 to 10 May 2024", "2024-05-02", "2024-05-13"),
        ("What happened in Niger in July and August 2023?", "in July and August 2023", "July to August 2023", "2023-07-01", "2023-09-07"),
        ("articles published before 1 March 2024 about Navalny", "before 1 March 2024", "before 1 March 2024", None, "2024-02-29"),
        ("headlines from yesterday", "from yesterday", "18 June 2024", "2024-06-18", "2024-06-21"),
        ("Summarise the news of the past week", "of the past week", "12 to 19 June 2024", "2024-06-12", "2024-06-22"),
        ("who was shot in the last 24 hours", "in the last 24 hours", "18 to 19 June 2024", "2024-06-18", "2024-06-22"),
        ("articles from June 1963 about Diem", "from June 1963", "June 1963", "1963-06-01", "1963-06-30"),
        ("What was the unemployment rate in March 2024?", "in March 2024", "March 2024", "2024-03-01", "2024-05-15"),
        ("what happened on Saturday?", "on Saturday", "15 June 2024", "2024-06-15", "2024-06-18"),
        ("who resigned on Friday night?", "on Friday night", "14 June 2024", "2024-06-14", "2024-06-17"),
        ("what happened Sunday in Peru?", "Sunday", "16 June 2024", "2024-06-16", "2024-06-19"),
        ("what did he say on Saturday, 13 May 2023?", "on Saturday, 13 May 2023", "13 May 2023", "2023-05-12", "2023-05-16"),
        ("what has the council decided since last week?", "since last week", "since 10 June 2024", "2024-06-10", None),
        ("What has happened since Monday?", "since Monday", "since 17 June 2024", "2024-06-17", None),
        ("what happened since last month?", "since last month", "since May 2024", "2024-05-01", None),
        ("what happened before last week?", "before last week", "before 10 June 2024", None, "2024-06-09"),
        ("what did the council decide until May 2023?", "until May 2023", "until May 2023", None, "2023-06-07"),
        ("what happened up to last week?", "up to last week", "until 16 June 2024", None, "2024-06-19"),
        ("what happened in the harbour 2023-05?", "2023-05", "May 2023", "2023-05-01", "2023-06-07"),
        ("what was said in 2023-05 about ships", "in 2023-05", "May 2023", "2023-05-01", "2023-06-07"),
        ("what happened 2023-05-12?", "2023-05-12", "12 May 2023", "2023-05-11", "2023-05-15"),
        ("what happened in the first week of May?", "in the first week of May", "1 to 7 May 2024", "2024-05-01", "2024-05-10"),
        ("what happened in the last days of May 2023?", "in the last days of May 2023", "25 to 31 May 2023", "2023-05-25", "2023-06-03"),
        ("who resigned in the week of 12 May 2023?", "in the week of 12 May 2023", "8 to 14 May 2023", "2023-05-08", "2023-05-17"),
        ("what happened in the second half of 2023?", "in the second half of 2023", "1 July to 31 December 2023", "2023-07-01", "2024-01-31"),
        ("what happened at the end of May 2023?", "at the end of May 2023", "late May 2023", "2023-05-18", "2023-06-07"),
        ("what did the mayor open in spring 2023?", "in spring 2023", "spring 2023", "2023-03-01", "2023-06-14"),
        ("what happened in the spring?", "in the spring", "spring 2024", "2024-03-01", "2024-06-14"),
        ("who resigned in May?", "in May", "May 2024", "2024-05-01", "2024-06-07"),
        ("in May?", "in May", "May 2024", "2024-05-01", "2024-06-07"),
        ("what happened in the first half of 2023?", "in the first half of 2023", "1 January to 30 June 2023", "2023-01-01", "2023-07-31"),
        ("what happened in the first half of May?", "in the first half of May", "1 to 15 May 2024", "2024-05-01", "2024-05-22"),
        ("who resigned in the last quarter of 2023?", "in the last quarter of 2023", "1 October to 31 December 2023", "2023-10-01", "2024-01-31"),
        ("what happened in Q1 2024?", "in Q1 2024", "1 January to 31 March 2024", "2024-01-01", "2024-05-01"),
        ("what did the mayor say in H2 of 2023?", "in H2 of 2023", "1 July to 31 December 2023", "2023-07-01", "2024-01-31"),
        ("what happened over the weekend?", "over the weekend", "15 to 16 June 2024", "2024-06-15", "2024-06-19"),
        ("who resigned at the weekend?", "at the weekend", "15 to 16 June 2024", "2024-06-15", "2024-06-19"),
        ("what happened this weekend in Peru?", "this weekend", "15 to 16 June 2024", "2024-06-15", "2024-06-19"),
        ("what happened by May 2023?", "by May 2023", "until May 2023", None, "2023-06-07"),
        ("and by May 2023?", "by May 2023", "until May 2023", None, "2023-06-07"),
        ("what happened in the third-quarter of 2023?", "in the third-quarter of 2023", "1 July to 30 September 2023", "2023-07-01", "2023-10-31"),
        ("what happened in the fall?", "in the fall", "fall 2023", "2023-09-01", "2023-12-14"),
        ("who resigned in the fall of 2023?", "in the fall of 2023", "fall 2023", "2023-09-01", "2023-12-14"),
        ("Who won the Orrin Open in 2023?", "in 2023", "2023", "2023-01-01", "2024-01-31"),
        ("who won the orrin open in May 2023?", "in May 2023", "May 2023", "2023-05-01", "2023-06-07"),
    ],
)  # fmt: skip
def test_filters(question, words, label, since, until):
    found = chip(question)
    assert found is not None
    assert found.kind == "date"
    assert found.words in question
    got = (
        found.words,
        found.label,
        found.since and str(found.since),
        found.until and str(found.until),
    )
    assert got == (words, label, since, until)


@pytest.mark.parametrize(
    "question",
    [
        "who won the 2022 World Cup?",
        "in the 2022 World Cup who scored most?",
        "In 2022 World Cup qualifiers who scored?",
        "the 2018 chess championship",
        "What happened in the 1990s?",
        "What is Agenda 2030?",
        "Olympics 2024 medals",
        "Boeing 737 crash",
        "the Iraq war in 2003",
        "Why did the US send aid to Greece in 1947?",
        "what changed since the summit",
        "who may run",
        "May I ask who won?",
        "How many people died in 2023?",
        "Who was born in 2023?",
        "Which company was founded in 2021?",
        "a law passed in 2022",
        "Who is running for president in 2024?",
        "Who wants net zero by 2050?",
        "Which city will host the convention in August?",
        "what is the average temperature in Ecuador in January",
        "why are there just 28 days in February",
        "In which month of this year does it end?",
        "Where is the cotton gin used today?",
        "how many regard themselves as Huguenots today",
        "What happened in the last week of the campaign?",
        "Following her ouster last year, which university hired her?",
        "How did prices change over the past 20 years?",
        "Who was an MP between 2004 and 2014?",
        "It was the first victory since 2021, for whom?",
        'who sang "Last week in June 2023"?',
        "What did McDonald's announce, available beginning June 12, for which character?",
        "What will open in May 2026?",
        "According to an article from November 8, 1880, who was there?",
        "the march on Washington",
        "What happened a year ago today?",
        "What did Nixon do in the last two years of his term?",
        "What did Biden say in his 2023 State of the Union?",
        "What was decided at the May 2024 summit?",
        "30 Februaries, on 30 February 2024?",
        "Who has the most since?",
        "is the shop open on Saturday?",
        "who plays on Saturday?",
        "why is the market closed on Sundays?",
        "who was born on Saturday?",
        "what happened on Good Friday?",
        "what happened on Friday the 13th?",
        "what happened to Man Friday?",
        "who was mayor until last week?",
        "how long was the bridge closed until May 2023?",
        "which was the first victory since last year?",
        "who won the league in 2023-24?",
        "who scored in the second half of the match?",
        "what happened in the fall of Kabul?",
        "how do trees grow in spring?",
        "who is needed in May?",
        "who was injured in the fall?",
        "what broke since the fall?",
        "what happened on black friday?",
        "who spoke on good friday?",
        "who plays over the weekend?",
        "what happened on the weekend of the race?",
        "how much did the bank earn in Q3 2023?",
        "what must the council decide by May 2023?",
        "what was said by May?",
        "When will the museum open in May 2024?",
        "which shops open in May 2024?",
        "who is to open in May 2024?",
        "what happened in the third quarter of May 2023?",
    ],
)
def test_content(question):
    assert chip(question) is None


def test_a_question_that_names_its_event_exactly_only_prefers_newer_articles():
    question = (
        "Which state rejected a ballot measure this week that would have legalized marijuana?"
    )
    got = understand(question, today=TODAY, sources=())
    assert got.chips == ()
    assert got.latest
    assert got.searched == question


def test_this_week_outranks_a_date_beside_it():
    found = chip("What was said this week about the fire in May?")
    assert found is not None
    assert found.words == "this week"


@pytest.mark.parametrize(("day", "label"), [(22, "22 June 2024"), (23, "22 to 23 June 2024")])
def test_on_a_weekend_it_is_that_one(day, label):
    assert chip("what happened over the weekend?", today=date(2024, 6, day)).label == label


def test_dates_that_disagree_are_no_filter():
    assert chip("Compare news in June 2023 and in June 2022") is None


def test_what_lies_before_the_first_article_is_content():
    assert chip("What happened in June 2021?", oldest=date(2023, 1, 1)) is None
    assert chip("What happened in June 2021?", oldest=date(2021, 1, 1)) is not None
    assert chip("What happened in June 1963?", oldest=date(1963, 1, 1)) is not None
    assert chip("What happened in June 1963?") is None


def test_words_are_taken_out_of_the_query_but_a_year_is_kept():
    def searched(question: str) -> str:
        return understand(question, today=TODAY, sources=()).searched

    assert searched("What happened in Sudan last week?") == "What happened in Sudan?"
    assert searched("In June 2023, who visited Beijing?") == "who visited Beijing?"
    assert searched("What happened in Sudan in 2022?") == "What happened in Sudan in 2022?"
    assert searched("last week?") == "last week?"
    assert searched("who won the 2022 World Cup?") == "who won the 2022 World Cup?"


@pytest.mark.parametrize("today", [date.min, date.max, date(2024, 2, 29)])
def test_no_day_is_too_early_or_late(today):
    for question in (
        "what happened yesterday", "last week", "past 5 years", "twelve months ago", "last winter",
        "in May", "on 29 February", "two years ago", "since March", "last Monday", "this year",
    ):  # fmt: skip
        understand(question, today=today, sources=())


@pytest.mark.parametrize(
    ("question", "label"), [("and in May 2024?", "May 2024"), ("and in May?", "May 2022")]
)
def test_only_a_time_without_its_year_is_near_what_was_told(question, label):
    cited = Citation(1, 1, "T", "Wire", date(2022, 2, 20), "", "", 0, 3, "Yes")
    before = Answer("q", "What happened?", citations=(cited,), answered=True)
    got = understand(question, today=TODAY, sources=(), history=[before])
    assert [chip.label for chip in got.chips] == [label]
