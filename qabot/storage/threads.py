"""Threads: questions and answers, kept as they happen in ``threads.db``.

A file of its own, which no rebuild of the index touches: it cannot be made anew from the
articles. Citations are kept with their quotes.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qabot.domain import Answer, QabotError
from qabot.storage.answers import dump_answer, load_answer
from qabot.storage.database import make_private

FILE = "threads.db"
VERSION = 1
_PATIENCE = 10.0
_TITLE = 80
_UNDO = 24 * 3600.0
"""Seconds after which what was deleted is gone for good."""
_TABLES = """
CREATE TABLE threads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    named INTEGER NOT NULL DEFAULT 0,
    created REAL NOT NULL,
    changed REAL NOT NULL,
    deleted REAL
);
CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    thread INTEGER NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    asked REAL NOT NULL,
    seconds REAL NOT NULL DEFAULT 0,
    answer TEXT,
    failure TEXT NOT NULL DEFAULT '',
    remedy TEXT NOT NULL DEFAULT ''
);
CREATE INDEX turns_thread ON turns (thread, id);
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = "unicode61 remove_diacritics 2");
CREATE TABLE draft (one INTEGER PRIMARY KEY CHECK (one = 1), text TEXT NOT NULL);
"""


class ThreadsUnusable(QabotError):
    """The file of the threads cannot be read or written."""


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """What lists show of a thread."""

    id: int
    title: str
    created: float
    """Seconds since the epoch, as all times here."""
    changed: float
    turns: int


@dataclass(frozen=True, slots=True)
class SavedTurn:
    """A question and what came of it: an answer, a failure, or neither if it broke off."""

    id: int
    question: str
    asked: float
    seconds: float
    answer: Answer | None
    failure: str = ""
    remedy: str = ""


class Threads:
    """All threads of a corpus. Every method may run in any thread and is on disk on return."""

    def __init__(self, folder: Path) -> None:
        """Open or make ``folder/threads.db``. Raises ``QabotError``."""
        make_private(folder)
        self.path = folder / FILE
        self._lock = threading.RLock()
        with self._explained():
            self._db = sqlite3.connect(
                self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA fullfsync = ON")
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.execute("PRAGMA secure_delete = ON")  # what was deleted is not to be found again
        with self._writing() as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                raise ThreadsUnusable(
                    f"The threads in {self.path} were written by a newer qabot.",
                    "Update qabot to read them.",
                )
            if version == 0:
                for statement in _TABLES.split(";\n"):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {VERSION}")
            self._purge(db, time.time() - _UNDO)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
            damaged = code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
            remedy = "Check the rights of the file, and the space on the disk."
            if damaged:
                remedy = "Move the file away; a new one is made. Your articles are not touched."
            raise ThreadsUnusable(
                f"The saved threads in {self.path} cannot be read or written ({error}).", remedy
            ) from error

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: durable when the block ends, undone when it raises."""
        with self._lock, self._explained():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._explained():
            yield self._db

    # Writing

    def begin(self, thread: int | None, question: str) -> tuple[int, int]:
        """Keep a question, in a new thread if ``thread`` is None or gone. Returns the ids of
        thread and turn."""
        now, question = time.time(), _storable(question)
        with self._writing() as db:
            known = db.execute(
                "SELECT 1 FROM threads WHERE id = ? AND deleted IS NULL", (thread,)
            ).fetchone()
            if not known:
                thread = db.execute(
                    "INSERT INTO threads (title, created, changed) VALUES (?, ?, ?)",
                    (_title(question), now, now),
                ).lastrowid
            db.execute("UPDATE threads SET changed = ? WHERE id = ?", (now, thread))
            turn = db.execute(
                "INSERT INTO turns (thread, question, asked) VALUES (?, ?, ?)",
                (thread, question, now),
            ).lastrowid
            db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (turn, question))
        assert thread is not None
        assert turn is not None
        return thread, turn

    def finish(self, turn: int, answer: Answer, seconds: float) -> None:
        """Keep the answer of a turn."""
        said = [statement.text for statement in answer.statements]
        said += [f"{c.quote} {c.title} {c.source}" for c in answer.evidence]
        text = _storable("\n".join([answer.question, *said]))
        with self._writing() as db:
            db.execute(
                "UPDATE turns SET answer = ?, seconds = ? WHERE id = ?",
                (_storable(dump_answer(answer)), seconds, turn),
            )
            db.execute("UPDATE words SET text = ? WHERE rowid = ?", (text, turn))

    def fail(self, turn: int, failure: str, remedy: str = "") -> None:
        """Keep that a turn failed, and what was said."""
        with self._writing() as db:
            db.execute(
                "UPDATE turns SET failure = ?, remedy = ? WHERE id = ?",
                (_storable(failure), _storable(remedy), turn),
            )

    def drop(self, turn: int) -> None:
        """Forget a question that was taken back, and its thread if it holds nothing else."""
        with self._writing() as db:
            row = db.execute("SELECT thread FROM turns WHERE id = ?", (turn,)).fetchone()
            db.execute("DELETE FROM turns WHERE id = ?", (turn,))
            db.execute("DELETE FROM words WHERE rowid = ?", (turn,))
            if row:
                db.execute(
                    "DELETE FROM threads WHERE id = ?"
                    " AND NOT EXISTS (SELECT 1 FROM turns WHERE thread = threads.id)",
                    row,
                )

    def rename(self, thread: int, title: str) -> None:
        """Give a thread a title of the user's."""
        with self._writing() as db:
            db.execute(
                "UPDATE threads SET title = ?, named = 1 WHERE id = ?",
                (_title(_storable(title)), thread),
            )

    def delete(self, thread: int) -> None:
        """Delete a thread. ``undelete`` brings it back for a day; then it is gone for good."""
        with self._writing() as db:
            db.execute("UPDATE threads SET deleted = ? WHERE id = ?", (time.time(), thread))

    def undelete(self, thread: int) -> None:
        """Bring back what ``delete`` took."""
        with self._writing() as db:
            db.execute("UPDATE threads SET deleted = NULL WHERE id = ?", (thread,))

    def _purge(self, db: sqlite3.Connection, before: float) -> None:
        old = "SELECT id FROM threads WHERE deleted < ?"
        db.execute(
            f"DELETE FROM words WHERE rowid IN (SELECT id FROM turns WHERE thread IN ({old}))",
            (before,),
        )
        db.execute("DELETE FROM threads WHERE deleted < ?", (before,))

    def keep_draft(self, text: str) -> None:
        """Keep what is typed and not sent; an empty text forgets it."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO draft VALUES (1, ?)", (_storable(text),))

    # Reading

    def draft(self) -> str:
        """What was typed and not sent when qabot was last left."""
        with self._reading() as db:
            row = db.execute("SELECT text FROM draft").fetchone()
        return str(row[0]) if row else ""

    def rows(self, words: str = "") -> list[ThreadRow]:
        """Threads with all these words, or beginnings of words, in title, questions or answers;
        the one that was changed last comes first."""
        with self._reading() as db:
            found = db.execute(
                "SELECT t.id, t.title, t.created, t.changed, count(u.id) FROM threads t"
                " LEFT JOIN turns u ON u.thread = t.id WHERE t.deleted IS NULL"
                " GROUP BY t.id ORDER BY t.changed DESC, t.id DESC"
            ).fetchall()
            rows = [ThreadRow(*row) for row in found]
            for word in words.split():
                ids = self._with_word(db, word)
                folded = word.casefold()
                rows = [r for r in rows if r.id in ids or folded in r.title.casefold()]
        return rows

    @staticmethod
    def _with_word(db: sqlite3.Connection, word: str) -> set[int]:
        # Quoted, so that nothing in it is an operator of the full-text search.
        quoted = '"' + word.replace('"', '""').replace("\0", "") + '" *'
        found = db.execute(
            "SELECT DISTINCT thread FROM turns WHERE id IN"
            " (SELECT rowid FROM words WHERE words MATCH ?)",
            (quoted,),
        )
        return {thread for (thread,) in found}

    def turns(self, thread: int) -> list[SavedTurn]:
        """The turns of a thread, oldest first; empty if there is no such thread."""
        with self._reading() as db:
            found = db.execute(
                "SELECT id, question, asked, seconds, answer, failure, remedy FROM turns"
                " WHERE thread = ? ORDER BY id",
                (thread,),
            ).fetchall()
        return [_turn(*row) for row in found]

    def questions(self, limit: int = 500) -> list[str]:
        """The last questions of all threads, oldest first."""
        with self._reading() as db:
            found = db.execute(
                "SELECT question FROM turns JOIN threads t ON t.id = thread"
                " WHERE t.deleted IS NULL ORDER BY turns.id DESC LIMIT ?",
                (limit,),
            ).fetchall()
        return [question for (question,) in reversed(found)]

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()


def _turn(
    id: int,
    question: str,
    asked: float,
    seconds: float,
    answer: str | None,
    failure: str,
    remedy: str,
) -> SavedTurn:
    if answer is None:
        return SavedTurn(id, question, asked, seconds, None, failure, remedy)
    try:
        return SavedTurn(id, question, asked, seconds, load_answer(answer))
    except ValueError as error:
        said = f"The saved answer cannot be read ({error})."
        return SavedTurn(id, question, asked, seconds, None, said, "Ask again.")


def _title(question: str) -> str:
    flat = " ".join(question[: _TITLE * 8].split())
    return flat if len(flat) <= _TITLE else flat[: _TITLE - 1].rstrip() + "…"


def _storable(text: str) -> str:
    """Lone surrogates, which a terminal may send for broken bytes, cannot be stored."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\u2400")
