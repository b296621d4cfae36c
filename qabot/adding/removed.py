"""Articles that the user removed from a file of many: the file stays as it is."""

from __future__ import annotations

import json
import os
from pathlib import Path

from qabot.domain import QabotError

FILE = ".qabotremoved"
FOLDER = ".removed"
"""Files of one article are moved here, inside the corpus."""


class Removed:
    """The list ``.qabotremoved`` in a corpus: one JSON array [path, key] a line."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._listed = self._read()

    def _read(self) -> set[tuple[str, str]]:
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return set()
        try:
            return {(str(path), str(key)) for path, key in map(json.loads, filter(None, lines))}
        except ValueError as error:
            raise QabotError(
                f"{self._file} is damaged: {error}.", "Mend or delete it; it lists removed articles."
            ) from error

    def __contains__(self, article: tuple[str, str]) -> bool:
        return article in self._listed

    def add(self, path: str, key: str) -> None:
        """Remember that an article is not wanted."""
        self._write(self._listed | {(path, key)})

    def forget(self, path: str) -> None:
        """A file was added again by the user: all of it is wanted."""
        kept = {pair for pair in self._listed if pair[0] != path}
        if kept != self._listed:
            self._write(kept)

    def _write(self, listed: set[tuple[str, str]]) -> None:
        lines = [json.dumps(pair, ensure_ascii=False) for pair in sorted(listed)]
        fresh = self._file.with_name(FILE + ".new")
        fresh.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        os.replace(fresh, self._file)
        self._listed = listed


def set_aside(folder: Path, path: str) -> Path:
    """Move a file of the corpus into ``.removed``, under a free name; returns where it is now."""
    goal = folder / FOLDER / path
    goal.parent.mkdir(parents=True, exist_ok=True)
    number = 1
    while goal.exists():
        number += 1
        goal = goal.with_name(f"{Path(path).stem}-{number}{Path(path).suffix}")
    os.replace(folder / path, goal)
    return goal
