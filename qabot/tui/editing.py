"""Writing a question in the user's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from qabot.domain import QabotError

_SAY = "Set VISUAL or EDITOR to the command of your editor."


def editor(
    environ: Mapping[str, str] | None = None,
    which: Callable[[str], str | None] = shutil.which,
) -> list[str]:
    """The command of the editor: VISUAL, EDITOR, else what is there. Raises ``QabotError``."""
    env = os.environ if environ is None else environ
    for name in ("VISUAL", "EDITOR"):
        words = shlex.split(env.get(name, ""), posix=os.name != "nt")
        if words:
            if which(words[0]) is None:
                raise QabotError(f"{name} names {words[0]}, which is not there.", _SAY)
            return words
    usual = ["notepad"] if sys.platform == "win32" else ["nano", "vim", "vi"]
    found = next((name for name in usual if which(name)), None)
    if found is None:
        raise QabotError("No editor was found.", _SAY)
    return [found]


def edit(text: str, command: Sequence[str]) -> str:
    """Let the user change ``text``; returns what was saved, without the last line end.

    Blocks until the editor ends. Raises ``QabotError`` if it failed: the text is as it was.
    """
    with tempfile.TemporaryDirectory(prefix="qabot-") as folder:
        path = Path(folder) / "question.txt"
        path.write_text(text, encoding="utf-8")
        try:
            ended = subprocess.run([*command, str(path)])
            edited = path.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise QabotError(f"{command[0]}: {error.strerror or error}.", _SAY) from error
    if ended.returncode:
        raise QabotError(f"{command[0]} ended with code {ended.returncode}.", _SAY)
    return edited.removesuffix("\n")
