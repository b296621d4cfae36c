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
    """Add threads that are not there yet; how many. Raises ``QabotError``."""
    store = Threads(hidden)  # makes the file, or says what is wrong with it
    try:
        with closing(sqlite3.connect(store.path, isolation_level=None, timeout=10.0)) as db:
            fresh = _insert(db, wanted)
        for turn, answer, seconds in fresh[1]:
            store.finish(turn, load_answer(answer), seconds)  # makes it findable by its words
    except sqlite3.Error as error:
        raise QabotError(
            f"The threads in {store.path} cannot be written ({error}).",
            "Check the space on the disk, and run it again.",
        ) from error
    finally:
        store.close()
    return fresh[0]


def _insert(
    db: sqlite3.Connection, threads: list[dict[str, Any]]
) -> tuple[int, list[tuple[int, str, float]]]:
    """How many were new; and turn, answer, seconds of their answers."""
    added, answers = 0, list[tuple[int, str, float]]()
    db.execute("BEGIN IMMEDIATE")
    for thread in threads:
        times = thread["created"], thread["title"]
        if db.execute(
            "SELECT 1 FROM threads WHERE created = ? AND title = ? AND deleted IS NULL", times
        ).fetchone():
            continue
        added += 1
        id_ = db.execute(
            "INSERT INTO threads (title, named, created, changed) VALUES (?, ?, ?, ?)",
            (thread["title"], thread["named"], thread["created"], thread["changed"]),
        ).lastrowid
        for turn in thread["turns"]:
            number = db.execute(
                """INSERT INTO turns (thread, question, asked, seconds, failure, remedy)
                VALUES (?, ?, ?, ?, ?, ?)""",
                (
                    id_,
                    *(turn[name] for name in ("question", "asked", "seconds")),
                    turn["failure"],
                    turn["remedy"],
                ),
            ).lastrowid
            db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, turn["question"]))
            if turn["answer"] is not None and number is not None:
                answers.append((number, turn["answer"], turn["seconds"]))
    db.execute("COMMIT")
    return added, answers


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
