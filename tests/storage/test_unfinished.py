"""A corpus that was left unclean is read where nothing can be written."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from qabot.domain import QabotError
from qabot.library import HIDDEN, Library
from qabot.settings import Settings
from qabot.storage import unfinished

SETTINGS = Settings.model_construct()
pytestmark = pytest.mark.skipif(os.name != "posix", reason="links are not for everybody there")


@pytest.fixture
def unclean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder copied while it was in use, without the files that others leave out of backups;
    what stands in their place lets SQLite make none, as a disk that is only to be read."""
    made, copy = tmp_path / "made", tmp_path / "copy"
    made.mkdir()
    (made / "a.txt").write_text("The harbour union withdrew its plan on Tuesday.")
    with closing(Library(made, SETTINGS)) as library:
        library.sync_files()
        library.threads.begin(None, "Who withdrew it?")
        shutil.copytree(made, copy)
    for name in ("catalogue.db", "threads.db"):
        assert (copy / HIDDEN / f"{name}-wal").stat().st_size
        os.unlink(copy / HIDDEN / f"{name}-shm")
        (copy / HIDDEN / f"{name}-shm").symlink_to(tmp_path / "nowhere" / "it")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return copy


def test_all_that_was_acknowledged_is_read(unclean: Path, tmp_path: Path) -> None:
    before = (unclean / HIDDEN / "catalogue.db-wal").read_bytes()
    with closing(Library(unclean, SETTINGS)) as library:
        assert library.catalogue.read_only
        assert [row.path for row in library.rows()] == ["a.txt"]
        assert [row.title for row in library.threads.rows()] == ["Who withdrew it?"]
        (copy,) = (tmp_path / "temporary").iterdir()
        assert os.name != "posix" or copy.stat().st_mode & 0o777 == 0o700
    assert list((tmp_path / "temporary").iterdir()) == []
    assert (unclean / HIDDEN / "catalogue.db-wal").read_bytes() == before


def test_without_room_for_a_copy_it_is_said(unclean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(unfinished.shutil, "copyfile", full)
    with pytest.raises(QabotError, match="cannot be read or written"):
        Library(unclean, SETTINGS)
