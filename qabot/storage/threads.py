"""Threads: questions and answers, kept as they happen in ``threads.db``.

A file of its own, which no rebuild of the index touches: it cannot be made anew from the
articles. Citations are kept with their quotes.
"""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from qabot.domain import Answer
from qabot.storage.answers import dump_answer, load_answer
from qabot.storage.errors import CatalogueUnusable
from qabot.storage.threads_file import VERSION, ThreadsFile, ThreadsUnusable
from qabot.storage.threads_place import FILE

__all__ = ["FILE", "VERSION", "SavedTurn", "ThreadRow", "Threads", "ThreadsUnusable"]
_TITLE = 80


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


@dataclass(frozen=True, slots=True)
class _Begun:
    """A question that is being answered."""

    thread: int | None
    question: str
    asked: float


class Threads(ThreadsFile):
    """All threads of a corpus. Every method may run in any thread and is on disk on return."""

    def __init__(self, folder: Path, *, kept: bool = True) -> None:
        """See ``ThreadsFile``."""
        self._begun: dict[int, _Begun] = {}
        """By turn: if the row goes meanwhile, the answer is kept all the same."""
        self._created: dict[int, float] = {}
        """By thread: when each began that was told of here."""
        self._moved: dict[int, int] = {}
        """By thread that is gone: the one in which its questions go on."""
        super().__init__(folder, kept=kept)

    # Writing

    def begin(self, thread: int | None, question: str) -> tuple[int, int]:
        """Keep a question, in a new thread if ``thread`` is None or gone. Returns the ids of
        thread and turn."""
        begun = _Begun(thread, storable(question), time.time())
        with self._writing() as db:
            thread, turn = self._begin(db, begun)
        self._remember(turn)
        self._begun[turn] = begun
        return thread, turn

    def _begin(self, db: sqlite3.Connection, begun: _Begun) -> tuple[int, int]:
        wanted, question, asked = begun.thread, begun.question, begun.asked
        thread = self._known(db, wanted) or self._known(db, self._moved.get(wanted or 0))
        if thread is None:
            thread = db.execute(
                "INSERT INTO threads (title, created, changed) VALUES (?, ?, ?)",
                (_title(question), asked, asked),
            ).lastrowid
            assert thread is not None
            self._created[thread] = asked
            if wanted is not None:
                self._moved[wanted] = thread
        db.execute("UPDATE threads SET changed = max(changed, ?) WHERE id = ?", (asked, thread))
        turn = db.execute(
            "INSERT INTO turns (thread, question, asked) VALUES (?, ?, ?)",
            (thread, question, asked),
        ).lastrowid
        assert turn is not None
        db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (turn, question))
        return thread, turn

    def _known(self, db: sqlite3.Connection, thread: int | None) -> int | None:
        found = db.execute(
            "SELECT created FROM threads WHERE id = ? AND deleted IS NULL", (thread,)
        ).fetchone()
        # Another file may have been put in place, in which the number is another thread's.
        same = found and thread and found[0] == self._created.get(thread, found[0])
        return thread if same else None

    def _there(self, db: sqlite3.Connection, turn: int) -> int:
        """The turn's number, or its new one if an import took its row away meanwhile."""
        begun = self._begun.get(turn)
        if begun is None:
            return turn
        row = db.execute("SELECT question, asked FROM turns WHERE id = ?", (turn,)).fetchone()
        if row == (begun.question, begun.asked):
            return turn
        return self._begin(db, begun)[1]

    def finish(self, turn: int, answer: Answer, seconds: float) -> None:
        """Keep the answer of a turn."""
        said = [statement.text for statement in answer.statements]
        said += [f"{c.quote} {c.title} {c.source}" for c in answer.evidence]
        text = storable("\n".join([answer.question, *said]))
        with self._writing() as db:
            begun, turn = turn, self._there(db, turn)
            db.execute(
                "UPDATE turns SET answer = ?, seconds = ? WHERE id = ?",
                (storable(dump_answer(answer)), seconds, turn),
            )
            db.execute("UPDATE words SET text = ? WHERE rowid = ?", (text, turn))
        self._begun.pop(begun, None)

    def fail(self, turn: int, failure: str, remedy: str = "") -> None:
        """Keep that a turn failed, and what was said."""
        with self._writing() as db:
            begun, turn = turn, self._there(db, turn)
            db.execute(
                "UPDATE turns SET failure = ?, remedy = ? WHERE id = ?",
                (storable(failure), storable(remedy), turn),
            )
        self._begun.pop(begun, None)

    def drop(self, turn: int) -> None:
        """Forget a question that was taken back, and its thread if it holds nothing else."""
        self._begun.pop(turn, None)
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
                (_title(storable(title)), thread),
            )

    def delete(self, thread: int) -> None:
        """Delete a thread. ``undelete`` brings it back for a day; then it is gone for good."""
        with self._writing() as db:
            db.execute("UPDATE threads SET deleted = ? WHERE id = ?", (time.time(), thread))

    def undelete(self, thread: int) -> None:
        """Bring back what ``delete`` took."""
        with self._writing() as db:
            db.execute("UPDATE threads SET deleted = NULL WHERE id = ?", (thread,))

    def keep_draft(self, text: str) -> None:
        """Keep what is typed and not sent; an empty text forgets it."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO draft VALUES (1, ?)", (storable(text),))

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
            self._created.update((row.id, row.created) for row in rows)
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
                " WHERE thread = ? ORDER BY asked, id",
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


def open_threads(folder: Path, *, kept: bool = True) -> Threads:
    """The threads in ``folder``; not ``kept`` where the disk takes no writing.

    Raises ``QabotError``.
    """
    if not kept:
        return Threads(folder, kept=False)
    try:
        return Threads(folder)
    except CatalogueUnusable:
        return Threads(folder, kept=False)
    except ThreadsUnusable as error:
        if not error.shut:
            raise
        return Threads(folder, kept=False)


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


def storable(text: str) -> str:
    """A text as it can be kept. Lone surrogates, which a terminal may send for broken bytes, cannot be stored."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\u2400")
