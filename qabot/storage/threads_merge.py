"""A thread of an archive, or of a copy, beside those that are there: what is new of it is added, once."""

from __future__ import annotations

import sqlite3
from typing import Any

from qabot.storage.answers import load_answer
from qabot.storage.threads import storable

SavedThread = dict[str, Any]
"""{title, named, created, changed, turns: [{question, asked, seconds, answer, failure, remedy}]}."""
TURN = ("question", "asked", "seconds", "answer", "failure", "remedy")


def merge_thread(db: sqlite3.Connection, thread: SavedThread) -> int | None:
    """Add what is missing; None if the thread was new, else how many questions it got."""
    id_ = _known(db, thread)
    if id_ is None:
        id_ = db.execute(
            "INSERT INTO threads (title, named, created, changed) VALUES (?, ?, ?, ?)",
            (thread["title"], thread["named"], thread["created"], thread["changed"]),
        ).lastrowid
        for turn in thread["turns"]:
            _insert(db, id_, turn)
        return None
    there = {
        (question, asked): (turn, answer is not None or bool(failure))
        for turn, question, asked, answer, failure in db.execute(
            "SELECT id, question, asked, answer, failure FROM turns WHERE thread = ?", (id_,)
        )
    }
    added = 0
    for turn in thread["turns"]:
        number, ended = there.get((turn["question"], turn["asked"]), (None, False))
        if number is None:
            _insert(db, id_, turn)
            added += 1
        elif not ended:  # exported, or kept here, before its answer came
            _end(db, number, turn)
    if added:
        db.execute(
            "UPDATE threads SET changed = max(changed, ?), deleted = NULL WHERE id = ?",
            (thread["changed"], id_),
        )
    else:
        db.execute("UPDATE threads SET deleted = NULL WHERE id = ?", (id_,))
    return added


def _known(db: sqlite3.Connection, thread: SavedThread) -> int | None:
    """The same thread: begun at the same time, with its title or, renamed, its first question."""
    first = thread["turns"][0] if thread["turns"] else {"question": None, "asked": None}
    row = db.execute(
        """SELECT id FROM threads t WHERE created = ? AND (title = ? OR EXISTS
        (SELECT 1 FROM turns WHERE thread = t.id AND question = ? AND asked = ?)) ORDER BY id""",
        (thread["created"], thread["title"], first["question"], first["asked"]),
    ).fetchone()
    return int(row[0]) if row else None


def _insert(db: sqlite3.Connection, thread: int | None, turn: dict[str, Any]) -> None:
    number = db.execute(
        f"INSERT INTO turns (thread, {', '.join(TURN)}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (thread, *(turn[name] for name in TURN)),
    ).lastrowid
    db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, _words(turn)))


def _end(db: sqlite3.Connection, number: int, turn: dict[str, Any]) -> None:
    db.execute(
        "UPDATE turns SET seconds = ?, answer = ?, failure = ?, remedy = ? WHERE id = ?",
        (turn["seconds"], turn["answer"], turn["failure"], turn["remedy"], number),
    )
    db.execute("UPDATE words SET text = ? WHERE rowid = ?", (_words(turn), number))


def _words(turn: dict[str, Any]) -> str:
    """What a search among the threads finds it by; as ``Threads.finish`` has it."""
    if turn["answer"] is None:
        return str(turn["question"])
    answer = load_answer(turn["answer"])
    said = [statement.text for statement in answer.statements]
    said += [f"{c.quote} {c.title} {c.source}" for c in answer.evidence]
    return storable("\n".join([answer.question, *said]))
