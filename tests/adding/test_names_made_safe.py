"""Files whose names deceive or are reserved somewhere lie under safe ones in the corpus."""

from __future__ import annotations

from pathlib import Path

from news_made import text

from qabot.library import Library


def test_unsafe_names_are_made_safe(library: Library, corpus: Path, tmp_path: Path) -> None:
    outside = tmp_path / "dots."
    outside.mkdir()
    names = {"gpj.\u202etxt.txt": "gpj._txt.txt", "CON.txt": "_CON.txt", "plain.txt": "plain.txt"}
    for number, name in enumerate(names):
        (outside / name).write_text(text(number))
    report = library.add([str(outside)])
    assert (len(report.added), report.failures) == (3, ())
    assert sorted(row.path for row in library.rows()) == sorted(
        f"dots_/{n}" for n in names.values()
    )
    assert not library.add([str(outside)]).added
    (outside / "CON.txt").write_text(text(7))
    (outside / "aux.txt").write_text(text(8))
    report = library.add([str(outside / "CON.txt"), str(outside / "aux.txt")])
    assert len(report.changed) == 1 and len(report.added) == 1
    assert (corpus / "dots_" / "_CON.txt").read_text() == text(7)
    assert (corpus / "_aux.txt").read_text() == text(8)
