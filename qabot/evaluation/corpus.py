"""The corpus that questions are asked of: a throw-away one, or one that is kept."""

from __future__ import annotations

import filecmp
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qabot.domain import Cancel, ProgressCallback, QabotError, Report
from qabot.embedding import ArrayEmbedder
from qabot.evaluation.recut import recut
from qabot.library import Library
from qabot.settings import Settings
from qabot.storage.values import Identity
from qabot.text import SPLITTER


@contextmanager
def throw_away(
    articles: Path,
    keep: Path | None,
    settings: Settings,
    embedder: ArrayEmbedder,
    progress: ProgressCallback,
    cancel: Cancel,
) -> Iterator[Library]:
    """A library of ``articles``, a file or folder, and nothing else.

    It lies in ``keep``, where only what is new is embedded the next time, or in a folder that is
    deleted at the end. Raises ``QabotError`` if ``keep`` holds other files, or if an article
    cannot be read.
    """
    if keep is None:
        with (
            tempfile.TemporaryDirectory(
                prefix="qabot-eval-", ignore_cleanup_errors=sys.platform == "win32"
            ) as folder,
            _filled(articles, Path(folder), settings, embedder, progress, cancel) as library,
        ):
            yield library
        return
    keep.mkdir(parents=True, exist_ok=True)
    with _filled(articles, keep, settings, embedder, progress, cancel) as library:
        yield library


@contextmanager
def _filled(
    articles: Path,
    folder: Path,
    settings: Settings,
    embedder: ArrayEmbedder,
    progress: ProgressCallback,
    cancel: Cancel,
) -> Iterator[Library]:
    mirror(articles, folder)
    library = Library(folder, settings)
    try:
        known, ours = library.catalogue.identity(), Identity(str(embedder.identity), SPLITTER)
        if known is None or known == ours:
            report = library.sync(progress=progress, cancel=cancel)
        elif known.embedder == ours.embedder:
            report = recut(library, ours, progress, cancel)
        else:
            # The folder is ours, so an index of another embedder need not be asked about.
            report = library.rebuild(progress=progress, cancel=cancel)
        refuse_failures(report)
        yield library
    finally:
        library.close()


def refuse_failures(report: Report) -> None:
    """Raise ``QabotError`` if an article could not be read: the figures would be of less."""
    if report.failures:
        more = f" (and {len(report.failures) - 1} more)" if len(report.failures) > 1 else ""
        raise QabotError(
            f"Not all articles could be read: {report.failures[0]}{more}.",
            report.failures[0].remedy or "Mend or leave out what cannot be read.",
        )


def mirror(articles: Path, folder: Path) -> None:
    """Make ``folder`` hold the files of ``articles``; files that are alike are not touched.

    Raises ``QabotError`` if it holds others: they would be asked too.
    """
    try:
        wanted = _files(articles)
        extra = sorted(set(_files(folder)) - set(wanted))
        if extra:
            raise QabotError(
                f"{folder} holds {extra[0]}, which is not of {articles}.",
                "Name an empty folder with --keep, or the one of an earlier run.",
            )
        for name, source in wanted.items():
            goal = folder / name
            if goal.exists() and filecmp.cmp(source, goal, shallow=False):
                continue
            goal.parent.mkdir(parents=True, exist_ok=True)
            part = goal.with_name(f".{goal.name}.part")
            shutil.copy2(source, part)
            os.replace(part, goal)
    except OSError as error:
        raise QabotError(
            f"The articles in {articles} cannot be copied to {folder}: {error.strerror or error}.",
            "Check paths, rights and free space.",
        ) from error


def _files(path: Path) -> dict[str, Path]:
    """Files by their place in the corpus; hidden ones, as our own folder is, left out."""
    if not path.exists():
        raise QabotError(f"There is no file or folder {path}.", "Check the path.")
    if not path.is_dir():
        return {path.name: path}
    return {
        file.relative_to(path).as_posix(): file
        for file in path.rglob("*")
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts)
    }
