"""`qabot ask` with a model on a terminal: sentence by sentence; piped or as JSON: whole."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from loopback import FINE, Server, serving

from qabot.cli.streaming import REPLACED, Stream
from qabot.domain import Answer, Citation, Cited, Searching, Statement, Text
from qabot.starting import starter_folder
from qabot.tui.conversation import Turn

CITED = Citation(1, 1, "Talks", "Gazette", None, "", "a.md", 0, 5, "Talks")
ONE = Statement("It rained in Rome. It did [1].", (1,))
TWO = Statement(
    "Nine came (of ten) [1].", (1,), supported=False, remark="unsupported: “Nine” is not there"
)
THREE = Statement("Mr. Ruiz left [1].", (1,))
PIECES = [
    *("It rai", "ned in Rome. It", " did", " [1].", " Nine", " came (of ten)"),
    *(" [1]. (unsupported: “Nine” is not there)", " Mr. Ruiz", " left", " [1]."),
]


def answer(*statements: Statement, mode: str = "writing") -> Answer:
    made = Answer("what?", "what?", statements, (CITED,), answered=True, mode=mode)
    return replace(made, notices=("3 tokens read.",))


def test_a_sentence_is_printed_when_the_next_begins(capsys: pytest.CaptureFixture[str]) -> None:
    stream, lines = Stream("what?"), []
    stream.searching(Searching("what, in Rome?"))
    for piece in PIECES:
        stream.add(piece)
        lines.append(capsys.readouterr().out)
    assert lines[1] == "searched: what, in Rome?\nIt rained in Rome.\n"
    assert lines[4] == "It did [1].\n"
    assert lines[7] == "Nine came (of ten) [1]. (unsupported: “Nine” is not there)\n"
    assert "".join(lines).count("\n") == 4
    stream.finish(answer(ONE, TWO, THREE))
    said = capsys.readouterr()
    assert said.out == "Mr. Ruiz left [1].\n\n[1] Talks — Gazette · no date\n"
    assert said.err == "3 tokens read.\n"


def test_what_was_no_sentence_after_all_is_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    """In the chat, too, nothing of it is left."""
    stream, turn = Stream("what?"), Turn(1, "what?")
    pieces = [("Mr. Ruiz left [1].", 0), (" Here is more", 0), (" Nine came", 13), (" (of ten) [1].", 0)]  # fmt: skip
    for text, takes_back in [*pieces, (" (unsupported: “Nine” is not there)", 0)]:
        stream.add(text, takes_back)
        turn.apply(Text(text, takes_back))
    stream.finish(answer(THREE, TWO))
    said = capsys.readouterr().out
    whole = "Mr. Ruiz left [1].\nNine came (of ten) [1]. (unsupported: “Nine” is not there)\n\n[1]"
    assert said.startswith(whole)
    assert turn.text == whole.removesuffix("\n\n[1]").replace("\n", " ")


def test_a_number_given_anew_is_of_its_new_source() -> None:
    """All before was only thought; stopping then keeps what stands."""
    turn, other = Turn(1, "what?"), replace(CITED, article=7, title="Rain")
    turn.apply(Text("Maybe it rained [1]."))
    turn.apply(Cited(CITED))
    turn.apply(Text("It did [1].", 20))
    turn.apply(Cited(other))
    unfinished = turn.unfinished()
    assert turn.evidence == unfinished.citations == (other,)
    assert unfinished.statements[0].citations == (1,)


def test_an_answer_in_place_of_what_was_printed_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    stream = Stream("what?")
    for piece in PIECES:
        stream.add(piece)
    stream.finish(answer(Statement("Talks", (1,)), mode="quoting"))
    said = capsys.readouterr().out
    assert f"\n\n{REPLACED}\n\n“Talks” [1]\n\n[1] Talks" in said
    assert said.index("It rained") < said.index(REPLACED)


def test_without_any_text_the_answer_is_printed_as_ever(capsys: pytest.CaptureFixture[str]) -> None:
    stream = Stream("what?")
    stream.searching(Searching("what?"))
    stream.finish(answer(Statement("Talks", (1,)), mode="quoting"))
    assert capsys.readouterr().out.startswith("“Talks” [1]\n\n[1] Talks")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        made.more = "It was a week of storms in Lima. Blinken postponed plans to visit China in February [{n}]."
        yield made


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for file in starter_folder().glob("*.md"):
        shutil.copy(file, folder)
    return folder


def called(corpus: Path, *words: str) -> tuple[list[str], dict[str, str]]:
    call = "from qabot.cli import main; main()"
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(corpus.parent),
        "TERM": "xterm",
        "COLUMNS": "100",
    }
    env |= {"PYTHONPATH": str(Path(__file__).parents[2]), "NO_COLOR": "1"}
    question = "why was the trip postponed?"
    return [sys.executable, "-c", call, "ask", question, "-c", str(corpus), *words], env


def on_a_terminal(corpus: Path, *words: str, stop_after: str = "") -> tuple[int, list[float], str]:
    """The exit code, when each line of the answer came, and all that was printed."""
    pty = pytest.importorskip("pty")
    command, env = called(corpus, *words)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL, env=env, cwd=corpus.parent
    ) as process:
        os.close(theirs)
        at: list[float] = []
        data = ""
        while True:
            try:
                piece = os.read(ours, 65536).decode()
            except OSError:
                break
            if not piece:
                break
            data += piece
            at += [time.perf_counter()] * piece.count("\n")
            if stop_after and stop_after in data:
                process.send_signal(signal.SIGINT)
                stop_after = ""
        os.close(ours)
        return process.wait(), at, re.sub(r"\x1b\]8;[^\x1b]*\x1b\\", "", data).replace("\r\n", "\n")


@pytest.mark.slow
def test_a_terminal_shows_the_first_sentence_long_before_the_last(
    corpus: Path, server: Server
) -> None:
    server.mode = "slow"
    code, at, said = on_a_terminal(corpus, "--model", f"openai:test@{server.url}/v1")
    lines = said.split("\n")
    assert code == 0 and lines[0] == f"{FINE} [1]."
    plain = " ".join(said.split())
    assert "in Lima. (unsupported: no sentence of the articles says so)" in plain
    assert "Blinken postponed plans" in plain and "\n\n[1] " in said
    assert at[-1] - at[0] > 0.8  # nineteen words at ten a second lie between


@pytest.mark.slow
def test_ctrl_c_keeps_what_has_come(corpus: Path, server: Server) -> None:
    server.mode = "slow"
    words = ("--model", f"openai:test@{server.url}/v1")
    code, _, said = on_a_terminal(corpus, *words, stop_after=f"{FINE} [1].")
    assert code == 130 and said.startswith(f"{FINE} [1].")
    assert "(unfinished)" in said and "postponed his" not in said


@pytest.mark.slow
def test_json_and_pipes_get_it_whole(corpus: Path, server: Server) -> None:
    command, env = called(corpus, "--model", f"openai:test@{server.url}/v1")
    made = subprocess.run([*command, "--json"], capture_output=True, env=env, timeout=120)
    told = json.loads(made.stdout)
    assert [s["supported"] for s in told["statements"]] == [True, False, True]
    piped = subprocess.run(command, capture_output=True, env=env, timeout=120).stdout.decode()
    assert piped.startswith(f"{FINE} [1].\n") and "(? unsupported" in piped
