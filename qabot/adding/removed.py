"""Articles that the user removed from a file of many: the file stays as it is."""

from __future__ import annotations

import json
from pathlib import Path

from qabot.adding.atomic import free_name, make_folder, put_in_place, settle, write_file
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
        except (OSError, UnicodeDecodeError) as error:
            raise QabotError(
                f"{self._file} cannot be read: {error}.",
                "Mend or delete it; it lists removed articles.",
            ) from error
        found: set[tuple[str, str]] = set()
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                path, key = json.loads(line)
            except (ValueError, TypeError) as error:
                raise QabotError(
                    f"{self._file} is damaged in line {number}.",
                    'Mend or delete the line; each lists a removed article as ["file", "key"].',
                ) from error
            found.add((str(path), str(key)))
        return found

    def __contains__(self, article: tuple[str, str]) -> bool:
        return article in self._listed

    def add(self, path: str, key: str) -> None:
        """Remember that an article is not wanted."""
        self._write(self._read() | {(path, key)})

    def forget(self, path: str) -> bool:
        """A file was added again by the user: all of it is wanted. Whether any was listed."""
        self._listed = self._read()
        kept = {pair for pair in self._listed if pair[0] != path}
        if kept == self._listed:
            return False
        self._write(kept)
        return True

    def take_back(self, path: str, key: str) -> None:
        """One article is wanted again."""
        self._write(self._read() - {(path, key)})

    def _write(self, listed: set[tuple[str, str]]) -> None:
        lines = [json.dumps(pair, ensure_ascii=False) for pair in sorted(listed)]
        write_file(self._file, "".join(line + "\n" for line in lines))
        self._listed = listed


def set_aside(folder: Path, path: str) -> Path:
    """Move a file of the corpus into ``.removed``, under a free name; returns where it is now.

    Raises ``QabotError``, and the file stays.
    """
    goal = free_name(folder / FOLDER / path, lambda taken: False)
    try:
        make_folder(goal.parent)
        put_in_place(folder / path, goal)
        settle(goal.parent)
        settle((folder / path).parent)
    except OSError as error:
        raise QabotError(
            f"{path} cannot be moved to {FOLDER}: {error.strerror}.",
            "Check the rights of the corpus folder.",
        ) from error
    return goal


def bring_back(folder: Path, aside: Path) -> Path:
    """Move a file from ``.removed`` to where it was, or under a free name beside that.

    Raises ``OSError``.
    """
    goal = free_name(folder / aside.relative_to(folder / FOLDER), lambda taken: False)
    make_folder(goal.parent)
    put_in_place(aside, goal)
    settle(goal.parent)
    settle(aside.parent)
    return goal
