"""A quote on the command line has one kind of quotation marks around it and another inside, as
when it is copied."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Literal

import pytest

from qabot.cli import output
from qabot.cli.printing import print_rest, print_sources
from qabot.domain import Answer, Citation, Span, Statement

TEXT = 'The minister said "no" to “the whole plan.” '


def _answer(mode: Literal["quoting", "writing"]) -> Answer:
    at = TEXT.index('"no"')
    said = Statement(TEXT, (1,), (Span(at, at + 4),))
    return Answer("q", "q", (said,), (), answered=True, mode=mode)


def test_marks_inside_a_quote_are_single(capsys: pytest.CaptureFixture[str]) -> None:
    print_rest(_answer("quoting"))
    assert capsys.readouterr().out.startswith("“The minister said ‘no’ to ‘the whole plan.’” [1]\n")


def test_what_a_model_wrote_is_as_it_wrote_it(capsys: pytest.CaptureFixture[str]) -> None:
    print_rest(_answer("writing"))
    assert 'said "no" to “the whole plan.”' in capsys.readouterr().out


def test_bold_is_where_it_was(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr("qabot.cli.printing.coloured", lambda: True)
    monkeypatch.setattr(output, "linking", lambda: False)
    print_rest(_answer("quoting"))
    assert "said \x1b[1m‘no’\x1b[0m to" in capsys.readouterr().out


def test_what_limits_an_answer_is_said_before_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", sys.stdout)
    print_rest(replace(_answer("quoting"), notices=("Nothing from May 2023 answers this.",)))
    said = capsys.readouterr().out
    assert said.index("Nothing from May 2023") < said.index("The minister said")


def _cited(number: int, also_in: tuple[str, ...] = (), article: int = 1) -> Citation:
    quote = f"Said {number}."
    return Citation(number, article, "Talks", "Gazette", None, "", "", 0, 7, quote, also_in=also_in)


@pytest.mark.parametrize(
    ("citations", "lines"),
    [
        ((_cited(1, ("Courier",)), _cited(2, ("Courier",))), ["[1][2] T", "    also in Courier"]),
        ((_cited(1), _cited(2, ("Courier",))), ["[1][2] T", "    [2] also in Courier"]),
        (
            (_cited(1, ("Post",)), _cited(2, ("Courier", "Post")), _cited(3, ("Post",))),
            ["[1][2][3] T", "    [1][3] also in Post", "    [2] also in Courier, Post"],
        ),
        ((_cited(1), _cited(2, article=2)), ["[1] T", "[2] T"]),
    ],
)
def test_an_article_has_one_line_and_each_quote_its_copies(
    citations: tuple[Citation, ...], lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    print_sources(Answer("q", "q", citations=citations, answered=True))
    said = capsys.readouterr().out.strip().splitlines()
    assert [line.replace("alks — Gazette · no date", "") for line in said] == lines
