"""Writing the thread that is shown to a file."""

from __future__ import annotations

import json
import os
from pathlib import Path

from textual.message import Message

from qabot.exporting import (
    Exchange,
    Exported,
    file_name,
    thread_json,
    thread_markdown,
    unquoted,
)
from qabot.tui.conversation import Conversation
from qabot.tui.tasks import Trouble


class ExportEnded(Message):
    """The file was written, or could not be."""

    def __init__(self, path: Path | None, trouble: Trouble | None = None) -> None:
        super().__init__()
        self.path, self.trouble = path, trouble


def exported(conversation: Conversation) -> Exported:
    """The thread as it is now."""
    exchanges = [
        Exchange(
            turn.question,
            turn.answer,
            "" if turn.answer else turn.failure.message if turn.failure else "Not answered.",
            turn.asked,
        )
        for turn in conversation.turns
    ]
    return Exported(conversation.title, tuple(exchanges))


def write_export(thread: Exported, wanted: str) -> ExportEnded:
    """Write to the file ``wanted``, else to one named after the thread in the working folder.
    Nothing that is there is written over. To be called in a thread."""
    wanted = unquoted(wanted)
    if wanted == "-":
        return _failed("The chat has no output to write “-” to.", "Or copy: Y in an answer.")
    name = wanted if wanted not in ("", "json", "md") else ""
    path = Path(os.path.expanduser(name)) if name else _free(thread.title, wanted or "md")
    if path.is_dir():
        path = path / file_name(thread.title, ".md")
    if path.suffix.lower() == ".json":
        text = json.dumps(thread_json(thread), ensure_ascii=False, indent=2) + "\n"
    else:
        text = thread_markdown(thread)
    try:
        with path.open("x", encoding="utf-8", errors="replace") as file:
            file.write(text)
    except FileExistsError:
        return _failed(f"{path} is there already.")
    except OSError as error:
        return _failed(f"{path}: {error.strerror or error}.")
    return ExportEnded(path.absolute())


def _failed(why: str, also: str = "") -> ExportEnded:
    remedy = f"Give another name: /export and a path. {also}".rstrip()
    return ExportEnded(None, Trouble("The thread was not exported", why, remedy))


def _free(title: str, ending: str) -> Path:
    """A name that is not taken."""
    first = Path(file_name(title, f".{ending}"))
    names = (first.with_stem(f"{first.stem}-{n}") if n > 1 else first for n in range(1, 1000))
    return next(path for path in names if not path.exists())
