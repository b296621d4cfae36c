"""Texts that are hard to read aloud: right to left, emoji, no spaces, one line of a megabyte."""

from __future__ import annotations

from pathlib import Path

import pytest

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
