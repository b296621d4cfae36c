"""/why line by line: which sentences are marked, why, and the words that they cite."""

from datetime import date

import pytest

from qabot.cli.why import print_why
from qabot.domain import Answer, Citation, Statement


def citation(number: int, quote: str) -> Citation:
    day = date(2024, 5, 12)
    return Citation(number, 1, "A", "Gazette", day, "", "a.md", 0, len(quote), quote)


CITED = citation(1, "Eleven sailors were saved.")
OTHER = citation(2, "The harbour was shut.")
ANSWER = Answer(
    "who was saved?",
    "who was saved?",
    (
        Statement("The harbour was shut [2].", (2,)),
        Statement(
            "Twelve sailors were saved [1].", (1,), (), False, "unsupported: 12 is not there"
        ),
        Statement("Falk wept.", (), (), False, "unsupported: no sentence of the articles says so"),
        Statement("It rained [1].", (1,), (), False),
    ),
    (CITED, OTHER),
    True,
    mode="writing",
)


def test_marked_sentences_stand_with_their_remark_and_what_they_cite(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_why(ANSWER)
    said = capsys.readouterr().out
    lines = said.split("\n")
    at = lines.index("Marked: Twelve sailors were saved [1].")
    assert lines[at + 1 : at + 6] == [
        "    ? unsupported: 12 is not there",
        "    cites [1] Gazette · 12 May 2024: “Eleven sailors were saved.”",
        "Marked: Falk wept.",
        "    ? unsupported: no sentence of the articles says so",
        "    cites nothing",
    ]
    assert "Marked: It rained [1].\n    ? not supported by what it cites\n" in said
    assert "Marked: The harbour" not in said and OTHER.quote not in said


def test_nothing_is_said_of_marks_where_there_are_none(capsys: pytest.CaptureFixture[str]) -> None:
    print_why(Answer("a?", "a?", (Statement("So [1].", (1,)),), (CITED,), True))
    assert "Marked" not in capsys.readouterr().out
