"""Which files of a folder are read, and which are said to be unreadable."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qabot.domain import Failure
from qabot.reading import SUFFIXES, read, readable, walk


def _make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Some text.")


def _walked(folder: Path) -> tuple[list[str], dict[str, str]]:
    found = list(walk(folder))
    files = [one.relative_to(folder).as_posix() for one in found if isinstance(one, Path)]
    return files, {one.path: one.reason for one in found if isinstance(one, Failure)}


def test_sorted_readable_files_without_hidden_ones(tmp_path: Path) -> None:
    _make(
        tmp_path,
        "b.txt",
        "a/z.md",
        "a/y.JSONL.gz",
        "picture.png",
        ".hidden.txt",
        ".qabot/log.txt",
        "c/.x/d.txt",
    )
    assert _walked(tmp_path) == (["a/y.JSONL.gz", "a/z.md", "b.txt"], {})


def test_ignore_files(tmp_path: Path) -> None:
    _make(
        tmp_path,
        "a.txt",
        "keep.md",
        "draft-1.md",
        "old/a.txt",
        "old/b/c.txt",
        "new/x.txt",
        "new/y.md",
        "new/old.txt",
    )
    (tmp_path / ".qabotignore").write_text(
        "# comment\n\ndraft-*.md\nold/\n/a.txt\n*.txt\n!new/x.txt\n"
    )
    (tmp_path / "new/.qabotignore").write_text("y.md\n")
    assert _walked(tmp_path)[0] == ["keep.md", "new/x.txt"]


@pytest.mark.parametrize(
    ("pattern", "name", "out"),
    [
        ("*.txt", "a/b.txt", True),
        ("a/*.txt", "a/b.txt", True),
        ("a/*.txt", "a/b/c.txt", False),
        ("a/**/c.txt", "a/c.txt", True),
        ("a/**/c.txt", "a/b/b/c.txt", True),
        ("**/c.txt", "c.txt", True),
        ("a/**", "a/b/c.txt", True),
        ("[!a-c].txt", "d.txt", True),
        ("[!a-c].txt", "b.txt", False),
        ("?.txt", "ab.txt", False),
        ("a.txt", "aXtxt", False),
        ("[z-a].txt", "m.txt", False),
        ("\\!a.txt", "!a.txt", True),
        ("/a.txt", "b/a.txt", False),
        ("[", "[", True),
    ],
)
def test_patterns(pattern: str, name: str, out: bool) -> None:
    from qabot.reading.ignore import ignored, rules

    assert bool(ignored(name, False, rules(pattern))) is out


def test_links(tmp_path: Path) -> None:
    corpus, outside = tmp_path / "corpus", tmp_path / "outside"
    _make(corpus, "a/one.txt", ".store/two.txt")
    _make(outside, "three.txt")
    (corpus / "circle").symlink_to(corpus)
    (corpus / "a/up").symlink_to("..")
    (corpus / "self.txt").symlink_to("self.txt")
    (corpus / "gone.txt").symlink_to("nowhere.txt")
    (corpus / "out.txt").symlink_to(outside / "three.txt")
    (corpus / "outdir").symlink_to(outside)
    (corpus / "same.txt").symlink_to("a/one.txt")
    (corpus / "kept.txt").symlink_to(".store/two.txt")
    files, failures = _walked(corpus)
    assert files == ["a/one.txt", "kept.txt"]
    assert set(failures) == {"circle", "a/up", "self.txt", "gone.txt", "out.txt", "outdir"}
    assert "circle" in failures["a/up"]
    assert "circle" in failures["self.txt"]
    assert "nothing" in failures["gone.txt"]
    assert "leads out" in failures["outdir"]


def test_a_corpus_that_is_itself_a_link(tmp_path: Path) -> None:
    _make(tmp_path / "real", "a.txt")
    (tmp_path / "corpus").symlink_to("real")
    assert _walked(tmp_path / "corpus") == (["a.txt"], {})


def test_pipes_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "other")
    assert list(_walked(tmp_path)[1]) == ["pipe.txt"]
    for name in ("pipe.txt", "other"):
        (found,) = read(tmp_path / name, name)
        assert "pipe" in found.reason


def test_read_of_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "self.txt").symlink_to("self.txt")
    reasons = {
        name: next(read(tmp_path / name, name)).reason
        for name in ("folder.txt", "gone.txt", "self.txt")
    }
    assert "folder" in reasons["folder.txt"]
    assert reasons["gone.txt"] == "no such file"
    assert reasons["self.txt"] == "a link in a circle"


def test_a_file_that_vanishes_between_walk_and_read(tmp_path: Path) -> None:
    _make(tmp_path, "a.txt")
    (path,) = walk(tmp_path)
    assert isinstance(path, Path)
    path.unlink()
    assert [one.reason for one in read(path, "a.txt")] == ["no such file"]


@contextmanager
def _nobody() -> Iterator[None]:
    """Root may read everything, so become someone who may not."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_no_rights(tmp_path: Path) -> None:
    with (
        tempfile.TemporaryDirectory() as name
    ):  # not below tmp_path, which only its owner may enter
        folder = Path(name)
        _make(folder, "open.txt", "closed.txt", "shut/a.txt")
        folder.chmod(0o755)
        (folder / "closed.txt").chmod(0)
        (folder / "shut").chmod(0)
        with _nobody():
            files, failures = _walked(folder)
            results = list(read(folder / "closed.txt", "closed.txt"))
        (folder / "shut").chmod(0o755)
    assert files == ["closed.txt", "open.txt"]
    assert failures == {"shut": "no permission to read it"}
    assert results == [Failure("closed.txt", "no permission to read it", results[0].remedy)]


def test_a_name_that_is_not_unicode(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (tmp_path / name).write_text("Some text.")
    except (OSError, UnicodeError):
        pytest.skip("this file system has Unicode names only")
    (found,) = read(tmp_path / name, name)
    assert "Unicode" in found.reason
    found.path.encode("utf-8")
    (tmp_path / os.fsdecode(b"x\xe9.txt")).symlink_to("nowhere")
    for one in walk(tmp_path):
        if isinstance(one, Failure):
            one.path.encode("utf-8")


def test_very_deep_folders(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 150)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("Some text.")
    files, failures = _walked(tmp_path)
    assert files == []
    assert list(failures.values()) == ["more than 100 folders deep"]


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys, qabot.reading\n"
        "heavy = {'yaml', 'lxml', 'trafilatura', 'pypdfium2', 'docx', 'charset_normalizer', 'pyarrow', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout
        == "[]\n"
    )


def test_suffixes() -> None:
    assert {
        ".txt",
        ".md",
        ".jsonl",
        ".jsonl.gz",
        ".html",
        ".pdf",
        ".docx",
        ".epub",
        ".csv",
        ".warc.gz",
    } <= SUFFIXES
    assert readable(Path("A.TXT"))
    assert readable(Path("x/a.JSONL.GZ"))
    assert not readable(Path("a.gz"))
    assert not readable(Path(".txt"))
