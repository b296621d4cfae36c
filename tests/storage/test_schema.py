from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from qabot.storage import schema
from qabot.storage.catalogue import Catalogue
from qabot.storage.errors import CatalogueTooNew
from qabot.storage.values import Identity


def version(folder: Path) -> int:
    db = sqlite3.connect(folder / "catalogue.db")
    try:
        return schema.version_of(db)
    finally:
        db.close()


def test_an_empty_folder_becomes_the_newest_version(catalogue: Catalogue, folder: Path) -> None:
    assert version(folder) == schema.VERSION == len(schema.MIGRATIONS)
    with catalogue.reading() as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)
        assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_newer_version_is_named_and_left_alone(catalogue: Catalogue, folder: Path) -> None:
    catalogue.close()
    db = sqlite3.connect(folder / "catalogue.db")
    db.execute("PRAGMA user_version = 4711")
    db.close()
    for read_only in (False, True):
        with pytest.raises(CatalogueTooNew, match=r"4711.*rebuild"):
            Catalogue(folder, read_only=read_only)
    assert version(folder) == 4711


def test_a_migration_is_applied_whole_or_not_at_all(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Catalogue(folder).close()
    broken = ("CREATE TABLE half (a)", "CREATE TABLE half (a)")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    with pytest.raises(Exception, match="half"):
        Catalogue(folder)
    assert version(folder) == schema.VERSION - 1
    mended = ("CREATE TABLE half (a)",)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS[:-1], mended))
    with Catalogue(folder).reading() as db:
        assert db.execute("SELECT count(*) FROM half").fetchone() == (0,)


def test_many_may_open_a_new_catalogue_at_once(folder: Path) -> None:
    failed: list[BaseException] = []
    start = threading.Barrier(8)

    def opened() -> None:
        try:
            start.wait()
            Catalogue(folder).close()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=opened) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert version(folder) == schema.VERSION


def test_identity(catalogue: Catalogue) -> None:
    assert catalogue.identity() is None
    catalogue.set_identity(Identity("mini/384/abc", "sentences-1/words-150"))
    assert catalogue.identity() == Identity("mini/384/abc", "sentences-1/words-150")
    catalogue.set_identity(Identity("other/2/d", "s"))
    assert catalogue.identity() == Identity("other/2/d", "s")
