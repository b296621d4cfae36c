"""Files of the corpus are whole or not there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from qabot.adding.atomic import copy_file, free_name, write_file
from qabot.adding.removed import bring_back, set_aside
from qabot.starting import make_corpus
from qabot.storage import durable
from qabot.storage.database import make_private


def test_writing_and_copying(tmp_path: Path) -> None:
    write_file(tmp_path / "deep/a.md", "Größe")
    write_file(tmp_path / "deep/a.md", "Größer")
    os.utime(tmp_path / "deep/a.md", (1e9, 1e9))
    copy_file(tmp_path / "deep/a.md", tmp_path / "b.md")
    assert (tmp_path / "b.md").read_text(encoding="utf-8") == "Größer"
    assert (tmp_path / "b.md").stat().st_mtime == 1e9
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == ["a.md", "b.md"]


def test_a_failing_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, goal = tmp_path / "new", tmp_path / "a.md"
    source.write_text("new")
    goal.write_text("old")

    def full(_: Path, part: Path) -> None:
        part.write_text("n")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copy2", full)
    with pytest.raises(OSError, match="No space"):
        copy_file(source, goal)
    assert goal.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "new"]


@pytest.mark.skipif(os.name != "posix", reason="elsewhere only age tells")
def test_what_a_kill_left_is_swept(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / f".a.md.{ended.pid}.1.part").touch()
    (tmp_path / f".a.md.{os.getppid()}.1.part").touch()
    (tmp_path / ".someone-elses.part").touch()
    write_file(tmp_path / "a.md", "x")
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == [f".a.md.{os.getppid()}.1.part", ".someone-elses.part", "a.md"]


def test_free_names(tmp_path: Path) -> None:
    for name in ("a.jsonl.gz", "a-2.jsonl.gz", "b.md"):
        (tmp_path / name).touch()

    def never(taken: Path) -> bool:
        return False

    assert free_name(tmp_path / "a.jsonl.gz", never).name == "a-3.jsonl.gz"
    assert free_name(tmp_path / "b.md", never).name == "b-2.md"
    assert free_name(tmp_path / "b.md", lambda taken: True).name == "b.md"
    assert free_name(tmp_path / "c.md", never).name == "c.md"


def test_every_new_folder_has_its_name_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled: list[Path] = []
    monkeypatch.setattr("qabot.storage.durable.settle", settled.append)
    write_file(tmp_path / "a" / "b" / "c.txt", "words")
    assert settled == [tmp_path, tmp_path / "a"]
    make_private(tmp_path / "a" / "new" / ".qabot")
    assert settled[2:] == [tmp_path / "a", tmp_path / "a" / "new"]
    assert (tmp_path / "a" / "new" / ".qabot").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name != "posix", reason="modes are of Unix")
def test_the_first_corpus_is_for_its_owner_alone(tmp_path: Path) -> None:
    make_corpus(tmp_path / "share" / "corpus")
    assert (tmp_path / "share" / "corpus").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("times", [2, 3])
def test_a_file_that_another_program_has_open_is_waited_for(
    times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where a reader or a virus scanner keeps a file from being replaced."""
    goal = tmp_path / "a.md"
    goal.write_text("old")
    refused = []
    really = os.replace

    def replace(part: Path, to: Path) -> None:
        if len(refused) < times:
            refused.append(to)
            raise PermissionError(13, "Access is denied")
        really(part, to)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(durable, "_PAUSES", (0.0, 0.0))
    if times > 2:
        with pytest.raises(PermissionError):
            write_file(goal, "new")
    else:
        write_file(goal, "new")
    assert goal.read_text() == ("new" if times == 2 else "old")
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_what_was_moved_and_brought_back_is_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text("text")
    aside = set_aside(tmp_path, "a.md")
    settled = []
    monkeypatch.setattr("qabot.adding.removed.settle", settled.append)
    assert bring_back(tmp_path, aside) == tmp_path / "a.md"
    assert settled == [tmp_path, aside.parent]
