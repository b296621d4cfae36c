"""What only a person can mend, what is kept, and the command."""

from __future__ import annotations

import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from damages import CATALOGUE, cut, overwrite, sql, vectors
from doctored import SETTINGS, assert_well, look, mend, told

from qabot.cli.app import app
from qabot.cli.ending import guarded
from qabot.domain import Cancel, Cancelled
from qabot.health import LEFTOVERS, diagnose, treat
from qabot.library import HIDDEN, Library
from qabot.settings import Settings, Writing
from qabot.storage.lock import OwnerLock
from qabot.storage.threads import Threads

ROOT = Path(__file__).parents[2]


def saved(hidden: Path) -> list[str]:
    with closing(Threads(hidden)) as threads:
        rows = threads.rows()
        assert all(threads.rows(row.title.split()[-2]) for row in rows)  # each can be found
        return sorted(row.title for row in rows)


# Threads


@pytest.mark.parametrize(
    ("damage", "least"),
    [
        (cut(".qabot/threads.db", 0.5), 5),
        (overwrite(".qabot/threads.db", 4096 * 6, b"\xa5" * 8192), 20),
        (sql("DELETE FROM words", file=".qabot/threads.db"), 40),
        (sql("DELETE FROM threads WHERE id = 3", file=".qabot/threads.db"), 40),
        (cut(".qabot/threads.db", 0.01), 0),
    ],
    ids=["cut in half", "pages overwritten", "words lost", "a thread lost", "cut to nothing"],
)
def test_threads_are_saved_as_far_as_they_can_be_read(
    corpus: Path, hidden: Path, damage: Callable[[Path], object], least: int
) -> None:
    damage(corpus)
    before = (hidden / "threads.db").read_bytes()
    found = look(corpus)
    assert told(found) == {("threads", "error")}
    mend(corpus, found)
    assert told(look(corpus)) == set()
    titles = saved(hidden)
    assert len(titles) >= least, len(titles)
    (kept,) = hidden.glob("damaged-*-threads.db")
    assert kept.stat().st_size >= len(before)
    # Not even when leftovers are to go: nothing replaces them.
    mend(corpus, look(corpus), leftovers=True)
    assert kept.exists()


def test_an_answer_that_cannot_be_read_is_told(corpus: Path) -> None:
    sql("UPDATE turns SET answer = '{' WHERE id = 2", file=".qabot/threads.db")(corpus)
    (found,) = look(corpus)
    assert (found.check, found.severity, found.mend) == ("threads", "warning", "")
    assert "turn 2" in found.details[0]


# What is set aside, and what is kept


def test_what_is_set_aside_stays_until_it_is_asked_to_go(corpus: Path, hidden: Path) -> None:
    cut(CATALOGUE, 0.5)(corpus)
    (hidden / "vectors" / "gen-1" / "mine.txt").write_text("mine")
    mend(corpus, look(corpus))
    (hidden / "vectors" / "gen-9-damaged").mkdir()
    (hidden / "import-1").mkdir()
    os.utime(hidden / "import-1", (0, 0))
    (hidden / "import-2").mkdir()
    (found,) = look(corpus)
    assert (found.severity, found.mend) == ("note", LEFTOVERS)
    assert len(found.details) >= 3
    assert not any("import-2" in line for line in found.details)
    mend(corpus, [found])
    assert look(corpus) == [found]
    mend(corpus, [found], leftovers=True)
    assert look(corpus) == []


def test_texts_that_are_in_no_file_are_not_lost(corpus: Path) -> None:
    with closing(Library(corpus, SETTINGS)) as library:
        library.store().add_texts(["A text of its own. It has two sentences.", ""], ids=["a", "b"])
        library.sync()
    assert look(corpus) == []
    sql(
        "UPDATE passages SET start = 5 WHERE article = 13",
        "DELETE FROM vectors WHERE passage = (SELECT max(id) FROM passages)",
    )(corpus)
    mend(corpus, look(corpus))
    assert look(corpus) == []
    with closing(Library(corpus, SETTINGS)) as library:
        assert library.store().get_by_ids(["a"])[0].page_content.startswith("A text of its own")
    sql("UPDATE meta SET value = 'old' WHERE key = 'splitter'")(corpus)
    mend(corpus, look(corpus))
    assert look(corpus) == []
    with closing(Library(corpus, SETTINGS)) as library:
        assert library.store().get_by_ids(["a"])[0].page_content.startswith("A text of its own")
        assert len(library.catalogue.documents(["a", "b"])) == 2


