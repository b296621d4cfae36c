"""Chroma's files damaged in every way: never opened, always made anew, never a crash."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qabot.storage.catalogue import Catalogue
from qabot.storage.dense import DenseIndex

Fill = Callable[..., list[int]]
Damage = Callable[[Path], object]


def hnsw(generation: Path, name: str) -> Path:
    (found,) = generation.glob(f"*/{name}")
    return found


def truncate(name: str) -> Damage:
    return lambda gen: os.truncate(hnsw(gen, name), hnsw(gen, name).stat().st_size // 2)


def scramble(path: Path) -> None:
    """Other bytes, same size and same time: only a checksum sees it."""
    stat = path.stat()
    data = path.read_bytes()
    middle = len(data) // 2
    path.write_bytes(data[:middle] + bytes(b ^ 0x5A for b in data[middle:]))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


DAMAGES: dict[str, Damage] = {
    "level 0 cut": truncate("data_level0.bin"),
    "metadata cut": truncate("index_metadata.pickle"),
    "links emptied": lambda gen: os.truncate(hnsw(gen, "link_lists.bin"), 0),
    "header scrambled": lambda gen: scramble(hnsw(gen, "header.bin")),
    "level 0 scrambled": lambda gen: scramble(hnsw(gen, "data_level0.bin")),
    "header gone": lambda gen: hnsw(gen, "header.bin").unlink(),
    "grown sparse to a terabyte": lambda gen: os.truncate(hnsw(gen, "length.bin"), 1 << 40),
    "hnsw folder gone": lambda gen: shutil.rmtree(hnsw(gen, "header.bin").parent),
    "database scrambled": lambda gen: scramble(gen / "chroma.sqlite3"),
    "database emptied": lambda gen: os.truncate(gen / "chroma.sqlite3", 0),
    "a file too many": lambda gen: (gen / "foreign.txt").write_text("mine"),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ``.qabot`` with a clean index that is large enough to have HNSW files."""
    import numpy as np

    from qabot.domain import Article, Span

    folder = tmp_path_factory.mktemp("sound") / ".qabot"
    catalogue = Catalogue(folder)
    spans = [Span(n, n + 1) for n in range(1100)]
    catalogue.put_article(Article(title="t", text="a" * 1100, path="p"), spans)
    drawn = np.random.default_rng(0).standard_normal((1100, 384))
    catalogue.put_vectors(range(1, 1101), drawn.astype(np.float32))
    index = DenseIndex(catalogue, folder, 384)
    assert index.drain()
    index.close()
    catalogue.close()
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / ".qabot"))


def opened(folder: Path) -> dict[str, Any]:
    script = Path(__file__).with_name("damaged.py")
    done = subprocess.run(
        [sys.executable, str(script), str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.returncode}: {done.stderr}"
    said: dict[str, Any] = json.loads(done.stdout)
    assert said["drained"] and said["whole"] and said["state"] == "Chroma"
    return said


def test_undamaged_it_is_opened(folder: Path) -> None:
    said = opened(folder)
    assert said["warmed"] == "Chroma"
    assert (said["notice"], said["folders"]) == ("", ["gen-1"])


USUAL = ("header gone", "database emptied", "level 0 cut")
"""Kinds of damage of each sort, tried whenever the tests run; all of them where slow ones do."""


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(damage, id=kind, marks=() if kind in USUAL else pytest.mark.slow)
        for kind, damage in DAMAGES.items()
    ],
)
def test_damaged_it_is_set_aside_and_made_anew(folder: Path, damage: Damage) -> None:
    damage(folder / "vectors" / "gen-1")
    said = opened(folder)
    assert said["warmed"] == "exact scan: the index is not open"
    assert "gen-1-damaged" in said["notice"]
    assert said["folders"] == ["gen-1-damaged", "gen-2"]


@pytest.mark.slow
def test_set_aside_twice_keeps_both(folder: Path) -> None:
    for number in (1, 2):
        os.truncate(folder / "vectors" / f"gen-{number}" / "chroma.sqlite3", 10)
        (folder / "vectors" / "gen-2-damaged").mkdir(exist_ok=True)
        said = opened(folder)
    assert said["folders"] == ["gen-1-damaged", "gen-2-damaged", "gen-2-damaged-2", "gen-3"]
    assert opened(folder)["warmed"] == "Chroma"


def journal(folder: Path, statement: str) -> None:
    db = sqlite3.connect(folder / "catalogue.db")
    with db:
        db.execute(statement)
    db.close()


def test_not_marked_clean_it_is_not_opened_however_good_it_looks(folder: Path) -> None:
    journal(folder, "UPDATE generation SET clean = 0")
    said = opened(folder)
    assert said["warmed"] == "exact scan: the index is not open"
    assert (said["notice"], said["folders"]) == ("", ["gen-2"])


def test_made_by_another_version_it_is_not_opened(folder: Path) -> None:
    journal(folder, "UPDATE generation SET maker = 'chromadb 0.1/384'")
    assert opened(folder)["folders"] == ["gen-2"]


def test_a_lost_folder_is_made_anew(folder: Path) -> None:
    shutil.rmtree(folder / "vectors")
    assert opened(folder)["folders"] == ["gen-2"]


def test_a_new_catalogue_does_not_take_an_old_index(folder: Path) -> None:
    journal(folder, "DELETE FROM generation")
    (folder / "vectors" / "not ours").mkdir()
    assert opened(folder)["folders"] == ["gen-2", "not ours"]
