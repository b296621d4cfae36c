"""What is removed stays removed, and can be added again."""

from __future__ import annotations

from pathlib import Path

import pytest
from news_made import jsonl, text, word

from qabot.domain import QabotError
from qabot.library import Library
from qabot.storage.errors import NoSuchArticle


def number_of(library: Library, place: str) -> int:
    """The number of the article with this path or key."""
    return next(row.number for row in library.rows() if place in (row.path, row.key))


def test_a_file_of_one_is_moved_aside(library: Library, corpus: Path, tmp_path: Path) -> None:
    outside = tmp_path / "a.txt"
    outside.write_text(text(1))
    library.add([str(outside)])
    row = library.remove(number_of(library, "a.txt"))
    assert row.path == "a.txt"
    assert not (corpus / "a.txt").exists()
    assert (corpus / ".removed/a.txt").read_text() == text(1)
    assert library.sync().added == ()
    with pytest.raises(NoSuchArticle):
        library.remove(row.number)

    # Added again, from outside or out of .removed.
    assert len(library.add([str(outside)]).added) == 1
    library.remove(number_of(library, "a.txt"))
    report = library.add([str(corpus / ".removed/a-2.txt")])
    assert len(report.added) == 1
    assert library.sync().removed == 0
    assert word(1) in library.search(word(1), 1)[0].text


def test_an_entry_of_many_is_listed_and_the_file_stays(
    library: Library, corpus: Path, tmp_path: Path
) -> None:
    outside = jsonl(tmp_path / "wire.jsonl", range(3))
    library.add([str(outside)])
    library.remove(number_of(library, "a1"))
    assert (corpus / ".qabotremoved").read_text() == '["wire.jsonl", "a1"]\n'
    assert library.sync().added == ()
    jsonl(corpus / "wire.jsonl", range(4))  # the file changes: the rest of it is taken
    assert len(library.sync().added) == 1
    assert {row.key for row in library.rows()} == {"a0", "a2", "a3"}
    library.rebuild()
    assert {row.key for row in library.rows()} == {"a0", "a2", "a3"}

    report = library.add([str(corpus / "wire.jsonl")])
    assert len(report.added) == 1
    assert {row.key for row in library.rows()} == {"a0", "a1", "a2", "a3"}
    library.rebuild()
    assert library.counts().articles == 4


def test_copies_do_not_bring_it_back(library: Library, corpus: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (corpus / name).write_text(text(1))
    jsonl(corpus / "wire.jsonl", range(5, 7))
    library.sync()
    library.remove(number_of(library, "a.txt"))
    library.sync()
    library.rebuild()
    assert {row.path for row in library.rows()} == {"wire.jsonl"}


def test_a_damaged_list_is_named(library: Library, corpus: Path) -> None:
    (corpus / ".qabotremoved").write_text('["a.txt", ""]\nnonsense\n')
    with pytest.raises(QabotError, match=r"\.qabotremoved is damaged in line 2"):
        library.sync()
