"""Saved threads as lines of JSON, and back, with their times."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from qabot.domain import QabotError
from qabot.storage.answers import load_answer
from qabot.storage.threads import FILE, Threads

SavedThread = dict[str, Any]
"""As in ``shape.THREADS``."""
_TURN = ("question", "asked", "seconds", "answer", "failure", "remedy")


def dump_threads(hidden: Path) -> Iterator[str]:
    """Every thread that is not deleted, as a line; see ``shape.THREADS``. Raises ``QabotError``."""
    path = hidden / FILE
    if not path.is_file():
        return
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True)) as db:
            db.isolation_level = None
            db.execute("BEGIN")  # one moment for all of them
            for id_, title, named, created, changed in db.execute(
                """SELECT id, title, named, created, changed FROM threads
                WHERE deleted IS NULL ORDER BY id"""
            ):
                rows = db.execute(
                    f"SELECT {', '.join(_TURN)} FROM turns WHERE thread = ? ORDER BY id", (id_,)
                )
                turns = [dict(zip(_TURN, row, strict=True)) for row in rows]
                thread = {"title": title, "named": named, "created": created, "changed": changed}
                yield json.dumps({**thread, "turns": turns}, ensure_ascii=False)
    except sqlite3.Error as error:
        raise QabotError(
            f"The threads in {path} cannot be read ({error}).", "Run `qabot doctor --fix` first."
        ) from error


def read_threads(lines: Iterable[str]) -> list[SavedThread]:
    """Threads from their lines, each checked. Raises ``QabotError``."""
    return [_thread(line) for line in lines]


def load_threads(hidden: Path, wanted: list[SavedThread]) -> int:
    """Add threads that are not there yet, all or none; how many. Raises ``QabotError``."""
    store = Threads(hidden)  # makes the file, or says what is wrong with it
    try:
        with closing(sqlite3.connect(store.path, isolation_level=None, timeout=10.0)) as db:
            db.execute("BEGIN IMMEDIATE")
            added = sum(_insert(db, thread) for thread in wanted)
            db.execute("COMMIT")
    except sqlite3.Error as error:
        raise QabotError(
            f"The threads in {store.path} cannot be written ({error}).",
            "Check the space on the disk, and run it again.",
        ) from error
    finally:
        store.close()
    return added


def _insert(db: sqlite3.Connection, thread: SavedThread) -> bool:
    """Whether it was new."""
    if db.execute(
        "SELECT 1 FROM threads WHERE created = ? AND title = ? AND deleted IS NULL",
        (thread["created"], thread["title"]),
    ).fetchone():
        return False
    id_ = db.execute(
        "INSERT INTO threads (title, named, created, changed) VALUES (?, ?, ?, ?)",
        (thread["title"], thread["named"], thread["created"], thread["changed"]),
    ).lastrowid
    for turn in thread["turns"]:
        number = db.execute(
            f"INSERT INTO turns (thread, {', '.join(_TURN)}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (id_, *(turn[name] for name in _TURN)),
        ).lastrowid
        db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, _words(turn)))
    return True


def _words(turn: dict[str, Any]) -> str:
    """What a search among the threads finds it by; as ``Threads.finish`` has it."""
    if turn["answer"] is None:
        return str(turn["question"])
    answer = load_answer(turn["answer"])
    said = [statement.text for statement in answer.statements]
    said += [f"{c.quote} {c.title} {c.source}" for c in answer.evidence]
    return _text("\n".join([answer.question, *said]))


def _thread(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
        turns = [
            {
                "question": _text(turn["question"]),
                "asked": float(turn["asked"]),
                "seconds": float(turn["seconds"]),
                "answer": _answer(turn["answer"]),
                "failure": _text(turn["failure"]),
                "remedy": _text(turn["remedy"]),
            }
            for turn in value["turns"]
        ]
        return {
            "title": _text(value["title"]),
            "named": int(bool(value["named"])),
            "created": float(value["created"]),
            "changed": float(value["changed"]),
            "turns": turns,
        }
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise QabotError(
            f"The archive holds a thread that cannot be read ({error}).",
            "Export it again with this qabot.",
        ) from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is missing")
    return value.encode("utf-8", "replace").decode().replace("\0", "\u2400")


def _answer(value: object) -> str | None:
    if value is None:
        return None
    text = _text(value)
    load_answer(text)
    return text
