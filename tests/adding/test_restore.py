"""A removal is undone, and one file is read again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from news_made import jsonl, text, word

from qabot.domain import ArticleRow, QabotError
from qabot.library import Library


def row_of(library: Library, place: str) -> ArticleRow:
    return next(row for row in library.rows() if place in (row.path, row.key))


def test_a_removed_file_comes_back_to_its_place(library: Library, corpus: Path) -> None:
    for name in ("a.txt", "b.txt"):  # b is the same and goes with it
        (corpus / name).write_text(text(1))
    (corpus / "c.txt").write_text(text(2))
    library.sync()
    old = library.remove(row_of(library, "a.txt").number)
    assert [row.path for row in library.rows()] == ["c.txt"]
    report = library.restore(old.number)
    assert len(report.added) == 1
    assert (corpus / "a.txt").read_text() == (corpus / "b.txt").read_text() == text(1)
    assert not list((corpus / ".removed").rglob("*.txt"))
    assert row_of(library, "a.txt").embedded == row_of(library, "a.txt").passages > 0
    assert word(1) in library.search(word(1), 1)[0].text
    report = library.sync()
    assert (report.added, report.removed) == ((), 0)
    with pytest.raises(QabotError, match="not removed here"):
        library.restore(old.number)


def test_a_removed_entry_comes_back(library: Library, corpus: Path) -> None:
    jsonl(corpus / "wire.jsonl", range(3))
    library.sync()
    first = library.remove(row_of(library, "a1").number)
    library.remove(row_of(library, "a2").number)
    assert len(library.restore(first.number).added) == 1
    assert {row.key for row in library.rows()} == {"a0", "a1"}
    library.rebuild()
    assert {row.key for row in library.rows()} == {"a0", "a1"}


def test_what_cannot_come_back_is_said(library: Library, corpus: Path) -> None:
    (corpus / "a.txt").write_text(text(1))
    jsonl(corpus / "wire.jsonl", range(3, 5))
    library.sync()
    one = library.remove(row_of(library, "a.txt").number)
    many = library.remove(row_of(library, "a3").number)
    (corpus / ".removed/a.txt").unlink()
    (corpus / "wire.jsonl").unlink()
    with pytest.raises(QabotError, match=r"\.removed/a\.txt cannot be moved back"):
        library.restore(one.number)
    with pytest.raises(QabotError, match=r"wire\.jsonl is no longer in the corpus"):
        library.restore(many.number)


def test_a_name_taken_meanwhile_is_not_overwritten(library: Library, corpus: Path) -> None:
    (corpus / "a.txt").write_text(text(1))
    library.sync()
    row = library.remove(row_of(library, "a.txt").number)
    (corpus / "a.txt").write_text(text(2))
    library.sync()
    library.restore(row.number)
    assert (corpus / "a.txt").read_text() == text(2)
    assert (corpus / "a-2.txt").read_text() == text(1)
    assert library.counts().articles == 2


def test_reread_sees_what_a_stamp_hides(library: Library, corpus: Path) -> None:
    path = corpus / "a.txt"
    path.write_text(text(1))
    (corpus / "b.txt").write_text(text(1))  # a copy, which is to become its own article
    library.sync()
    before = path.stat()
    number = row_of(library, "a.txt").number
    path.write_text(text(1).replace("Tuesday", "Mondays"))  # same size, same time
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert library.sync().changed == ()
    report = library.reread("a.txt")
    assert report.changed == (number,)
    assert "Mondays" in library.article(number).text
    assert row_of(library, "b.txt").passages > 0
    assert library.counts().embedded == library.counts().passages
    assert library.reread("a.txt").unchanged == 1


def test_reread_of_what_failed(library: Library, corpus: Path) -> None:
    path = corpus / "a.jsonl"
    path.write_text("{broken\n")
    library.sync()
    (failure,) = library.failures()
    assert library.reread(failure.path).failures
    path.write_text('{"title": "Ferry", "text": "The ferry sails again on Monday."}\n')
    assert len(library.reread("a.jsonl").added) == 1
    assert library.failures() == []
    path.unlink()
    with pytest.raises(QabotError, match=r"a\.jsonl is no longer in the corpus"):
        library.reread("a.jsonl")
