"""The index follows the files of the corpus folder."""

from __future__ import annotations

import json
import os
import time
from contextlib import closing
from pathlib import Path

import pytest
from news_made import jsonl, row, text, word

from qabot.domain import Cancel, Cancelled, Progress
from qabot.library import Library
from qabot.settings import Settings
from qabot.storage.values import Identity


def paths(library: Library) -> list[str]:
    return sorted(row.path for row in library.rows())


def found(library: Library, number: int) -> bool:
    """Whether article ``number`` is found by its own word."""
    hits = library.search(word(number), 3)
    return any(word(number) in hit.text for hit in hits)


def test_new_changed_deleted_and_touched_files(library, write, corpus: Path) -> None:
    write("a.txt", 1)
    write("deep/er/b.txt", 2)
    report = library.sync()
    assert (len(report.added), report.failures) == (2, ())
    assert paths(library) == ["a.txt", "deep/er/b.txt"]
    number = next(row.number for row in library.rows() if row.path == "a.txt")

    write("a.txt", 1, " Later it was said otherwise.")
    (corpus / "deep/er/b.txt").unlink()
    write("c.txt", 3)
    report = library.sync()
    assert (len(report.added), report.changed, report.removed) == (1, (number,), 1)
    assert library.article(number).text.endswith("otherwise.")
    assert found(library, 3)
    assert not found(library, 2)

    os.utime(corpus / "a.txt")
    passages = library.catalogue.passages_of(number)
    report = library.sync()
    assert (report.added, report.changed, report.unchanged) == ((), (), 1)
    assert library.catalogue.passages_of(number) == passages
    assert library.sync().unchanged == 0  # not even opened


def test_same_content_is_stored_once_and_survives_either_file(library, write, corpus: Path) -> None:
    write("a.txt", 1)
    write("b.txt", 1)
    report = library.sync()
    assert len(report.added) == 1
    assert report.unchanged == 1
    assert "b.txt is the same as a.txt" in report.notices[0]
    assert paths(library) == ["a.txt"]
    assert library.sync().notices == ()

    (corpus / "a.txt").unlink()
    library.sync()
    assert paths(library) == ["b.txt"]
    assert found(library, 1)

    write("a.txt", 1)
    library.sync()
    write("b.txt", 2)  # the stored one changes: its copy is the only one of the old text
    library.sync()
    assert found(library, 1)
    assert found(library, 2)
    assert library.counts().articles == 2


def test_a_moved_file_is_not_taken_for_a_copy(library, write, corpus: Path) -> None:
    write("a.txt", 1)
    library.sync()
    (corpus / "2024").mkdir()
    (corpus / "a.txt").rename(corpus / "2024/a.txt")
    library.sync()
    assert paths(library) == ["2024/a.txt"]
    library.sync()
    assert paths(library) == ["2024/a.txt"]


def test_lines_of_a_file_come_change_and_go(library, corpus: Path) -> None:
    wire = jsonl(corpus / "wire.jsonl", range(6))
    library.sync()
    rows = [row(0), row(1, title="Another title"), row(2), row(9), row(9, id="again")]
    wire.write_text("".join(json.dumps(one) + "\n" for one in rows))
    report = library.sync()
    assert (len(report.added), len(report.changed), report.removed) == (1, 1, 3)
    assert {row.key for row in library.rows()} == {"a0", "a1", "a2", "a9"}


def test_lines_without_ids_may_shift(library, corpus: Path) -> None:
    wire = corpus / "wire.jsonl"
    wire.write_text("".join(json.dumps({"text": text(n)}) + "\n" for n in range(5)))
    library.sync()
    wire.write_text("".join(json.dumps({"text": text(n)}) + "\n" for n in (9, 0, 1, 2, 3)))
    library.sync()
    texts = sorted(library.article(row.number).text for row in library.rows())
    assert texts == sorted(text(n) for n in (9, 0, 1, 2, 3))
    # A bad line keeps what may be missing because of it, but nothing twice.
    wire.write_text("not json\n" + "".join(json.dumps({"text": text(n)}) + "\n" for n in (0, 1, 2)))
    assert len(library.sync().failures) == 1
    texts = [library.article(row.number).text for row in library.rows()]
    assert len(texts) == len(set(texts))
    assert {text(n) for n in (0, 1, 2)} <= set(texts)


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        (
            "a.md",
            "---\ntitle: Ferry plan\n---\n\n" + text(1),
            "---\ntitle: [Ferry\n---\n\n" + text(1),
        ),
        ("a.txt", text(1), "\0\x01\x02\x03PNG" * 40),
        ("a.txt", text(1), ""),
        ("wire.jsonl", json.dumps(row(1)), json.dumps(row(1))[:-2]),
    ],
)
def test_a_file_that_becomes_malformed_keeps_its_article_until_mended(
    library, corpus: Path, name: str, good: str, bad: str
) -> None:
    path = corpus / name
    path.write_text(good)
    library.sync()
    assert found(library, 1)
    path.write_text(bad)
    report = library.sync()
    assert [failure.path.partition(":")[0] for failure in report.failures] == [name]
    assert found(library, 1)
    assert library.failures()[0].path == name

    report = library.sync()
    assert report.failures == ()  # not tried again
    assert name in report.notices[0]
    path.write_text(good.replace("necessary", "superfluous"))
    report = library.sync()
    assert (len(report.changed), report.notices, library.failures()) == (1, (), [])
    assert "superfluous" in library.article(report.changed[0]).text


