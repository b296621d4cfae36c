"""Commands: what they print, and their exit codes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from feeds_made import rss
from news_made import jsonl, text, word
from web_made import page, serving

HOSTILE = (
    "Ferry [/a/b] [bold]plan[/bold] \x1b[31mred\x1b]8;;http://x\x07 \u202egnp.exe\u202c \x9b1m"
)


def test_ask_answers_or_says_that_nothing_does(qabot, corpus: Path) -> None:
    said = qabot("ask", "Who", "said", "anything", "of", word(3) + "?")
    assert said.code in (0, 3)
    said = qabot("ask", "What is the population of Mars?")
    assert (said.code, said.out.splitlines()[0]) == (
        3,
        "Nothing in your articles answers this.",
    )
    assert qabot("ask", " ").code == 1


def test_ask_as_json(qabot, corpus: Path) -> None:
    said = qabot("ask", "--json", f"What did the spokesman {word(3)} call necessary?")
    answer = json.loads(said.out)
    assert said.code == (0 if answer["answered"] else 3)
    assert set(answer) >= {
        "question",
        "searched",
        "answered",
        "confidence",
        "statements",
        "citations",
        "nearest",
        "timings",
    }
    evidence = answer["citations"] or answer["nearest"]
    assert evidence
    for citation in evidence:
        shown = json.loads(qabot("show", "--json", str(citation["article"])).out)
        assert shown["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert shown["path"] == citation["path"]


def test_ask_as_on_another_day_and_from_a_pipe(qabot, corpus: Path) -> None:
    said = qabot("ask", "--json", "--asked", "2020-01-15", "what did they say last month?")
    (chip,) = json.loads(said.out)["filters"]
    assert (chip["since"], chip["kind"]) == ("2019-12-01", "date")
    assert qabot("ask", "--asked", "soon", "what did they say?").code == 2
    said = qabot("ask", "--json", "-", given=b"What is the population of Mars?\n")
    assert (said.code, json.loads(said.out)["answered"]) == (3, False)
    said = qabot("ask", "according to Reuters, " + "what  did they say last month? " * 200)
    assert said.code in (0, 3) and all(len(line) < 400 for line in said.out.splitlines())


def test_list_show_search_remove(qabot, corpus: Path) -> None:
    rows = json.loads(qabot("list", "--json").out)
    assert len(rows) == 6
    assert set(rows[0]) == {
        *("number", "title", "source", "published", "author", "url", "language"),
        *("path", "key", "passages", "embedded"),
    }
    assert len(qabot("list", "-m", "report-3").out.splitlines()) == 1
    assert qabot("list", "-m", "nowhere").code == 3
    assert text(3).split(". ")[1] in qabot("show", "report-3.txt").out
    hits = json.loads(qabot("search", "--json", "-n", "2", word(3)).out)
    assert len(hits) == 2
    assert word(3) in hits[0]["text"]
    assert word(3) in qabot("search", word(3)).out

    said = qabot("remove", "report-3.txt", "no such thing")
    assert said.code == 1
    assert said.out.startswith("removed ")
    assert "no such thing" in said.err
    assert len(json.loads(qabot("list", "--json").out)) == 5
    many = qabot("show", "report")
    assert (many.code, "may be 5 articles" in many.err) == (1, True)


def test_add_counts_and_fails_by_line(qabot, corpus: Path, alone: Path) -> None:
    jsonl(alone / "wire.jsonl", range(20, 23))
    (alone / "bad.jsonl").write_text('{"text": \n')
    said = qabot("add", "wire.jsonl", "bad.jsonl", "gone.txt")
    assert (said.code, said.out) == (1, "3 added, 2 failed\n")
    lines = said.err.splitlines()
    assert lines[0].startswith("qabot: bad.jsonl:line 1: not valid JSON")
    assert lines[1].strip().startswith("Each line is one object")  # the remedy, beside its error
    assert lines[2] == "qabot: gone.txt: no such file"
    assert qabot("add", "wire.jsonl").out == "3 already there\n"
    assert qabot("sync").code == 0


def test_add_from_a_pipe(qabot, corpus: Path) -> None:
    said = qabot("add", "-", given="Größe zählt. ".encode("utf-16") + "Ende.".encode("utf-16-le"))
    assert (said.code, said.out) == (0, "1 added\n")
    assert "Größe zählt" in qabot("show", "Größe").out
    said = qabot("add", "-", given=b"")
    assert (said.code, said.out) == (1, "1 failed\n")
    assert "the text: empty" in said.err


def test_add_with_other_field_names(qabot, corpus: Path, alone: Path) -> None:
    (alone / "rows.jsonl").write_text(json.dumps({"bericht": text(9), "kop": "Veer"}))
    assert qabot("add", "--map", "text=bericht,title=kop", "rows.jsonl").code == 0
    assert "Veer" in qabot("list").out
    said = qabot("add", "--map", "text", "rows.jsonl")
    assert (said.code, "--map does not understand 'text'" in said.err) == (1, True)


def test_usage_errors_have_code_2_and_our_name(qabot, alone: Path) -> None:
    said = qabot("ask")
    assert said.code == 2
    assert said.err.startswith("Usage: qabot ask")
    assert qabot("nonsense").code == 2
    assert "Exit codes" in qabot("--help").out
    assert "--json: {question" in qabot("ask", "--help").out


def test_a_corpus_that_is_not_there(qabot, alone: Path) -> None:
    said = qabot("list", "--corpus", "missing/folder")
    assert said.code == 1
    assert "There is no folder missing/folder." in said.err
    (alone / "file.txt").write_text(text(1))
    assert qabot("list", "-c", "file.txt").code == 1


def test_the_chat_needs_a_terminal(qabot, corpus: Path) -> None:
    said = qabot()
    assert (said.code, "needs a terminal" in said.err) == (1, True)


def test_hostile_text_is_made_visible(qabot, corpus: Path) -> None:
    (corpus / "evil.md").write_text(
        f"---\ntitle: {json.dumps(HOSTILE)}\nsource: {json.dumps(HOSTILE)}\n---\n\n"
        f"{HOSTILE} The spokesman {word(77)} called it necessary.\n"
    )
    for command in (("list",), ("show", "evil.md"), ("search", word(77)), ("ask", word(77))):
        said = qabot(*command)
        assert not set(said.out) & {"\x1b", "\x9b", "\u202e", "\x07"}
        assert "[/a/b]" in said.out
        assert "[bold]" in said.out
    said = qabot("add", "no\x1b[31m-such.txt")
    assert "\x1b" not in said.err
    # JSON keeps the text as it is, escaped: offsets would be wrong otherwise.
    raw = qabot("show", "--json", "evil.md").out
    assert "\u202e" not in raw
    assert "\u202e" in json.loads(raw)["text"]
    assert word(77) in json.loads(raw)["text"]


def test_rebuild(qabot, corpus: Path) -> None:
    qabot("sync")
    assert qabot("rebuild").out == "6 added\n"
    (corpus / ".qabot/catalogue.db").write_bytes(b"nonsense" * 1000)
    said = qabot("list")
    assert (said.code, "qabot rebuild" in said.err) == (1, True)
    assert qabot("rebuild").out == "6 added\n"


def test_the_first_run_makes_a_corpus(qabot, alone: Path) -> None:
    said = qabot("list")
    assert said.code == 0
    made = next((alone / "home").rglob("corpus"))
    assert f"Made {made}" in said.err
    assert len(said.out.splitlines()) == len(list(made.glob("*.md"))) > 20
    assert qabot("list").err == ""
    said = qabot("ask", "Why was Blinken's trip postponed?")
    assert said.code == 0
    assert "balloon" in said.out


def test_a_broken_pipe_is_quiet(corpus: Path, process) -> None:
    process("sync")
    writing, reading = os.pipe()[::-1]
    os.close(reading)
    done = process("show", "report-1.txt", out=writing)
    assert (done.code, done.err) == (0, "")


def test_an_output_without_our_letters(corpus: Path, process) -> None:
    (corpus / "größe.txt").write_text("Größe zählt “sehr” 漢字. " + text(50))
    said = process("show", "größe", PYTHONIOENCODING="ascii")
    assert (said.code, "Gr??e z?hlt" in said.out) == (0, True)
    said = process("show", "--json", "größe", PYTHONIOENCODING="ascii")
    assert "Größe" in json.loads(said.out)["text"]


@pytest.mark.slow
def test_links_and_bold_only_on_a_terminal(terminal, corpus: Path, process) -> None:
    (corpus / "web.md").write_text(
        f"---\ntitle: Ferry\nurl: https://example.org/ferry\n---\n\n{text(60)}\n"
    )
    question = f"What did the spokesman {word(60)} call necessary?"
    link = "\x1b]8;;https://example.org/ferry\x1b\\"
    said = terminal("ask", question)
    assert link in said.out
    plain = terminal("ask", question, NO_COLOR="1")
    assert "\x1b[" not in plain.out
    assert "\x1b" not in terminal("ask", question, TERM="dumb").out
    assert "\x1b" not in process("ask", question).out
    assert "\x1b[1m" in terminal("show", "web.md").out


@pytest.mark.parametrize("name", ["show", "remove"])
def test_a_number_is_a_number(qabot, corpus: Path, name: str) -> None:
    said = qabot(name, "999")
    assert (said.code, "'999'" in said.err) == (1, True)


def test_feeds(qabot, corpus: Path) -> None:
    with serving() as site:
        page_url = site.put("/story", page())
        feed = site.put("/feed", rss([{"url": page_url, "title": "Ferry"}]), "application/rss+xml")
        assert qabot("feeds").code == 3
        said = qabot("add", feed)
        assert (said.code, "--allow-private" in said.err) == (1, True)
        said = qabot("add", "--allow-private", feed)
        assert (said.code, said.out) == (0, "1 added\n")
        (listed,) = json.loads(qabot("feeds", "--json").out)
        assert (listed["url"], listed["title"]) == (feed, "Nordvik Courier")
        assert feed in qabot("feeds").out
        asked = len(site.asked)
        qabot("ask", "Who postponed the ferry plan?")
        assert qabot("sync", "--no-feeds").code == 0
        assert len(site.asked) == asked
        assert qabot("sync").code == 0
        assert len(site.asked) > asked
        assert "its articles stay" in qabot("feeds", "--remove", feed).out
        assert qabot("feeds", "--remove", feed).code == 1
    assert "Council postpones ferry plan" in qabot("list").out


def test_lists_are_short_and_names_true(qabot, alone: Path) -> None:
    words = f"---\ntitle: {'Very long ' * 90}\nsource: R\u0435uters\n---\n{text(1)}"
    (alone / "corpus").mkdir()
    (alone / "corpus" / "a.md").write_text(words)
    (line,) = qabot("list").out.splitlines()
    assert len(line) < 250 and line.endswith("…  (R\u0435uters (Cyrillic and Latin letters))")
    assert "(Cyrillic and Latin letters)" in qabot("search", text(1)).out


def test_titles_that_deceive_are_marked(qabot, alone: Path) -> None:
    (alone / "corpus").mkdir()
    (alone / "corpus" / "a.md").write_text(f"---\ntitle: P\u0430ypal fined\n---\n{text(1)}")
    marked = "P\u0430ypal fined (Cyrillic and Latin letters)"
    for words in (["list"], ["show", "1"], ["search", text(1)], ["ask", text(1)]):
        assert marked in qabot(*words).out, words
