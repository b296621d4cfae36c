"""Bringing files from outside into the corpus folder, where they are the truth."""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qabot.domain import Article, Failure, QabotError
from qabot.reading import file_name, front_matter, read, readable, walk


@dataclass(frozen=True, slots=True)
class Placed:
    """A file that lies in the corpus now."""

    path: Path
    fresh: bool
    """Whether it was copied just now."""


def place(source: Path, folder: Path) -> Iterator[Placed | Failure]:
    """Copy what is readable of a file or folder into the corpus, and say where it lies.

    What lies in the corpus already stays where it is. A file without any article is not copied.
    Names that are taken by another content get a number; nothing is overwritten.
    """
    root = Path(os.path.realpath(folder))
    real = Path(os.path.realpath(source))
    if not real.exists():
        yield Failure(str(source), "there is no such file or folder", "Check the path.")
        return
    if real.is_relative_to(root):
        yield from _within(real, root, folder)
    elif real.is_dir():
        if root.is_relative_to(real):
            yield Failure(
                str(source), "it holds the corpus itself", "Name the folders inside it one by one."
            )
            return
        found = False
        for item in walk(real):
            found = True
            if isinstance(item, Failure):
                yield Failure(f"{source}/{item.path}", item.reason, item.remedy)
            else:
                yield from _copy(item, folder / real.name / item.relative_to(real), str(source))
        if not found:
            yield Failure(str(source), "no file in it can be read", "See `qabot add --help`.")
    else:
        yield from _copy(real, folder / real.name, str(source))


def _within(real: Path, root: Path, folder: Path) -> Iterator[Placed | Failure]:
    if not real.is_dir():
        yield Placed(folder / real.relative_to(root), fresh=False)
        return
    for item in walk(real):
        if isinstance(item, Failure):
            yield item
        else:
            yield Placed(folder / item.relative_to(root), fresh=False)


def _copy(source: Path, goal: Path, shown: str) -> Iterator[Placed | Failure]:
    if not readable(source):
        yield from _failures(source)
        return
    try:
        first = next(read(source, source.name), None)
        failures = []
        if not isinstance(first, Article):
            items = list(read(source, source.name))
            failures = [item for item in items if isinstance(item, Failure)]
            if len(failures) == len(items):
                yield from failures or [Failure(shown, "no article in it")]
                return
        same = _free(source, goal)
        if isinstance(same, Path):
            same.parent.mkdir(parents=True, exist_ok=True)
            part = same.with_name(f".{same.name}.part")
            shutil.copy2(source, part)
            os.replace(part, same)
            yield Placed(same, fresh=True)
        else:
            yield same
    except OSError as error:
        yield Failure(shown, error.strerror or str(error), "Check rights and free space.")


def _free(source: Path, goal: Path) -> Path | Placed:
    """A free name for the copy, or where the same content lies already."""
    suffix = "".join(goal.suffixes[-2:]) if goal.name.endswith(".gz") else goal.suffix
    stem = goal.name.removesuffix(suffix)
    number = 1
    while goal.exists():
        if filecmp.cmp(source, goal, shallow=False):
            return Placed(goal, fresh=False)
        number += 1
        goal = goal.with_name(f"{stem}-{number}{suffix}")
    return goal


def _failures(source: Path) -> list[Failure]:
    return [item for item in read(source, source.name) if isinstance(item, Failure)]




def write_text(text: str, folder: Path) -> Path:
    """Write a pasted or piped article into the corpus under a name made of day and title.

    Raises ``QabotError`` if there is nothing in it.
    """
    raw = folder / f".pasted.{os.getpid()}.txt"
    try:
        raw.write_text(text, encoding="utf-8", errors="replace")
        article = next(iter(read(raw, "pasted.txt")), None)
    finally:
        raw.unlink(missing_ok=True)
    if not isinstance(article, Article):
        reason = article.reason if isinstance(article, Failure) else "no text in it"
        raise QabotError(f"The text cannot be added: {reason}.", "Paste or pipe an article.")
    content = front_matter(article)
    goal, number = folder / file_name(article), 1
    stem = goal.stem
    while goal.exists() and goal.read_text(encoding="utf-8", errors="replace") != content:
        number += 1
        goal = goal.with_name(f"{stem}-{number}.md")
    part = goal.with_name(f".{goal.name}.part")
    part.write_text(content, encoding="utf-8")
    os.replace(part, goal)
    return goal
