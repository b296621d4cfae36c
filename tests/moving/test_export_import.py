"""A corpus goes into a zip file and comes out the same; hostile archives bring nothing."""

from __future__ import annotations

import json
import os
import random
import shutil
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from news_made import folder, jsonl, text

from qabot.adding.names import safe_name
from qabot.cli.app import app
from qabot.cli.ending import guarded
from qabot.domain import Answer, Answered, QabotError
from qabot.library import HIDDEN, Library
from qabot.moving import export_corpus, import_corpus, imported
from qabot.moving.kept import settings_toml
from qabot.moving.shape import ARTICLES, MANIFEST, SETTINGS, THREADS
from qabot.settings import Quoting, Settings, Writing
from qabot.text import visible

SETTINGS_NOW = Settings.model_construct()


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    corpus = folder(tmp_path_factory.mktemp("made") / "corpus", range(4))
    jsonl(corpus / "wire" / "all.jsonl", range(10, 14))
    folder(corpus / "größe", range(20, 22))
    (corpus / "picture.png").write_bytes(b"\x89PNG")
    with closing(Library(corpus, SETTINGS_NOW)) as library:
        library.sync()
        removed = next(row for row in library.rows() if row.key == "a12")
        library.remove(removed.number)
        *_, last = library.ask(text(10).split(". ")[1])
        assert isinstance(last, Answered)
        _, turn = library.threads.begin(None, "Who spoke?")
        library.threads.finish(turn, last.answer, 0.5)
        thread, turn = library.threads.begin(None, "And then? \u202e")
        library.threads.fail(turn, "Nothing.", "Ask again.")
        library.threads.rename(thread, "My thread")
        library.store().add_texts(["A text of no file."], [{"title": "T", "n": 1}], ids=["x"])
    return corpus


@pytest.fixture
def made(_made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_made, tmp_path / "made"))


@pytest.fixture
def packed(made: Path, tmp_path: Path) -> Path:
    goal = tmp_path / "corpus.zip"
    said = export_corpus(made, HIDDEN, goal, SETTINGS_NOW)
    assert (said.files, said.threads, said.texts, said.notices) == (7, 2, 1, [])
    assert os.name != "posix" or goal.stat().st_mode & 0o777 == 0o600
    return goal


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other"
    path.mkdir()
    return path


def files(corpus: Path) -> dict[str, bytes]:
    found = (p for p in corpus.rglob("*") if p.is_file() and p.suffix in (".txt", ".jsonl"))
    return {
        p.relative_to(corpus).as_posix(): p.read_bytes() for p in found if HIDDEN not in p.parts
    }


def turns(corpus: Path) -> list[tuple[str, str, float, Answer | None, str]]:
    with closing(Library(corpus, SETTINGS_NOW)) as library:
        return [
            (row.title, turn.question, turn.asked, turn.answer, turn.failure)
            for row in library.threads.rows()
            for turn in library.threads.turns(row.id)
        ]


def test_there_and_back(made: Path, packed: Path, other: Path) -> None:
    done = import_corpus(packed, other, HIDDEN)
    assert (done.files, done.threads, done.renamed, done.notices) == (7, 2, {}, [])
    assert files(other) == files(made)
    assert turns(other) == turns(made)
    assert done.texts == [("x", "A text of no file.", {"title": "T", "n": 1})]
    imported(done)
    with closing(Library(other, SETTINGS_NOW)) as library:
        library.sync()
        assert "a12" not in {row.key for row in library.rows()}  # it was removed there
        (row,) = library.threads.rows(text(10).split()[-4])
        citation = library.threads.turns(row.id)[0].answer.evidence[0]
        assert citation.quote in library.cited(citation).text
    assert not list((other / HIDDEN).glob("import-*"))
    again = import_corpus(packed, other, HIDDEN)
    assert (again.files, again.same, again.threads) == (0, 7, 0)
    assert files(other) == files(made)


def test_merging_overwrites_nothing(packed: Path, other: Path) -> None:
    folder(other, range(2))
    (other / "report-1.txt").write_text("My own words.")
    done = import_corpus(packed, other, HIDDEN)
    assert (done.files, done.same) == (6, 1)
    assert done.renamed == {"report-1.txt": "report-1-2.txt"}
    assert (other / "report-1.txt").read_text() == "My own words."
    assert (other / "report-1-2.txt").read_text() == text(1)


