"""The files of a corpus folder that can be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from qabot.domain import Failure
from qabot.reading.encoding import decode
from qabot.reading.ignore import Rule, ignored, rules
from qabot.reading.registry import readable
from qabot.reading.source import Bad, why

DEEPEST = 100
"""Folders within folders that are entered."""
_LINK = "Copy what it points to into the folder, or delete the link."
_Ignores = tuple[tuple[str, tuple[Rule, ...]], ...]
"""Folder of each ignore file above, relative with a slash at the end, and its rules."""


def _untold(name: str) -> None:
    pass


def walk(
    folder: Path,
    *,
    ignore_file: str = ".qabotignore",
    passed: Callable[[str], None] = _untold,
) -> Iterator[Path | Failure]:
    """Yield the readable files below ``folder``, sorted by name within each folder.

    Hidden files and folders, and what an ``ignore_file`` in this or a lower folder
    names, are left out. A failure is yielded for a folder that cannot be listed and
    for links that lead out of ``folder``, into a circle or to nothing, and for pipes
    and devices under a readable name. Links within the folder are left out
    when what they point to is walked anyway. ``passed`` is told the names, relative to
    ``folder``, of other files that are passed over because their kind is not read.
    """
    yield from _Walk(folder, ignore_file, passed).below("", ())


def left_out(folder: Path, path: Path, *, ignore_file: str = ".qabotignore") -> bool:
    """Whether ``walk(folder)`` passes over ``path``, a file in it, for its name alone."""
    relative = path.relative_to(folder).as_posix()
    if _hidden(Path(relative)):
        return True
    walking = _Walk(folder, ignore_file)
    ignores: _Ignores = ()
    parts = relative.split("/")
    for depth in range(len(parts)):
        base = "".join(part + "/" for part in parts[:depth])
        ignores += walking.rules(folder / base, base)
        if _left_out(base + parts[depth], depth < len(parts) - 1, ignores):
            return True
    return False


class _Walk:
    def __init__(
        self, folder: Path, ignore_file: str, passed: Callable[[str], None] = _untold
    ) -> None:
        self._passed = passed
        self._folder = folder
        self._root = Path(os.path.realpath(folder))
        self._ignore_file = ignore_file

    def below(self, relative: str, ignores: _Ignores) -> Iterator[Path | Failure]:
        folder = self._folder / relative
        if relative.count("/") > DEEPEST:
            yield Failure(
                _sayable(relative.rstrip("/")), f"more than {DEEPEST} folders deep", "Move it up."
            )
            return
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
            ignores += self.rules(folder, relative)
        except OSError as error:
            yield Failure(_sayable(relative.rstrip("/") or str(self._folder)), *why(error))
            return
        except Bad as bad:
            yield Failure(relative + self._ignore_file, bad.reason, bad.remedy)
        for entry in entries:
            name = relative + entry.name
            try:
                is_folder = entry.is_dir()
                if entry.name.startswith(".") or _left_out(name, is_folder, ignores):
                    continue
                if entry.is_symlink():
                    yield from self._link(Path(entry.path), name, is_folder)
                elif is_folder:
                    yield from self.below(name + "/", ignores)
                elif readable(Path(name)):
                    if entry.is_file():
                        yield Path(entry.path)
                    else:
                        yield Failure(
                            _sayable(name),
                            "not a regular file (a pipe, socket or device)",
                            "Move it away.",
                        )
                elif entry.is_file():
                    self._passed(_sayable(name))
            except OSError as error:
                yield Failure(_sayable(name), *why(error))

    def rules(self, folder: Path, relative: str) -> _Ignores:
        file = folder / self._ignore_file
        if not file.is_file():
            return ()
        return ((relative, rules(decode(file.read_bytes()))),)

    def _link(self, path: Path, name: str, is_folder: bool) -> Iterator[Path | Failure]:
        if not is_folder and not readable(Path(name)):
            return
        try:
            target = Path(os.path.realpath(path, strict=True))
        except FileNotFoundError:
            yield Failure(_sayable(name), "a link to nothing", "Delete the link.")
            return
        except (OSError, RuntimeError):  # ELOOP, in the words of each platform
            yield Failure(_sayable(name), "a link in a circle", "Delete the link.")
            return
        if not target.is_relative_to(self._root):
            yield Failure(
                _sayable(name), "a link that leads out of the folder; not followed", _LINK
            )
        elif is_folder and Path(os.path.realpath(path.parent)).is_relative_to(target):
            yield Failure(_sayable(name), "a link in a circle; not followed", "Delete the link.")
        elif not is_folder and _hidden(target.relative_to(self._root)):
            yield path  # as git-annex keeps files: nothing else leads to its content


def _left_out(name: str, is_folder: bool, ignores: _Ignores) -> bool:
    for base, found in reversed(ignores):  # the nearest ignore file decides
        said = ignored(name[len(base) :], is_folder, found)
        if said is not None:
            return said
    return False


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _sayable(name: str) -> str:
    return name.encode("utf-8", "replace").decode()