def test_bad_lines_leave_the_good_ones(library, corpus: Path) -> None:
    lines = [json.dumps(row(n)) for n in range(4)]
    wire = corpus / "wire.jsonl"
    wire.write_text("\n".join(lines))
    library.sync()
    wire.write_text("\n".join([lines[0], lines[1][:-3], lines[2], json.dumps(row(7))]))
    report = library.sync()
    assert [failure.path for failure in report.failures] == ["wire.jsonl:line 2"]
    assert {row.key for row in library.rows()} == {"a0", "a1", "a2", "a3", "a7"}
    wire.write_text("\n".join([lines[0], lines[2]]))
    assert library.sync().removed == 3


def test_an_unreadable_ignore_file_loses_nothing(library, write, corpus: Path) -> None:
    write("a.txt", 1)
    write("sub/b.txt", 2)
    library.sync()
    for name in (".qabotignore", "sub/.qabotignore"):
        (corpus / name).write_bytes(b"\x89PNG\0\0\0")
        report = library.sync()
        assert [failure.path for failure in report.failures] == [name]
        assert report.removed == 0
        (corpus / name).unlink()
        library.sync()
    (corpus / ".qabotignore").write_text("sub/\n")
    assert library.sync().removed == 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_files_and_folders_without_rights(library, write, corpus: Path) -> None:
    write("a.txt", 1)
    write("sub/b.txt", 2)
    library.sync()
    write("a.txt", 3).chmod(0)
    (corpus / "sub").chmod(0)
    try:
        report = library.sync()
        assert {failure.path for failure in report.failures} == {"a.txt", "sub"}
        assert all("permission" in failure.reason for failure in report.failures)
        assert library.counts().articles == 2
        assert library.sync().failures == ()  # said once
    finally:
        (corpus / "a.txt").chmod(0o600)
        (corpus / "sub").chmod(0o700)
    report = library.sync()
    assert (len(report.changed), report.failures, library.failures()) == (1, (), [])


def test_a_folder_that_cannot_be_listed_keeps_its_articles(
    library, write, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As above, where the tests run as root."""
    write("a.txt", 1)
    write("sub/b.txt", 2)
    library.sync()
    listing = os.scandir

    def refused(closed: Path):
        def scandir(path):
            if Path(path) == closed:
                raise PermissionError(13, "Permission denied", str(path))
            return listing(path)

        return scandir

    for closed, said in ((corpus / "sub", "sub"), (corpus, str(corpus))):
        monkeypatch.setattr(os, "scandir", refused(closed))
        report = library.sync()
        assert [failure.path for failure in report.failures] == [said]
        assert (report.removed, library.counts().articles) == (0, 2)
    monkeypatch.setattr(os, "scandir", listing)
    assert library.sync().failures == ()
    assert library.failures() == []


def test_files_that_failed_before_are_named_in_order(library, corpus: Path) -> None:
    names = [f"{word}.pdf" for word in ("kilo", "alpha", "golf", "echo", "bravo", "tango")]
    for name in names:
        (corpus / name).write_bytes(b"%PDF-1.4\nnothing more")
    assert [failure.path for failure in library.sync().failures] == sorted(names)
    (notice,) = library.sync().notices
    places = [notice.find(name) for name in sorted(names)[:3]]
    assert places == sorted(places)
    assert places[0] > 0
    assert [failure.path for failure in library.failures()] == sorted(names)


def test_cancelled_half_way_goes_on(library, corpus: Path) -> None:
    jsonl(corpus / "wire.jsonl", range(300))
    stop = Cancel()

    def said(step: Progress) -> None:
        if step.step == "embedding" and step.done >= 64:
            stop.set()

    with pytest.raises(Cancelled):
        library.sync(progress=said, cancel=stop)
    counts = library.counts()
    assert counts.articles == 300
    assert 0 < counts.embedded < counts.passages
    steps: list[Progress] = []
    library.sync(progress=steps.append)
    assert library.counts().embedded == counts.passages
    embedded = [step for step in steps if step.step == "embedding"]
    assert embedded[-1].total == counts.passages - counts.embedded


def test_another_splitter_is_said_and_rebuilt(library, write, corpus: Path) -> None:
    write("a.txt", 1)
    library.sync()
    known = library.catalogue.identity()
    assert known is not None
    for other in (Identity(known.embedder, "words/1"), Identity("else/384/00", known.splitter)):
        library.catalogue.set_identity(other)
        with closing(Library(corpus, Settings())) as again:
            write("b.txt", 2)
            with pytest.raises(Exception, match="qabot rebuild"):
                again.sync()
            report = again.rebuild()
            assert len(report.added) == 2
            assert again.catalogue.identity() == known
            assert found(again, 2)
        (corpus / "b.txt").unlink()


def test_rebuild_in_an_open_library_keeps_the_identity(library, write) -> None:
    write("a.txt", 1)
    library.sync()
    known = library.catalogue.identity()
    library.rebuild()
    assert library.catalogue.identity() == known
    assert found(library, 1)


def test_nothing_is_embedded_the_second_time(library, corpus: Path) -> None:
    jsonl(corpus / "wire.jsonl", range(50))
    began = time.perf_counter()
    library.sync()
    first = time.perf_counter() - began
    steps: list[Progress] = []
    began = time.perf_counter()
    library.sync(progress=steps.append)
    assert [step for step in steps if step.step != "reading"] == []
    assert time.perf_counter() - began < first / 10
