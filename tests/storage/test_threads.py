"""Threads: kept as they happen, found by text, renamed, deleted and brought back."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qabot.domain import (
    Answer,
    Article,
    ArticleRow,
    Chip,
    Citation,
    Hit,
    Passage,
    QabotError,
    Ranking,
    Span,
    Statement,
)
from qabot.library import HIDDEN, Library
from qabot.storage.answers import dump_answer, load_answer
from qabot.storage.cited import cited_article
from qabot.storage.errors import NoSuchArticle
from qabot.storage.threads import FILE, Threads

QUOTE = "Forty ships were waiting in the bay off Ålesund."
CITATION = Citation(
    1,
    7,
    "Strike",
    "Gazette",
    date(2024, 5, 12),
    "https://g.example/1",
    "a.md",
    0,
    48,
    QUOTE,
    ("B",),
)
ROW = ArticleRow(9, "Copy", "B", date(2024, 5, 13), "", "", "", "b.md", "", 1.5, 2, 2)
ANSWER = Answer(
    "how many ships?",
    "how many ships strike",
    (Statement(QUOTE, (1,), (Span(0, 5),), False, "why"),),
    (CITATION,),
    True,
    chips=(Chip("date", "May 2024", "in May", date(2024, 5, 1), date(2024, 5, 31)),),
    notices=("a notice",),
    confidence=0.8,
    timings={"total": 0.2},
    hits=(
        Hit(
            Passage(3, 7, 0, 48),
            Article("Strike", QUOTE * 1000, published=date(2024, 5, 12), number=7),
            Ranking(0.9, 3.0, None, 0.5),
            (ROW,),
        ),
    ),
)


@pytest.fixture
def threads(tmp_path: Path) -> Iterator[Threads]:
    opened = Threads(tmp_path / HIDDEN)
    yield opened
    opened.close()


def test_an_answer_comes_back_whole_but_for_the_texts_of_its_hits(threads: Threads) -> None:
    thread, turn = threads.begin(None, "how many ships?")
    threads.finish(turn, ANSWER, 0.25)
    (saved,) = threads.turns(thread)
    assert saved.answer is not None
    assert saved.answer.hits[0].article.text == ""
    hit = replace(ANSWER.hits[0], article=replace(ANSWER.hits[0].article, text=""))
    assert saved.answer == replace(ANSWER, hits=(hit,))
    assert (saved.question, saved.seconds, saved.failure) == ("how many ships?", 0.25, "")
    assert len(dump_answer(ANSWER)) < 3000


def test_an_answer_of_another_qabot_is_read_as_far_as_it_is_known() -> None:
    text = dump_answer(ANSWER).replace('{"question"', '{"mood":"calm","question"', 1)
    assert load_answer(text).citations == ANSWER.citations
    assert load_answer('{"question":"q","searched":"q"}') == Answer("q", "q")
    for broken in ("", "[]", "{}", '{"question":1,"searched":"q","citations":[{"x":1}]}'):
        with pytest.raises(ValueError):
            load_answer(broken)


def test_a_broken_answer_costs_only_itself(threads: Threads) -> None:
    thread, turn = threads.begin(None, "one")
    threads.finish(turn, ANSWER, 0.1)
    threads.finish(threads.begin(thread, "two")[1], ANSWER, 0.1)
    with sqlite3.connect(threads.path) as db:
        db.execute("UPDATE turns SET answer = 'x' WHERE id = ?", (turn,))
    first, second = threads.turns(thread)
    assert first.answer is None
    assert "cannot be read" in first.failure
    assert second.answer is not None


def test_rows_are_found_by_title_question_answer_and_outlet(threads: Threads) -> None:
    ships, turn = threads.begin(None, "how many ships?")
    threads.finish(turn, ANSWER, 0.1)
    bridge, _ = threads.begin(None, "when does the bridge open?")
    threads.rename(bridge, "Über the [river]")
    assert [row.id for row in threads.rows()] == [bridge, ships]
    for words in ("alesund", "WAIT ships", "gazette", "many how"):
        assert [row.id for row in threads.rows(words)] == [ships], words
    for words in ("über", "[river]", "bridge river", "the"):
        assert next(row.id for row in threads.rows(words)) == bridge, words
    assert threads.rows("ships bridge") == []


@given(st.text(max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_filter_is_an_error(threads: Threads, words: str) -> None:
    threads.rows(words)


def test_delete_is_undone_for_a_day_and_then_for_good(threads: Threads, tmp_path: Path) -> None:
    thread, turn = threads.begin(None, "a secret thing")
    threads.finish(turn, ANSWER, 0.1)
    threads.delete(thread)
    assert threads.rows() == []
    assert threads.questions() == []
    threads.undelete(thread)
    assert len(threads.rows("secret")) == 1
    threads.delete(thread)
    with sqlite3.connect(threads.path) as db:
        db.execute("UPDATE threads SET deleted = ?", (time.time() - 25 * 3600,))
    again = Threads(tmp_path / HIDDEN)
    again.undelete(thread)
    assert again.rows() == []
    assert again.turns(thread) == []
    with sqlite3.connect(threads.path) as db:
        assert db.execute("SELECT count(*) FROM words").fetchone() == (0,)
    again.close()


def test_a_question_taken_back_leaves_no_empty_thread(threads: Threads) -> None:
    thread, first = threads.begin(None, "one")
    _, second = threads.begin(thread, "two")
    threads.drop(second)
    assert [turn.question for turn in threads.turns(thread)] == ["one"]
    threads.drop(first)
    assert threads.rows() == []
    other, _ = threads.begin(thread, "in a thread that is gone")
    assert other != thread


def test_failures_questions_and_the_draft_are_kept(threads: Threads, tmp_path: Path) -> None:
    thread, turn = threads.begin(None, "line one\nline two \ud800 \0")
    threads.fail(turn, "It broke.", "Mend it.")
    threads.begin(thread, "unfinished")
    threads.keep_draft("half a")
    threads.keep_draft("half a question")
    other = Threads(tmp_path / HIDDEN)
    assert other.draft() == "half a question"
    assert other.questions() == ["line one\nline two ? ␀", "unfinished"]
    failed, open_ = other.turns(thread)
    assert (failed.failure, failed.remedy) == ("It broke.", "Mend it.")
    assert (open_.answer, open_.failure) == (None, "")
    assert other.rows()[0].title == "line one line two ? ␀"
    other.close()


def test_what_was_kept_survives_a_kill(tmp_path: Path) -> None:
    code = (
        "import os, pathlib, sys\n"
        "from qabot.storage.threads import Threads\n"
        "threads = Threads(pathlib.Path(sys.argv[1]))\n"
        "threads.begin(None, 'asked')\n"
        "threads.keep_draft('typed')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    threads = Threads(tmp_path)
    assert threads.questions() == ["asked"]
    assert threads.draft() == "typed"
    threads.close()


def test_two_at_once_lose_nothing(threads: Threads, tmp_path: Path) -> None:
    other = Threads(tmp_path / HIDDEN)
    for number in range(20):
        (threads if number % 2 else other).begin(None, f"question {number}")
    assert len(threads.rows()) == len(other.rows()) == 20
    other.close()


def test_damage_and_a_newer_file_are_named(tmp_path: Path) -> None:
    threads = Threads(tmp_path)
    threads.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(QabotError, match="newer qabot"):
        Threads(tmp_path)
    for part in ("", "-wal", "-shm"):
        (tmp_path / (FILE + part)).unlink(missing_ok=True)
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(QabotError, match=r"threads\.db .*Move the file away"):
        Threads(tmp_path)


def test_a_rebuild_leaves_threads_and_old_citations_find_their_article(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(f"# Title {name}\n\nText of {name}. {QUOTE}\n")
    lines = [f'{{"title": "T{n}", "text": "Line {n}. It has words enough."}}' for n in range(3)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    library = Library(tmp_path)
    library.sync_files()
    library.threads.begin(None, "kept?")
    old = {row.title: row for row in library.rows()}
    library.catalogue.clear()
    library.sync_files()
    assert library.threads.questions() == ["kept?"]
    new = {row.title: row for row in library.rows()}
    assert not {row.number for row in old.values()} & {row.number for row in new.values()}
    for title, row in old.items():
        quote = f"Line {title[1:]}." if row.path == "many.jsonl" else QUOTE
        citation = replace(CITATION, article=row.number, title=title, path=row.path, quote=quote)
        citation = replace(citation, url="")
        assert library.cited(citation).number == new[title].number
        # Even if its old number is another's now.
        other = next(r for r in new.values() if r.title != title)
        assert library.cited(replace(citation, article=other.number)).number == new[title].number
    with pytest.raises(NoSuchArticle):
        cited_article(library.catalogue, replace(CITATION, path="gone.md"))
    library.close()
