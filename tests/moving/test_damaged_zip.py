"""No damage to an archive lets a part of it be left out without a word."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from news_made import folder

from qabot.domain import Cancel, QabotError
from qabot.library import HIDDEN
from qabot.moving import export_corpus, import_corpus
from qabot.moving.shape import FORMAT, MANIFEST, NAMES, THREADS
from qabot.moving.unpack import unpack
from qabot.settings import Settings

DIRECTORY = b"PK\x01\x02"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    goal = tmp_path / "corpus.zip"
    corpus = folder(tmp_path / "corpus", range(1))
    (corpus / "zürich.txt").write_text("The ferry was sold on Monday.", encoding="utf-8")
    export_corpus(corpus, HIDDEN, goal, Settings.model_construct())
    return goal


def parts(path: Path, into: Path) -> dict[str, bytes]:
    """What an archive holds, by name."""
    into.mkdir()
    found = unpack(path, into, None, Cancel())
    own = {own: place.read_bytes() for own, place in found.files.values()}
    return own | {name: place.read_bytes() for name, place in found.others.items()}


@pytest.mark.parametrize("to", [0, 255, None])
def test_a_byte_of_the_directory(to: int | None, packed: Path, tmp_path: Path) -> None:
    """Each is damaged in turn: lengths that are wrong swallow the entries that follow."""
    whole = packed.read_bytes()
    good = parts(packed, tmp_path / "good")
    bad = tmp_path / "bad.zip"
    refused = 0
    start = whole.index(DIRECTORY)
    places = range(start, len(whole), 3)
    for at in places:
        data = bytearray(whole)
        data[at] = data[at] ^ 0x20 if to is None else to
        bad.write_bytes(data)
        try:
            assert parts(bad, tmp_path / f"{at}") == good, at - start
        except QabotError:
            refused += 1
    assert refused > len(places) / 4


@pytest.mark.parametrize("lost", [THREADS, NAMES])
def test_a_part_that_is_gone_is_missed(lost: str, packed: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(bad, "w") as made:
        for name in source.namelist():
            if name != lost:
                made.writestr(name, source.read(name))
    (tmp_path / "other").mkdir()
    with pytest.raises(QabotError, match="lacks 1 of the parts"):
        import_corpus(bad, tmp_path / "other", HIDDEN, replace=True)


def test_an_archive_of_before_has_no_list(tmp_path: Path) -> None:
    old = tmp_path / "old.zip"
    with zipfile.ZipFile(old, "w") as made:
        made.writestr(MANIFEST, json.dumps({"format": FORMAT, "version": 1}))
        made.writestr("articles/a.txt", "The ferry was sold.")
    (tmp_path / "other").mkdir()
    assert import_corpus(old, tmp_path / "other", HIDDEN).files == 1


def test_an_export_that_is_killed_leaves_nothing_half(packed: Path, tmp_path: Path) -> None:
    goal = tmp_path / "killed.zip"
    code = "from qabot.cli import main; main()"
    words = ["export", str(goal), "--corpus", str(tmp_path / "corpus")]
    begun = 0
    for at in range(3):
        run = subprocess.Popen([sys.executable, "-c", code, *words], cwd=ROOT)
        while run.poll() is None and not begun > at:
            begun += bool(list(tmp_path.glob(f".killed.zip.{run.pid}.*.part")) or goal.exists())
            time.sleep(0.001)
        time.sleep(at / 500)
        run.kill()
        run.wait()
        if goal.exists():
            assert (
                parts(goal, tmp_path / f"{at}").keys() == parts(packed, tmp_path / f"p{at}").keys()
            )
            goal.unlink()
    assert begun == 3
    export_corpus(tmp_path / "corpus", HIDDEN, goal, Settings.model_construct())
    assert not list(tmp_path.glob(".*.part"))
