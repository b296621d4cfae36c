"""`qabot export`."""

from __future__ import annotations

import sys

from qabot.cli.output import say, say_json, write
from qabot.exporting import Exchange, Exported, thread_json, thread_markdown
from qabot.library import Library

_OK, _NOTHING = 0, 3


def run_export(library: Library, words: str, *, as_json: bool) -> int:
    """Write the newest saved thread that has the words; the exit code."""
    rows = library.threads.rows(words)
    if not rows:
        say("No saved thread has these words." if words else "No threads yet.", sys.stderr)
        return _NOTHING
    turns = library.threads.turns(rows[0].id)
    exchanges = [
        Exchange(t.question, t.answer, "" if t.answer else t.failure or "Not answered.", t.asked)
        for t in turns
    ]
    thread = Exported(rows[0].title, tuple(exchanges))
    if as_json:
        say_json(thread_json(thread))
    else:
        write(thread_markdown(thread))
    return _OK