def test_a_damaged_text_of_no_file_is_told_and_left(corpus: Path) -> None:
    with closing(Library(corpus, SETTINGS)) as library:
        library.store().add_texts(["A text of its own."], ids=["a"])
        library.sync()
    sql(
        "UPDATE bodies SET text = 'B' || substr(text, 2) WHERE article = 13",
        "INSERT INTO words (words) VALUES ('rebuild')",
    )(corpus)
    found = look(corpus)
    assert [(f.check, f.severity, f.mend) for f in found] == [("articles", "error", "")]


def test_numbers_stay_so_that_saved_citations_open(corpus: Path) -> None:
    with closing(Library(corpus, SETTINGS)) as library:
        before = {row.number: (row.path, row.key) for row in library.rows()}
    sql(
        "UPDATE bodies SET text = 'x' WHERE article > 4",
        "UPDATE passages SET start = 1",
        "DELETE FROM vectors WHERE passage = 2",
    )(corpus)
    mend(corpus, look(corpus))
    with closing(Library(corpus, SETTINGS)) as library:
        assert {row.number: (row.path, row.key) for row in library.rows()} == before


def test_many_damages_at_once(corpus: Path, hidden: Path) -> None:
    sql(
        "DELETE FROM articles WHERE number = 3",
        "DELETE FROM bodies WHERE article = 8",
        "UPDATE passages SET start = 7 WHERE article = 5",
        "DELETE FROM vectors WHERE passage > 9",
        "UPDATE sqlite_sequence SET seq = 1",
        "UPDATE words_data SET block = x'00' WHERE id > 10",
    )(corpus)
    vectors(lambda v: [v[0] * 3, *v[1:]])(corpus)
    shutil.rmtree(hidden / "vectors" / "gen-1")
    (hidden / "vectors").chmod(0o755)
    cut(".qabot/threads.db", 0.7)(corpus)
    mend(corpus, look(corpus))
    assert_well(corpus)


# What only a person can mend


def test_unreadable_files_are_named_with_the_reason(corpus: Path) -> None:
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing more")
    os.mkfifo(corpus / "pipe.txt")
    with closing(Library(corpus, SETTINGS)) as library:
        library.sync()
    found = look(corpus)
    assert told(found) == {("files", "warning")}
    said = "\n".join(line for finding in found for line in finding.details)
    assert "broken.pdf: " in said
    assert "pipe.txt: not a regular file" in said
    assert not any(finding.mend for finding in found)


def test_articles_that_were_removed_are_not_missed(corpus: Path) -> None:
    with closing(Library(corpus, SETTINGS)) as library:
        for row in library.rows():
            if row.path == "wire/all.jsonl":
                library.remove(row.number)
        library.sync()
    assert look(corpus) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [(".qabotremoved", "{"), (".qabotfeeds.json", "[1"), (".qabotnotes.json", "7")],
)
def test_lists_of_the_user_are_theirs_to_mend(corpus: Path, name: str, text: str) -> None:
    (corpus / name).write_text(text)
    found = look(corpus)
    assert [(f.check, f.severity, f.mend) for f in found] == [("own lists", "error", "")]
    assert name in found[0].what


def test_a_catalogue_of_a_newer_qabot_is_left(corpus: Path) -> None:
    sql("PRAGMA user_version = 99")(corpus)
    (found,) = look(corpus)
    assert (found.check, found.severity, found.mend) == ("catalogue", "error", "")
    assert "Update qabot" in found.remedy


def test_no_folder(tmp_path: Path) -> None:
    assert told(look(tmp_path / "none")) == {("corpus", "error")}
    assert not (tmp_path / "none").exists()


def test_not_indexed_yet(corpus: Path, hidden: Path) -> None:
    shutil.rmtree(hidden)
    found = look(corpus)
    assert told(found) == {("catalogue", "note")}
    assert not hidden.exists()
    mend(corpus, found)
    assert_well(corpus)


