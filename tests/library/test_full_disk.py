"""A small disk (tmpfs) that is full: it is said, and nothing acknowledged is lost or there twice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qabot.domain import Answered, QabotError
from qabot.health import diagnose
from qabot.library import HIDDEN, Library
from qabot.moving import export_corpus
from qabot.settings import Settings

SETTINGS = Settings.model_construct()
SIZE = 24 << 20
COMMANDS = ("add", "remove", "sync", "rebuild", "thread", "ask")
TEXTS = {
    f"{n}.txt": f"The harbour board met on day {n}. Speaker q{n} called it late." for n in range(8)
}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux" or not shutil.which("mount"):
        pytest.skip("needs Linux's tmpfs")
    mounting = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounting.returncode:
        pytest.skip(f"a tmpfs cannot be mounted here: {mounting.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    corpus = tmp_path_factory.mktemp("sound") / "corpus"
    corpus.mkdir()
    for name, text in TEXTS.items():
        (corpus / name).write_text(text)
    with closing(Library(corpus, SETTINGS)) as library:
        library.sync()
        library.threads.begin(None, "an old question")
    return corpus


def fill(disk: Path, left: int) -> Path:
    """Fill the disk but for ``left`` bytes."""
    ballast = disk / "ballast"
    free = os.statvfs(disk)
    with ballast.open("wb") as file:
        file.write(bytes(max(0, free.f_bavail * free.f_frsize - left)))
    return ballast


def run(corpus: Path, command: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("full_disk.py")), str(corpus), command],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.returncode == 0, f"{done.returncode}: {done.stderr}"
    said: dict[str, object] = json.loads(done.stdout)
    return said


def once(disk: Path, sound: Path, command: str, left: int) -> bool:
    """Run a command with ``left`` bytes free, then with room. Whether it failed at first."""
    corpus = disk / "corpus"
    shutil.copytree(sound, corpus)
    if command == "sync":
        (corpus / "new.txt").write_text("A fox was seen in the harbour. Nobody else was.")
        (corpus / "1.txt").write_text(TEXTS["1.txt"] + " It was changed.")
        (corpus / "2.txt").unlink()
    ballast = fill(disk, left)
    try:
        said = run(corpus, command)
        assert not said["error"] or said["remedy"], said
        ballast.unlink()
        expected = dict(TEXTS)
        if command == "sync":
            expected |= {
                "new.txt": "A fox was seen in the harbour. Nobody else was.",
                "1.txt": TEXTS["1.txt"] + " It was changed.",
            }
            del expected["2.txt"]
        acknowledged = list(said["acknowledged"])  # type: ignore[call-overload]
        with closing(Library(corpus, SETTINGS)) as library:
            library.sync()
            texts = sorted(library.article(row.number).text for row in library.rows())
            paths = [row.path for row in library.rows()]
            assert len(set(texts)) == len(texts), "an article is there twice"
            if command == "remove":
                assert not set(acknowledged) & set(paths)
                assert len(paths) + len(acknowledged) in (8, 7)  # the last may be under way
            else:
                assert set(expected.values()) <= set(texts)
            if command == "add":
                assert set(acknowledged) <= set(texts)
            kept = [row.title for row in library.threads.rows()]
            assert "an old question" in kept
            if command == "thread":
                assert set(acknowledged) <= set(kept)
            if command == "rebuild":
                assert {row.path: row.number for row in library.rows()} == {
                    f"{n}.txt": n + 1 for n in range(8)
                }
        found = [
            f for f in diagnose(corpus, SETTINGS, HIDDEN) if f.severity in ("error", "warning")
        ]
        assert not [f for f in found if f.check != "disk"], found
        return bool(said["error"] or said["failures"])
    finally:
        ballast.unlink(missing_ok=True)
        shutil.rmtree(corpus)


def steps(disk: Path, sound: Path, command: str, sizes: list[int]) -> int:
    return sum([once(disk, sound, command, left) for left in sizes])


@pytest.mark.parametrize("command", ["add", "rebuild"])
def test_no_room_at_all(disk: Path, sound: Path, command: str) -> None:
    assert once(disk, sound, command, 0)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_less_and_less_room(disk: Path, sound: Path, command: str) -> None:
    sizes = [0, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048]
    failed = steps(disk, sound, command, [kilobytes << 10 for kilobytes in sizes])
    print(f"{command}: {len(sizes)} sizes, {failed} failed at first")
    if command not in ("ask", "remove"):
        assert failed


@pytest.fixture
def shut(disk: Path, sound: Path) -> Iterator[Path]:
    """A corpus on a disk that cannot be written."""
    corpus = disk / "corpus"
    shutil.copytree(sound, corpus)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    yield corpus
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    with closing(Library(corpus, SETTINGS)) as library:
        assert len(library.rows()) == 8 and len(library.threads.rows()) == 1


def test_a_disk_that_cannot_be_written_is_answered_from(shut: Path, tmp_path: Path) -> None:
    with closing(Library(shut, SETTINGS)) as library:
        (failure,) = library.sync().failures
        assert "cannot be written" in failure.reason and failure.remedy
        *_, last = library.ask("Who called day 3 late? Speaker q3?")
        assert isinstance(last, Answered) and last.answer.evidence
        library.warm()
        threads = library.threads
        assert "not kept" in threads.notice
        thread, turn = threads.begin(None, "Who called it late?")
        threads.finish(turn, last.answer, 0.1)
        kept = threads.turns(thread)[0].answer
        assert kept is not None and kept.statements == last.answer.statements
        assert [row.title for row in threads.rows()] == ["Who called it late?", "an old question"]
        for change in (lambda: library.add([], texts=["x"]), lambda: library.remove(1)):
            with pytest.raises(QabotError, match="cannot be written"):
                change()
    packed = export_corpus(shut, HIDDEN, tmp_path / "x.zip", SETTINGS)
    assert (packed.files, packed.threads, packed.notices) == (8, 1, [])
    found = [f for f in diagnose(shut, SETTINGS, HIDDEN) if f.check == "threads"]
    assert [f.severity for f in found] == ["ok"]


def chat(corpus: Path, question: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CHAT, "chat", "--plain", "-c", str(corpus)],
        input=question,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


CHAT = "from qabot.cli import main; main()"


def test_the_chat_answers_on_a_disk_that_cannot_be_written(shut: Path) -> None:
    said = chat(shut, "Who called day 3 late?\n")
    assert "called it late" in said.stdout and "Traceback" not in said.stderr
    assert said.stderr.count("is not kept") == 1


@pytest.mark.parametrize("threads", ["there", "not yet"])
def test_the_chat_answers_on_a_full_disk(disk: Path, sound: Path, threads: str) -> None:
    corpus = disk / "corpus"
    shutil.copytree(sound, corpus)
    if threads == "not yet":
        for part in ("threads.db", "threads.known"):
            (corpus / HIDDEN / part).unlink()
    ballast = fill(disk, 0)
    said = chat(corpus, "Who called day 3 late?\nWho called day 4 late?\n")
    assert said.stdout.count("called it late") >= 2, said.stderr
    assert said.stderr.count("not kept") + said.stderr.count("not being kept") == 1
    ballast.unlink()
    with closing(Library(corpus, SETTINGS)) as library:
        assert len(library.threads.rows()) == (threads == "there")
    found = [f for f in diagnose(corpus, SETTINGS, HIDDEN) if f.severity in ("error", "warning")]
    assert not [f for f in found if f.check != "disk"], found
