"""The words of a question, and the full-text expression made of them."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.retrieval.words import MAX_WORDS, match_expression, stem, terms


def words(question: str) -> list[str]:
    return [term.text for term in terms(question)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what did China say about relations?", ["China", "relations"]),
        ("why was the F-16 shot down in the U.S.?", ["F-16", "shot", "U.S"]),
        ("how much is 1,500 euros", ["1,500", "euros"]),
        ("what did the US say", ["US"]),
        ("what did us say", ["what", "did", "us", "say"]),
        ("who are they", ["who", "are", "they"]),
        ("Xi Jinping's visit", ["Xi", "Jinping", "visit"]),
        ("relations relations RELATIONS", ["relations"]),
        ("???", []),
        ("", []),
    ],
)
def test_content_words(question: str, expected: list[str]) -> None:
    assert words(question) == expected


def test_quoted_words_are_one_phrase_beside_the_words() -> None:
    found = terms('who spoke of "shared expectations" in June?')
    phrases = [term for term in found if term.phrase]
    assert [term.match for term in phrases] == ['"shared expectations"']
    assert "June" in [term.text for term in found]


def test_a_long_question_is_cut() -> None:
    assert len(terms(" ".join(f"word{n}" for n in range(10_000)))) == MAX_WORDS


def test_spans_lie_where_the_words_stand() -> None:
    question = "did Xi Jinping's F-16 fly?"
    for term in terms(question):
        assert question[term.span.start : term.span.end].startswith(term.text)


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", check_same_thread=False)
    db.execute(
        "CREATE VIRTUAL TABLE t USING fts5(x, tokenize='porter unicode61 remove_diacritics 2')"
    )
    db.execute("INSERT INTO t VALUES ('nothing of note')")
    return db


@given(st.text(max_size=200))
def test_no_question_is_an_operator(index: sqlite3.Connection, question: str) -> None:
    match = match_expression(terms(question))
    if match:
        index.execute("SELECT * FROM t WHERE t MATCH ?", (match,)).fetchall()


@pytest.mark.parametrize("word", ["relations", "postponed", "happily", "agreed", "countries"])
def test_stems_are_those_of_the_index(word: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='porter unicode61')")
    db.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'row')")
    db.execute("INSERT INTO t VALUES (?)", (word,))
    assert db.execute("SELECT term FROM v").fetchone()[0] == stem(word)
