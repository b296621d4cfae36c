"""Errors that no test beside the code that makes them provokes, made by what a user could do."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import zipfile
from collections import namedtuple
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from error_scan import fits, places

from qabot.domain import Cancel, QabotError
from qabot.evaluation.corpus import mirror
from qabot.health import diagnose, treat
from qabot.library import HIDDEN, Library
from qabot.moving import unpack as unpacking
from qabot.moving.place import LOCK as IMPORT_LOCK
from qabot.moving.shape import FORMAT, MANIFEST
from qabot.moving.threads import load_threads
from qabot.settings import Settings, load_settings
from qabot.starting import make_corpus, starter_folder
from qabot.storage.aside import put_aside
from qabot.storage.catalogue import Catalogue
from qabot.storage.lock import OwnerLock
from qabot.storage.swap import begin, swap
from qabot.storage.threads import Threads

SETTINGS = Settings.model_construct()
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("QABOT_")]:
        monkeypatch.delenv(name)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def corpus(alone: Path) -> Path:
    folder = alone / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("The harbour board met on Tuesday. Nobody said why it was late.")
    with closing(Library(folder, SETTINGS)) as library:
        library.sync_files()
    return folder


def archive(path: Path, parts: dict[str, str]) -> Path:
    about = {"format": FORMAT, "version": 1}
    with zipfile.ZipFile(path, "w") as file:
        for name, text in {MANIFEST: json.dumps(about), **parts}.items():
            file.writestr(name, text)
    return path


def unpacked(path: Path) -> unpacking.Unpacked:
    into = path.with_suffix(".d")
    into.mkdir()
    return unpacking.unpack(path, into, None, Cancel())


def damaged_notes(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    (corpus / ".qabotnotes.json").write_text("[not json")
    with closing(Library(corpus, SETTINGS)) as library:
        library.sync_files()


def unreadable_removed(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    (corpus / ".qabotremoved").write_bytes(b"\xff\xfe\xff")
    with closing(Library(corpus, SETTINGS)) as library:
        library.sync_files()


def removed_that_cannot_be_moved(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    (corpus / ".removed").write_text("in the way")
    with closing(Library(corpus, SETTINGS)) as library:
        library.remove(1)


def restored_without_a_file(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    (corpus / "a.txt").unlink()
    with closing(Library(corpus, SETTINGS)) as library:
        library.remove(1)
        library.restore(1)


def a_thread_over_a_file(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    from qabot.cli.plain import PlainChat
    from qabot.exporting.values import Exchange

    chat = PlainChat.__new__(PlainChat)
    chat._exchanges, chat._title = [Exchange("why?")], "t"
    chat._export(str(corpus / "a.txt"))


def figures_into_no_folder(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    from qabot.evaluation import result

    patch.setattr(result, "result_json", lambda figures: {})
    result.write_result(None, corpus / "no" / "figures.json")  # type: ignore[arg-type]


def export_of_no_folder(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    from qabot.cli.moving import run_export_corpus

    run_export_corpus(Settings(corpus=corpus / "no"), corpus / "x.zip", quietly=True)


def import_into_a_file(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    from qabot.cli.moving import run_import

    settings = Settings(corpus=corpus / "a.txt" / "below")
    run_import(settings, corpus / "x.zip", replace=False, quietly=True)


def articles_that_cannot_be_copied(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    goal = corpus.parent / "goal"
    (goal / "a.txt").mkdir(parents=True)
    mirror(corpus / "a.txt", goal)


def space_for_an_archive(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(shutil, "disk_usage", lambda path: Usage(1, 1, 0))
    unpacked(archive(corpus.parent / "x.zip", {}))


def a_line_too_long(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(unpacking, "MAX_LINE", 10)
    part = corpus.parent / "part"
    part.write_text("x" * 20)
    list(unpacking.Unpacked(others={"threads.jsonl": part}).lines("threads.jsonl"))


def a_part_too_large(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(unpacking, "MAX_LINE", 10)
    part = corpus.parent / "part"
    part.write_text("x" * 20)
    unpacking.Unpacked(others={"feeds.json": part}).small("feeds.json")


def an_encrypted_archive(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    path = archive(corpus.parent / "x.zip", {})
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    path.write_bytes(data)
    unpacked(path)


def import_beside_another(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    from qabot.moving import export_corpus, import_corpus

    goal = corpus.parent / "x.zip"
    export_corpus(corpus, HIDDEN, goal, SETTINGS)
    lock = OwnerLock(corpus / HIDDEN, IMPORT_LOCK)
    assert lock.take("importing")
    try:
        import_corpus(goal, corpus, HIDDEN, replace=True)
    finally:
        lock.release()


def import_onto_a_full_disk(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    from qabot.moving import export_corpus, import_corpus

    goal = corpus.parent / "x.zip"
    export_corpus(corpus, HIDDEN, goal, SETTINGS)

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    patch.setattr("qabot.moving.place.write_plan", full)
    import_corpus(goal, corpus, HIDDEN, replace=True)


def threads_on_a_broken_disk(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    def broken(path: Path) -> None:
        raise OSError(5, "Input/output error")

    with closing(Threads(corpus / HIDDEN)) as threads:
        patch.setattr("qabot.storage.threads_file._place", broken)
        threads.begin(None, "Who?")


def threads_that_cannot_be_written(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    hidden = corpus / HIDDEN
    Threads(hidden).close()
    with closing(sqlite3.connect(hidden / "threads.db")) as db:
        db.execute("CREATE TRIGGER no BEFORE INSERT ON threads BEGIN SELECT RAISE(FAIL, 'no'); END")
        db.commit()
    thread = {"title": "t", "named": 0, "created": 0.0, "changed": 0.0, "turns": []}
    load_threads(hidden, [thread])


def a_settings_file_that_is_none(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    Path("qabot.toml").write_text("theme = \n")
    load_settings()


def a_variable_that_sets_nothing(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("QABOT_CORPSE", "x")
    load_settings()


def a_first_corpus_that_cannot_be_made(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    make_corpus(corpus / "a.txt" / "below")


def no_starter_articles(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("qabot.starting._PACKAGE", corpus / "nowhere" / "qabot")
    starter_folder()


def a_catalogue_that_cannot_be_renamed(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    (corpus / HIDDEN / "catalogue.db").write_bytes(b"nothing" * 999)

    def refuse(*args: Any) -> None:
        raise PermissionError(13, "Permission denied")

    patch.setattr(Path, "rename", refuse)
    put_aside(corpus / HIDDEN)


def no_catalogue_to_read(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    Catalogue(corpus, read_only=True)


def another_that_writes_for_long(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("qabot.storage.database._PATIENCE_MS", 50)
    with closing(sqlite3.connect(corpus / HIDDEN / "catalogue.db", isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        catalogue = Catalogue(corpus / HIDDEN)
        try:
            catalogue.remove_article(1)
        finally:
            db.execute("ROLLBACK")
            catalogue.close()


def another_that_writes_during_the_swap(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("qabot.storage.database._PATIENCE_MS", 50)
    live, fresh = Catalogue(corpus / HIDDEN), Catalogue(corpus.parent / "fresh")
    with closing(sqlite3.connect(corpus / HIDDEN / "catalogue.db", isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        swap(fresh, live, begin(fresh, live, vectors=True), lambda: None)


def others_that_changed_too_much(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("qabot.storage.earlier.ROOM", -1)
    live, fresh = Catalogue(corpus / HIDDEN), Catalogue(corpus.parent / "fresh")
    swap(fresh, live, begin(fresh, live, vectors=True), lambda: None)


def text_that_is_none(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    with closing(Catalogue(corpus / HIDDEN)) as catalogue:
        with catalogue.writing() as db:
            db.execute("UPDATE bodies SET text = CAST(x'41ff42' AS TEXT)")
        catalogue.article(1)


def a_catalogue_that_is_a_folder(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    (corpus / "other" / "catalogue.db").mkdir(parents=True)
    Catalogue(corpus / "other")


def a_lock_that_cannot_be_taken(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    hidden = corpus / HIDDEN
    (hidden / "lock").unlink(missing_ok=True)
    (hidden / "lock").mkdir()
    OwnerLock(hidden).take()


def a_full_disk(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    catalogue = Catalogue(corpus / HIDDEN)
    with catalogue.writing() as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages}")
        db.execute("INSERT INTO meta VALUES ('x', ?)", ("x" * 100_000,))


def a_full_disk_for_the_index(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    from qabot.storage.generations import Generations

    patch.setattr(shutil, "disk_usage", lambda path: Usage(1, 1, -1))
    with closing(Catalogue(corpus / HIDDEN)) as catalogue:
        Generations(catalogue, corpus / HIDDEN / "vectors", 384).make()


def a_doctor_beside_a_chat(corpus: Path, patch: pytest.MonkeyPatch) -> None:
    found = list(diagnose(corpus, SETTINGS, HIDDEN))
    (corpus / HIDDEN / "catalogue.db").write_bytes(b"nothing" * 999)
    found = list(diagnose(corpus, SETTINGS, HIDDEN))
    lock = OwnerLock(corpus / HIDDEN)
    assert lock.take("chatting")
    try:
        (done,) = treat(corpus, SETTINGS, HIDDEN, found)
    finally:
        lock.release()
    assert done.failed
    message, _, remedy = done.what.partition(". ")
    raise QabotError(f"{message}.", remedy)


CASES: list[Callable[[Path, pytest.MonkeyPatch], None]] = [
    damaged_notes,
    unreadable_removed,
    removed_that_cannot_be_moved,
    restored_without_a_file,
    a_thread_over_a_file,
    figures_into_no_folder,
    export_of_no_folder,
    import_into_a_file,
    articles_that_cannot_be_copied,
    space_for_an_archive,
    a_line_too_long,
    a_part_too_large,
    an_encrypted_archive,
    import_beside_another,
    import_onto_a_full_disk,
    threads_on_a_broken_disk,
    threads_that_cannot_be_written,
    a_settings_file_that_is_none,
    a_variable_that_sets_nothing,
    a_first_corpus_that_cannot_be_made,
    no_starter_articles,
    a_catalogue_that_cannot_be_renamed,
    no_catalogue_to_read,
    another_that_writes_for_long,
    another_that_writes_during_the_swap,
    others_that_changed_too_much,
    text_that_is_none,
    a_catalogue_that_is_a_folder,
    a_lock_that_cannot_be_taken,
    a_full_disk,
    a_full_disk_for_the_index,
    a_doctor_beside_a_chat,
]


@pytest.mark.parametrize("case", CASES, ids=[case.__name__ for case in CASES])
def test_provoked(
    case: Callable[[Path, pytest.MonkeyPatch], None], corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, pytest.raises(QabotError) as raised:
        case(corpus, patch)
    error = raised.value
    assert error.remedy
    assert any(fits(place.message, error.message) for place in places()), error