def test_replacing_moves_aside(packed: Path, made: Path, other: Path) -> None:
    folder(other, range(2))
    (other / "report-1.txt").write_text("My own words.")
    (other / "mine.txt").write_text("Mine.")
    with closing(Library(other, SETTINGS_NOW)) as library:
        library.threads.begin(None, "My question?")
    done = import_corpus(packed, other, HIDDEN, replace=True)
    assert (done.files, done.same, done.aside, done.threads) == (6, 1, 2, 2)
    kept = {name: data for name, data in files(other).items() if not name.startswith(".removed/")}
    assert kept == files(made)
    assert (other / ".removed" / "mine.txt").read_text() == "Mine."
    assert (other / ".removed" / "report-1.txt").read_text() == "My own words."
    assert turns(other) == turns(made)
    assert list((other / HIDDEN).glob("replaced-*-threads.db"))


def test_what_a_killed_export_left_is_swept(made: Path, tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f".x.zip.{ended.pid}.1.part"
    left.touch()
    export_corpus(made, HIDDEN, tmp_path / "x.zip", SETTINGS_NOW)
    assert not left.exists()
    assert not list(tmp_path.glob(".*.part"))


def test_nothing_is_overwritten_by_exporting(packed: Path, made: Path) -> None:
    with pytest.raises(QabotError, match="is there already"):
        export_corpus(made, HIDDEN, packed, SETTINGS_NOW)
    with pytest.raises(QabotError, match="cannot be written"):
        export_corpus(made, HIDDEN, made / "none" / "x.zip", SETTINGS_NOW)


def test_a_damaged_index_does_not_stop_the_backup(made: Path, tmp_path: Path) -> None:
    os.truncate(made / HIDDEN / "catalogue.db", 5000)
    os.truncate(made / HIDDEN / "threads.db", 5000)
    said = export_corpus(made, HIDDEN, tmp_path / "x.zip", SETTINGS_NOW)
    assert (said.files, said.threads, said.texts, len(said.notices)) == (7, 0, 0, 2)


def test_secrets_stay_here(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    (made / ".qabotfeeds.json").write_text(
        json.dumps(
            {"feeds": [{"url": "https://me:secret@a.example/f"}, {"url": "https://b.example/f"}]}
        )
    )
    origins = {"origins": {"/home/secret/x.txt": ["x.txt", "0"]}, "fields": {}}
    (made / ".qabotnotes.json").write_text(json.dumps(origins))
    settings = Settings.model_construct(
        corpus=Path("/home/secret"),
        model="openai:any@https://me:secret@host.example/v1?key=secret",
        tracing=True,
        keys={"new": "ctrl+t"},
        quoting=Quoting(statements=2),
        writing=Writing(base_url="https://me:secret@host.example/v1?key=secret", patience=5),
    )
    goal = tmp_path / "x.zip"
    export_corpus(made, HIDDEN, goal, settings)
    with zipfile.ZipFile(goal) as archive:
        for name in archive.namelist():
            assert b"secret" not in archive.read(name), name
        toml = archive.read(SETTINGS).decode()
    import tomllib

    assert tomllib.loads(toml) == {
        "model": "openai:any@https://host.example/v1",
        "keys": {"new": "ctrl+t"},
        "quoting": {"statements": 2},
        "writing": {"base_url": "https://host.example/v1", "patience": 5.0},
    }
    assert settings_toml(SETTINGS_NOW) == ""


_IMPORT = """
import sys
from pathlib import Path
from qabot.moving import import_corpus
print("going", flush=True)
import_corpus(Path(sys.argv[1]), Path(sys.argv[2]), ".qabot")
"""


@pytest.mark.slow
def test_killed_it_goes_on(tmp_path: Path) -> None:
    big = folder(tmp_path / "big", range(1500))
    with closing(Library(big, SETTINGS_NOW)) as library:
        for number in range(50):
            library.threads.begin(None, f"Question {number}?")
    goal = tmp_path / "big.zip"
    export_corpus(big, HIDDEN, goal, SETTINGS_NOW)
    draw = random.Random(1)
    killed = 0
    for number in range(8):
        other = tmp_path / f"other-{number}"
        other.mkdir()
        running = subprocess.Popen(
            [sys.executable, "-c", _IMPORT, str(goal), str(other)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        with running:
            assert running.stdout is not None
            running.stdout.readline()
            time.sleep(draw.uniform(0.05, 1.2))
            running.kill()
        killed += running.returncode != 0
        import_corpus(goal, other, HIDDEN)
        assert files(other) == files(big)
        assert len(turns(other)) == 50
    assert killed > 3


# Hostile archives

Change = Callable[[zipfile.ZipFile], object]


def archive(path: Path, change: Change, manifest: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(MANIFEST, manifest or '{"format": "qabot-corpus", "version": 1}')
        made.writestr(ARTICLES + "good.txt", "Good words.")
        change(made)
    return path


def link(made: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo(ARTICLES + "link.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    made.writestr(info, "/etc/passwd")


def bomb(made: zipfile.ZipFile) -> None:
    made.writestr(ARTICLES + "bomb.txt", b"0" * 50_000_000)


HOSTILE: dict[str, Change] = {
    "a link": link,
    "a bomb": bomb,
    "threads that are none": lambda made: made.writestr(THREADS, '{"title": 1}\n'),
    "an answer that is none": lambda made: made.writestr(
        THREADS,
        '{"title": "t", "named": 0, "created": 1, "changed": 1, "turns": [{"question": "q", '
        '"asked": 1, "seconds": 1, "answer": "{}", "failure": "", "remedy": ""}]}\n',
    ),
    "lists that are none": lambda made: made.writestr("lists.json", "{"),
    "texts that are none": lambda made: made.writestr("texts.jsonl", '{"id": 1}\n'),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_brings_nothing(name: str, other: Path, tmp_path: Path) -> None:
    path = archive(tmp_path / "bad.zip", HOSTILE[name])
    with pytest.raises(QabotError):
        import_corpus(path, other, HIDDEN)
    assert files(tmp_path) == {}
    assert not list((other / HIDDEN).glob("import-*"))


@pytest.mark.parametrize(
    "manifest", ["[]", '{"format": "zip"}', '{"format": "qabot-corpus", "version": 99}', "{"]
)
def test_other_archives_are_refused(manifest: str, other: Path, tmp_path: Path) -> None:
    path = archive(tmp_path / "bad.zip", lambda made: None, manifest)
    with pytest.raises(QabotError):
        import_corpus(path, other, HIDDEN)
    assert files(other) == {}


@pytest.mark.parametrize("at", [30, 200, -30])
def test_a_damaged_archive_brings_nothing(at: int, packed: Path, other: Path) -> None:
    data = bytearray(packed.read_bytes())
    for place in range(at, at + 12):
        data[place] ^= 0xA5
    packed.write_bytes(data)
    with pytest.raises(QabotError):
        import_corpus(packed, other, HIDDEN)
    packed.write_bytes(data[: len(data) // 2])
    with pytest.raises(QabotError):
        import_corpus(packed, other, HIDDEN)
    assert files(other) == {}


def test_a_folder_that_leads_out_is_not_written_to(packed: Path, other: Path) -> None:
    outside = other.parent / "outside"
    outside.mkdir()
    (other / "wire").symlink_to(outside)
    done = import_corpus(packed, other, HIDDEN)
    assert list(outside.iterdir()) == []
    assert done.files == 6
    assert done.notices == ["left out: wire/all.jsonl: its folder is a link that leads out"]


def test_lists_speak_only_of_what_was_brought(other: Path, tmp_path: Path) -> None:
    folder(other, range(1))
    lists = {
        "removed": [["report-0.txt", ""], ["good.txt", "k"]],
        "fields": {"report-0.txt": {"text": "x"}, "good.txt": {"text": "body"}},
        "feeds": [{"url": "file:///etc/passwd"}, {"url": "https://a.example/f", "private": True}],
    }
    path = archive(tmp_path / "x.zip", lambda z: z.writestr("lists.json", json.dumps(lists)))
    done = import_corpus(path, other, HIDDEN)
    assert done.feeds == ["https://a.example/f"]
    assert (other / ".qabotremoved").read_text() == '["good.txt", "k"]\n'
    assert "report-0" not in (other / ".qabotnotes.json").read_text()
    assert '"private": false' in (other / ".qabotfeeds.json").read_text()


UNSAFE = {
    "../up.txt": "_/up.txt",
    "a/../../up.txt": "a/_/_/up.txt",
    "/etc/up.txt": "etc/up.txt",
    "a//./b.txt": "a/b.txt",
    ".hidden.txt": "_.hidden.txt",
    ".git/hooks/x.txt": "_.git/hooks/x.txt",
    "a/.removed/b.txt": "a/_.removed/b.txt",
    "a\\..\\b.txt": "a_.._b.txt",
    "esc\x1b[31m.txt": "esc_[31m.txt",
    "gpj.\u202etxt.txt": "gpj._txt.txt",
    "CON.txt": "_CON.txt",
    "a/lpt1/b.txt": "a/_lpt1/b.txt",
    "dots./b.txt": "dots_/b.txt",
    "می\u200cخواهم.txt": "می\u200cخواهم.txt",
    "x" * 250 + ".txt": "x" * 196 + ".txt",
    "a/" * 70 + "b.txt": "a/" * 31 + "b.txt",
}


def test_unsafe_names_are_made_safe_and_their_words_are_kept(other: Path, tmp_path: Path) -> None:
    def fill(made: zipfile.ZipFile) -> None:
        for name in UNSAFE:
            made.writestr(ARTICLES + name, f"Words of {name!r}.")
        made.writestr(ARTICLES + "_CON.txt", "Words of another.")
        made.writestr(ARTICLES + ".qabot/catalogue.db", "none")

    done = import_corpus(archive(tmp_path / "bad.zip", fill), other, HIDDEN)
    found = files(other)
    for name, safe in UNSAFE.items():
        assert found[safe].decode() == f"Words of {name!r}."
        assert (name == safe) or done.renamed[name] == safe
    assert found["_CON-2.txt"] == b"Words of another."
    assert set(files(tmp_path)) == {f"other/{name}" for name in found}
    assert len(done.notices) == 1 and ".qabot/catalogue.db: no kind of file" in done.notices[0]


def test_a_corpus_with_any_names_is_packed_whole(tmp_path: Path, other: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in (b"plain.txt", b"gpj.\xe2\x80\xaetxt.txt", b"esc\x1b.txt", b"latin-\xe4.txt"):
        with open(os.path.join(os.fsencode(source), name), "wb") as file:
            file.write(name.hex().encode())
    said = export_corpus(source, HIDDEN, tmp_path / "x.zip", SETTINGS_NOW)
    assert (said.files, said.notices) == (4, [])
    import_corpus(tmp_path / "x.zip", other, HIDDEN)
    assert sorted(files(other)) == ["esc_.txt", "gpj._txt.txt", "latin-?.txt", "plain.txt"]


@given(st.lists(st.text(max_size=12), min_size=1, max_size=5), st.booleans())
def test_safe_names_lead_into_the_corpus(parts: list[str], windows: bool) -> None:
    safe = safe_name("/".join(parts), windows=windows)
    inside = os.path.normpath(os.path.join("/corpus", safe))
    assert inside == f"/corpus/{safe}"
    assert not any(part[0] in ". " or part[-1] in ". " for part in safe.split("/"))
    assert visible(safe) == safe or "marks>" in visible(safe)
    if windows:
        assert not set(safe) & set('<>:"|?*\\')
    assert safe_name(safe, windows=windows) == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("console.txt", "console.txt"),
        ('say "hi": now?.txt', "say _hi__ now_.txt"),
    ],
)
def test_names_that_windows_does_not_take(name: str, safe: str) -> None:
    assert safe_name(name, windows=True) == safe
    assert safe_name(name, windows=False) == name


# The command


def test_the_commands(
    made: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    Path("qabot.toml").write_text("[quoting]\nstatements = 3\n")

    def qabot(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = guarded(lambda: app(list(words), prog_name="qabot"))
        return code, *capsys.readouterr()

    assert qabot("export", "all.zip", "-c", "made") == (
        0,
        "all.zip: 7 files, 2 threads, 1 text, settings\n",
        "",
    )
    code, out, err = qabot("import", "all.zip", "-c", "new")
    assert os.name != "posix" or Path("new").stat().st_mode & 0o777 == 0o700
    assert (code, out) == (0, "7 files and 2 threads imported, 0 already there\n9 added\n")
    assert "  statements = 3" in err
    code, out, _ = qabot("doctor", "-c", "new")
    assert (code, out.splitlines()[-1]) == (0, "0 errors, 0 warnings.")
    code, out, _ = qabot("search", "-c", "new", "text of no file")
    assert "A text of no file." in out
    assert qabot("import", "none.zip", "-c", "new")[0] == 1
