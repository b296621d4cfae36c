from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from qabot.domain import Article, Span
from qabot.storage.catalogue import Catalogue, set_aside
from qabot.storage.errors import CatalogueDamaged, CatalogueUnusable

Make = Callable[..., tuple[Article, list[Span]]]


def test_opening_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from qabot.storage.catalogue import Catalogue\n"
        "from qabot.storage.dense import DenseIndex\n"
        "c = Catalogue(Path(sys.argv[1])); DenseIndex(c, Path(sys.argv[1]), 384); c.rows()\n"
        "heavy = {'numpy', 'chromadb', 'langchain_core', 'filelock', 'onnxruntime', 'asyncio'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / ".qabot")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "[]"


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_the_folder_is_for_its_owner_only_and_not_for_git(tmp_path: Path) -> None:
    folder = tmp_path / "corpus" / ".qabot"
    folder.mkdir(parents=True, mode=0o755)
    Catalogue(folder).close()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / ".gitignore").read_text() == "*\n"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CatalogueUnusable, match="file"):
        Catalogue(tmp_path / "file" / ".qabot")


@pytest.mark.parametrize("how", ["garbage", "middle", "short"])
def test_a_damaged_file_says_rebuild_and_can_be_set_aside(
    folder: Path, make_article: Make, how: str
) -> None:
    catalogue = Catalogue(folder)
    catalogue.put_articles([make_article(f"a{n}", 4) for n in range(200)])
    catalogue.close()
    path = folder / "catalogue.db"
    data = bytearray(path.read_bytes())
    if how == "garbage":
        data[:] = os.urandom(len(data))
    elif how == "middle":
        data[4096:] = os.urandom(len(data) - 4096)
    else:
        del data[len(data) // 3 :]
    path.write_bytes(data)
    with pytest.raises(CatalogueDamaged, match="qabot rebuild"):
        damaged = Catalogue(folder)
        try:
            damaged.rows()
            damaged.put_article(*make_article("new"))
            damaged.articles(range(1, 201))
        finally:
            damaged.close()
    moved = set_aside(folder)
    assert any(place.read_bytes() == data for place in moved)
    fresh = Catalogue(folder)
    assert fresh.put_article(*make_article("a")) == ("added", 1)
    assert fresh.check() == []
    fresh.close()


def test_check_finds_nothing_in_a_whole_file(catalogue: Catalogue, make_article: Make) -> None:
    catalogue.put_article(*make_article("a"))
    assert catalogue.check() == []


def test_reading_only(folder: Path, make_article: Make) -> None:
    with pytest.raises(CatalogueUnusable, match="no catalogue"):
        Catalogue(folder, read_only=True)
    writer = Catalogue(folder)
    writer.put_article(*make_article("a"))
    reader = Catalogue(folder, read_only=True)
    assert len(reader.rows()) == 1
    with pytest.raises(CatalogueUnusable, match="written"):
        reader.put_article(*make_article("b"))
    writer.put_article(*make_article("c"))
    assert len(reader.rows()) == 2
    for opened in (reader, writer):
        opened.close()
    with pytest.raises(CatalogueUnusable, match="closed"):
        reader.rows()


def test_the_version_moves_with_every_commit_of_anybody(
    catalogue: Catalogue, folder: Path, make_article: Make
) -> None:
    other = Catalogue(folder)
    before = catalogue.data_version()
    assert catalogue.data_version() == before
    catalogue.put_article(*make_article("mine"))
    mine = catalogue.data_version()
    assert mine != before
    other.put_article(*make_article("theirs"))
    theirs = catalogue.data_version()
    assert theirs != mine
    thread = threading.Thread(target=lambda: catalogue.put_article(*make_article("a thread's")))
    thread.start()
    thread.join()
    assert catalogue.data_version() != theirs
    other.close()


def test_threads_and_processes_write_at_once(
    catalogue: Catalogue, folder: Path, make_article: Make
) -> None:
    other = Catalogue(folder)
    failed: list[BaseException] = []

    def add(to: Catalogue, who: str) -> None:
        try:
            for n in range(20):
                to.put_article(*make_article(f"{who}-{n}"))
                assert to.counts().articles > n
        except BaseException as error:
            failed.append(error)

    threads = [
        threading.Thread(target=add, args=(to, f"{name}{n}"))
        for name, to in (("x", catalogue), ("y", other))
        for n in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert catalogue.counts().articles == 120
    assert catalogue.check() == [] and catalogue.check_words()
    other.close()


def test_an_error_inside_a_transaction_undoes_it(catalogue: Catalogue) -> None:
    with pytest.raises(KeyError), catalogue.writing() as db:
        db.execute("INSERT INTO meta VALUES ('a', 'b')")
        raise KeyError
    with catalogue.reading() as db:
        assert db.execute("SELECT count(*) FROM meta").fetchone() == (0,)
