"""The screen of /why tells of each marked sentence why, and what it cites."""

from datetime import date

from qabot.domain import Answer, Citation, Statement
from qabot.tui.conversation import Turn
from qabot.tui.why import why_content

QUOTE = "Eleven [b]sailors[/b] were saved."
CITED = Citation(1, 1, "A", "Gazette", date(2024, 5, 12), "", "a.md", 0, len(QUOTE), QUOTE)


def shown(*statements: Statement) -> str:
    answer = Answer("who?", "who?", statements, (CITED,), True, mode="writing")
    return why_content(Turn(1, "who?", answer=answer), answer).plain


def test_a_marked_sentence_has_its_remark_and_what_it_cites() -> None:
    text = shown(
        Statement("Falk was there [1].", (1,)),
        Statement("Twelve were saved [1].", (1,), (), False, "unsupported: 12 is not there"),
        Statement("Falk wept.", (), (), False),
    )
    assert (
        "marked      Twelve were saved [1].\n"
        "because     unsupported: 12 is not there\n"
        f"cites       [1] Gazette · 12 May 2024: “{QUOTE}”\n"
        "marked      Falk wept.\n"
        "because     not supported by what it cites\n"
        "cites       nothing\n"
    ) in text
    assert "Falk was there" not in text


def test_without_marks_nothing_is_said_of_them() -> None:
    assert "marked" not in shown(Statement("Falk was there [1].", (1,)))