def test_a_damaged_model(corpus: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from qabot import embedding
    from qabot.embedding.minilm import BUNDLED, MiniLM

    shutil.copytree(BUNDLED, tmp_path / "model")
    with open(tmp_path / "model" / "model.onnx", "r+b") as file:
        file.write(b"x")
    monkeypatch.setitem(embedding._EMBEDDERS, "minilm", lambda: MiniLM(tmp_path / "model"))
    found = look(corpus)
    assert told(found) == {("embedder", "error")}
    assert "model.onnx does not match its checksum" in found[0].what


@pytest.mark.parametrize("name", ["lower.onnx", "supports.onnx"])
def test_a_damaged_reader(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    from qabot.embedding import cross_reader

    shutil.copytree(cross_reader.BUNDLED, tmp_path / "reader")
    with open(tmp_path / "reader" / name, "r+b") as file:
        file.write(b"x")
    damaged = lambda: cross_reader.CrossReader(tmp_path / "reader")  # noqa: E731
    monkeypatch.setattr(cross_reader, "load_reader", damaged)
    found = look(corpus)
    assert told(found) == {("reader", "error")}
    assert f"{name} does not match its checksum" in found[0].what


_HOLD = """
import sys, time
from pathlib import Path
from qabot.storage.lock import OwnerLock
from qabot.storage.threads import Threads
threads = Threads(Path(sys.argv[1]))
lock = OwnerLock(Path(sys.argv[1]))
assert lock.take("answering questions")
print("held", flush=True)
sys.stdin.read()
"""


def test_another_qabot_is_named_and_not_disturbed(corpus: Path, hidden: Path) -> None:
    held = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(hidden)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    with held:
        assert held.stdout is not None
        assert held.stdout.readline() == b"held\n"
        (note,) = look(corpus)
        assert note.severity == "note"
        assert f"pid {held.pid}, answering questions" in note.what
        cut(CATALOGUE, 0.5)(corpus)
        cut(".qabot/threads.db", 0.5)(corpus)
        done = list(treat(corpus, SETTINGS, HIDDEN, look(corpus)))
        assert [each.failed for each in done] == [True, True]
        assert all("Close it" in each.what for each in done)
        assert f"pid {held.pid}" in done[1].what
        assert not list(hidden.glob("damaged-*"))
        held.kill()
    found = look(corpus)
    assert ("lock", "note") in told(found)
    assert any("ended without closing" in finding.what for finding in found)
    mend(corpus, found)
    assert_well(corpus)


_WORK = """
import sys, time
from pathlib import Path
from news_made import text
from qabot.library import Library
from qabot.settings import Settings
folder = Path(sys.argv[1])
print("going", flush=True)
until = time.monotonic() + 12
number = 100
while time.monotonic() < until:
    library = Library(folder, Settings.model_construct())
    for number in range(number + 1, number + 6):
        (folder / f"report-{number % 40}.txt").write_text(text(number))
        library.sync()
    (folder / f"report-{(number - 2) % 40}.txt").unlink()
    library.sync()
    library.close()
"""


@pytest.mark.slow
def test_what_others_are_doing_is_no_damage(corpus: Path) -> None:
    path = os.pathsep.join(map(str, (ROOT, ROOT / "tests" / "adding")))
    working = subprocess.Popen(
        [sys.executable, "-c", _WORK, str(corpus)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
    )
    looks = 0
    with working:
        assert working.stdout is not None
        working.stdout.readline()
        while working.poll() is None:
            found = look(corpus)
            assert {finding.severity for finding in found} <= {"note"}, found
            looks += 1
    assert (working.returncode, looks > 10) == (0, True)
    mend(corpus, look(corpus))
    assert look(corpus) == []


def test_looking_takes_no_lock_for_good(corpus: Path, hidden: Path) -> None:
    assert look(corpus) == []
    lock = OwnerLock(hidden)
    assert lock.take()
    lock.release()


def test_it_can_be_stopped(corpus: Path) -> None:
    stop = Cancel()
    looking = diagnose(corpus, SETTINGS, HIDDEN, stop)
    next(looking)
    stop.set()
    with pytest.raises(Cancelled):
        list(looking)
    stop.set()
    sql("UPDATE meta SET value = 'old' WHERE key = 'splitter'")(corpus)
    with pytest.raises(Cancelled):
        list(treat(corpus, SETTINGS, HIDDEN, look(corpus), cancel=stop))
    mend(corpus, look(corpus))
    assert_well(corpus)


# The language model


class _Ollama(http.server.BaseHTTPRequestHandler):
    asked: list[tuple[str, str | None]]

    def do_GET(self) -> None:
        type(self).asked.append((self.path, self.headers.get("Authorization")))
        body = json.dumps({"models": [{"name": "small:latest"}]}).encode()
        self.send_response(200 if "tags" in self.path else 401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    _Ollama.asked = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Ollama) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()


def with_model(name: str, url: str) -> Settings:
    return SETTINGS.model_copy(update={"model": name, "writing": Writing(base_url=url)})


def test_the_language_model(corpus: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    assert look(corpus, with_model("ollama:small", server)) == []
    (found,) = look(corpus, with_model("ollama:large", server))
    assert "does not have large" in found.what
    assert look(corpus, with_model("openai:any", server + "/v1")) == []
    assert ("/v1/models", None) in _Ollama.asked
    assert not any(key for _, key in _Ollama.asked)
    for name in ("openai:any", "ollama:small"):
        (found,) = look(corpus, with_model(name, "http://127.0.0.1:1"))
        assert (found.check, found.severity) == ("model", "error")
    (found,) = look(corpus, with_model("nonsense", ""))
    assert "nonsense" in found.what


# The command

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def doctor(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    for name in [name for name in os.environ if name.startswith("QABOT_")]:
        monkeypatch.delenv(name)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(corpus.parent / "home"))
    monkeypatch.chdir(corpus.parent)

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = guarded(lambda: app(["doctor", *arguments], prog_name="qabot"))
        return code, *capsys.readouterr()

    return call


def test_the_command(corpus: Path, doctor: Call) -> None:
    code, out, err = doctor()
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "0 errors, 0 warnings."
    sql("DELETE FROM vectors WHERE passage < 4")(corpus)
    code, out, _ = doctor()
    assert code == 1
    assert "error    vectors: 3 passages: vector lost." in out
    assert out.splitlines()[-1] == "1 error, 1 warning. `qabot doctor --fix` can mend 2."
    code, out, _ = doctor("--fix")
    assert code == 0
    assert "mended   passages: 3 articles cut into passages again" in out
    assert out.splitlines()[-1] == "0 errors, 0 warnings."


def test_as_json(corpus: Path, doctor: Call) -> None:
    cut(CATALOGUE, 0.5)(corpus)
    code, out, _ = doctor("--json")
    said = json.loads(out)
    assert (code, said["errors"], said["mended"]) == (1, 1, [])
    assert set(said) == {"qabot", "corpus", "errors", "warnings", "mended", "findings"}
    wrong = [f for f in said["findings"] if f["severity"] == "error"]
    assert set(wrong[0]) == {"check", "severity", "what", "remedy", "mend", "details"}
    assert wrong[0]["mend"] == "anew"
    code, out, _ = doctor("--json", "--fix", "--remove-damaged")
    said = json.loads(out)
    assert (code, said["errors"]) == (0, 0)
    assert [m["mend"] for m in said["mended"]] == ["anew"]
    code, out, _ = doctor("--json", "--remove-damaged")
    assert [m["mend"] for m in json.loads(out)["mended"]] == ["leftovers"]


def test_settings_that_are_wrong_do_not_stop_it(corpus: Path, doctor: Call) -> None:
    Path("qabot.toml").write_text("nonsense = 1\n")
    code, out, _ = doctor("-c", str(corpus))
    assert code == 1
    assert "error    settings: There is no setting nonsense." in out
    assert "ok       words" in out


def test_hostile_names_do_not_act_on_the_terminal(corpus: Path, doctor: Call) -> None:
    (corpus / "a\x1b[31m\u202e.txt").write_text("Words. " * 5)
    code, out, _ = doctor()
    assert (code, "not indexed yet" in out) == (0, True)
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_importing_is_light() -> None:
    heavy = ("chromadb", "langchain_core", "onnxruntime", "numpy", "textual", "filelock")
    code = f"import sys, qabot.health; print([n for n in {heavy!r} if n in sys.modules])"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env)
    assert done.stdout == "[]\n", done.stderr
