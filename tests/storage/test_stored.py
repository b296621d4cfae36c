"""Catalogues and threads of every released schema are opened by this qabot.

The stored files were written by the qabot that had that schema: ``python test_stored.py`` writes
those of the present one, once, when it is released.
"""

from __future__ import annotations

import gzip
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from qabot.domain import Answer, Citation
from qabot.health import diagnose, treat
from qabot.library import HIDDEN, Library
from qabot.settings import Settings
from qabot.storage.schema import VERSION
from qabot.storage.threads import VERSION as THREADS_VERSION
from qabot.storage.threads import Threads

STORED = Path(__file__).parents[1] / "data" / "stored"
SETTINGS = Settings.model_construct()
FILES = {
    "a.md": "---\ntitle: Harbour talks\nsource: Gazette\npublished: 2024-05-11\n---\n"
    "The harbour union withdrew its plan on Tuesday. Nobody said why.\n",
    "b.txt": "A survey found four herons at the lock. They were late this year.\n",
    "wire.jsonl": '{"id": "x", "title": "Ferry", "text": "The ferry was sold. It sank."}\n'
    '{"id": "y", "title": "Train", "text": "The train came. It was on time."}\n',
}


def make(corpus: Path) -> None:
    corpus.mkdir(parents=True)
    for name, text in FILES.items():
        (corpus / name).write_text(text)


def unpack(name: str, goal: Path) -> None:
    goal.parent.mkdir(parents=True, exist_ok=True)
    goal.write_bytes(gzip.decompress((STORED / name).read_bytes()))


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_a_stored_catalogue_serves_at_once(version: int, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    make(corpus)
    unpack(f"catalogue-{version}.db.gz", corpus / HIDDEN / "catalogue.db")
    with closing(sqlite3.connect(corpus / HIDDEN / "catalogue.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (version,)
    with closing(Library(corpus, SETTINGS)) as library:
        rows = {(row.path, row.key): row.number for row in library.rows()}
        assert rows == {
            ("a.md", ""): 1,
            ("b.txt", ""): 2,
            ("wire.jsonl", "x"): 3,
            ("wire.jsonl", "y"): 4,
        }
        assert library.article(1).text.startswith("The harbour union withdrew")
        assert library.article(1).source == "Gazette"
        with library.catalogue.reading() as db:
            assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
            assert db.execute(
                "SELECT count(*) FROM words WHERE words MATCH 'heron'"
            ).fetchone() == (1,)
    # It may be of another embedder or splitter; then the doctor makes it anew.
    found = list(diagnose(corpus, SETTINGS, HIDDEN))
    assert not [done for done in treat(corpus, SETTINGS, HIDDEN, found) if done.failed]
    assert not [f for f in diagnose(corpus, SETTINGS, HIDDEN) if f.severity in ("error", "warning")]
    with closing(Library(corpus, SETTINGS)) as library:
        assert {(row.path, row.key): row.number for row in library.rows()} == rows
        assert "herons" in library.search("How many herons were found?", 1)[0].text


@pytest.mark.parametrize("version", range(1, THREADS_VERSION + 1))
def test_stored_threads_are_whole(version: int, tmp_path: Path) -> None:
    unpack(f"threads-{version}.db.gz", tmp_path / "threads.db")
    with closing(Threads(tmp_path)) as threads:
        (row,) = threads.rows("heron")
        asked, failed = threads.turns(row.id)
        assert asked.question == "How many herons were found?"
        assert asked.answer is not None
        assert asked.answer.citations[0].quote == "A survey found four herons at the lock."
        assert (failed.failure, failed.remedy) == ("It failed.", "Ask again.")
        assert threads.draft() == "why were"


def store() -> None:
    """Write the files of the present schemas."""
    STORED.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        make(corpus)
        with closing(Library(corpus, SETTINGS)) as library:
            for name in FILES:
                library.add([str(corpus / name)])
            question = "How many herons were found?"
            _, turn = library.threads.begin(None, question)
            quote = "A survey found four herons at the lock."
            cited = Citation(
                number=1,
                article=2,
                title="b",
                source="",
                published=None,
                url="",
                path="b.txt",
                start=0,
                end=len(quote),
                quote=quote,
            )
            library.threads.finish(turn, Answer(question, question, citations=(cited,)), 0.5)
            (row,) = library.threads.rows()
            _, turn = library.threads.begin(row.id, "Why?")
            library.threads.fail(turn, "It failed.", "Ask again.")
            library.threads.keep_draft("why were")
        for name, version in (("catalogue", VERSION), ("threads", THREADS_VERSION)):
            path = corpus / HIDDEN / f"{name}.db"
            with closing(sqlite3.connect(path)) as db:
                db.execute("PRAGMA wal_checkpoint (TRUNCATE)")
                db.execute("PRAGMA journal_mode = DELETE")
                db.execute("VACUUM")
            goal = STORED / f"{name}-{version}.db.gz"
            if goal.exists():
                print(f"{goal} is there: what was released is never changed.")
            else:
                goal.write_bytes(gzip.compress(path.read_bytes(), mtime=0))


if __name__ == "__main__":
    store()
