"""`qabot export FILE.zip` and `qabot import`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from qabot.cli.output import say, say_error
from qabot.cli.working import interruptible, tell_failures
from qabot.domain import QabotError, summary
from qabot.health.findings import count
from qabot.library import HIDDEN, Library
from qabot.moving import Imported, export_corpus, finish_imports, import_corpus, imported
from qabot.progress import progress_bar
from qabot.settings import Settings, corpus_folder
from qabot.storage.durable import make_folder


def run_export_corpus(settings: Settings, goal: Path, *, quietly: bool) -> int:
    """Write the whole corpus into a zip file; the exit code: 1 if something is not in it."""
    folder, _ = corpus_folder(settings)
    if not folder.is_dir():
        raise QabotError(f"There is no folder {folder}.", "Name the corpus with --corpus.")
    with progress_bar(not quietly) as said, interruptible() as stop:
        packed = export_corpus(folder, HIDDEN, goal, settings, progress=said, cancel=stop)
    for notice in packed.notices:
        say_error(notice)
    texts = f", {count(packed.texts, 'text')}" if packed.texts else ""
    say(
        f"{goal}: {count(packed.files, 'file')}, {count(packed.threads, 'thread')}{texts}, settings"
    )
    return 1 if packed.notices else 0


def run_import(settings: Settings, path: Path, *, replace: bool, quietly: bool) -> int:
    """Bring in a corpus and index it; the exit code: 1 if something was left out."""
    folder, _ = corpus_folder(settings)
    try:
        make_folder(folder, 0o700)
    except OSError as error:
        raise QabotError(
            f"The folder {folder} cannot be made: {error.strerror}.", "Name another with --corpus."
        ) from error
    for before in finish_imports(folder, HIDDEN):
        tell_finished(before)
        with closing(Library(folder, settings)) as library:
            take_texts(library, before)
    with progress_bar(not quietly) as said, interruptible() as stop:
        done = import_corpus(path, folder, HIDDEN, replace=replace, progress=said, cancel=stop)
        _tell(done)
        library = Library(folder, settings)
        try:
            take_texts(library, done)
            report = library.sync(progress=said, cancel=stop)
        finally:
            library.close()
    tell_failures(report)
    say(summary(report))
    return 1 if report.failures or any("left out" in notice for notice in done.notices) else 0


def take_texts(library: Library, done: Imported) -> None:
    """Add what is in no file, and forget the archive."""
    if done.texts:
        ids, texts, metadata = zip(*done.texts, strict=True)
        library.store().add_texts(list(texts), list(metadata), ids=list(ids))
        imported(done)


def take_broken_off(folder: Path, opened: Callable[[], Library]) -> Library:
    """Finish imports that were broken off, and open the library, whose ``notices`` say so."""
    notices: list[str] = []
    done: list[Imported] = []
    try:
        done = finish_imports(folder, HIDDEN)
    except (QabotError, OSError) as error:  # a full disk, for instance: what is there can be asked
        notices.append(f"An import was broken off, and cannot be finished yet: {error}")
    library = opened()
    try:
        for each in done:
            take_texts(library, each)
            notices += [finished(each), *each.notices]
    except BaseException:
        library.close()
        raise
    library.notices += notices
    return library


def tell_finished(done: Imported) -> None:
    """Say that an import went to its end that had been broken off."""
    say(finished(done), sys.stderr)
    for notice in done.notices:
        say_error(notice)


def finished(done: Imported) -> str:
    """That an import which was broken off is done now, in a line."""
    return (
        f"The import of {done.archive} was broken off, and has been finished: "
        f"{count(done.files, 'file')}, {count(done.threads, 'thread')}."
    )


def _tell(done: Imported) -> None:
    for notice in done.notices:
        say_error(notice)
    for own, name in done.renamed.items():
        say(f"{own} is now {name}", sys.stderr)
    for url in done.feeds:
        say(f"follows the feed {url}; `qabot feeds --remove` ends that", sys.stderr)
    if done.settings.strip():
        say("The archive has settings. They are not applied; as a qabot.toml they are:", sys.stderr)
        for line in done.settings.splitlines():
            say(f"  {line}", sys.stderr)
    aside = f", {done.aside:,} moved to .removed" if done.aside else ""
    turns = f", {count(done.turns, 'question')} added to known threads" if done.turns else ""
    say(
        f"{count(done.files, 'file')} and {count(done.threads, 'thread')} imported, "
        f"{done.same:,} already there{turns}{aside}"
    )
