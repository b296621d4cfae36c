"""Texts that are hard to read aloud: right to left, emoji, no spaces, one line of a megabyte."""

from __future__ import annotations

from pathlib import Path

import pytest

from qabot.domain import Answered
from qabot.library import Library

ARABIC = "قالت الحكومة يوم الاثنين إن المفاوضات مع عمال الميناء قد فشلت بعد تسع عشرة ساعة."


@pytest.mark.parametrize(
    ("text", "asked", "words"),
    [
        (ARABIC, "المفاوضات", ARABIC),
        ("The mayor 👩‍🚀 of Emojiville 🎉 opened the quay 🚢 on Friday.", "Emojiville", "👩‍🚀 of"),
        ("Nulls \0 of Nultown were counted on Monday by three officers.", "Nultown", "of Nultown"),
        ("x" * 1_000_000 + " Endville closed its harbour.", "Endville", "Endville closed"),
    ],
    ids=["rtl", "emoji", "null", "megabyte"],
)
def test_it_is_added_embedded_and_found(
    library: Library, tmp_path: Path, text: str, asked: str, words: str
) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    report = library.add([str(tmp_path / "a.txt")])
    assert (len(report.added), report.failures) == (1, ())
    (row,) = library.rows()
    assert row.embedded == row.passages > 0
    hit = library.search(asked, 1)[0]
    article = library.article(row.number).text
    assert hit.text == article[hit.passage.start : hit.passage.end]
    assert words in hit.text


@pytest.mark.slow
def test_an_answer_from_a_text_without_a_full_stop_is_short(
    library: Library, tmp_path: Path
) -> None:
    around = "and then they talked about the weather and the harvest and other things " * 2000
    text = f"{around}mayor Anna Dovre of Velmar resigned after the bridge fell {around}"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    library.add([str(tmp_path / "a.txt")])
    hit = library.search("why did mayor Anna Dovre of Velmar resign?", 1)[0]
    assert "Anna Dovre" in hit.text
    answer = next(
        event
        for event in library.ask("why did mayor Anna Dovre of Velmar resign?")
        if isinstance(event, Answered)
    ).answer
    quotes = [one.quote for one in answer.citations]
    assert any("Anna Dovre" in quote for quote in quotes)
    assert max(map(len, quotes)) <= 1000
