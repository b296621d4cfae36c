"""Rights, disk space and installed versions."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sqlite3
from collections.abc import Iterator

from qabot import __version__
from qabot.health.findings import RIGHTS, Finding, listed
from qabot.health.look import Look
from qabot.health.vectors import usual_dimension

_LITTLE = 50_000_000
_SOME = 500_000_000
_PARTS = ("chromadb", "langchain-core", "onnxruntime", "tokenizers", "numpy", "textual")


def check_versions(look: Look) -> Iterator[Finding]:
    """What runs here, and whether all that qabot needs is installed."""
    said = [f"qabot {__version__}", f"Python {platform.python_version()}"]
    said.append(f"SQLite {sqlite3.sqlite_version}")
    missing: list[str] = []
    for name in _PARTS:
        try:
            said.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(f"{name} is not installed")
    wrong = list(dict.fromkeys([*missing, *_unmet()]))
    again = "Install qabot again: pip install --force-reinstall qabot"
    if wrong:
        yield Finding("versions", "error", f"{listed(wrong)}.", again, details=tuple(wrong))
    elif not _has_fts5():
        yield Finding(
            "versions",
            "error",
            f"SQLite {sqlite3.sqlite_version} of this Python has no full-text search (FTS5).",
            "Use a Python of python.org, of your system, or of uv.",
        )
    else:
        yield Finding("versions", "ok", ", ".join(said))


def _unmet() -> list[str]:
    """Requirements of the installed qabot that what is installed does not meet."""
    try:
        wanted = importlib.metadata.requires("qabot") or []
    except importlib.metadata.PackageNotFoundError:
        return []  # run from its sources
    from packaging.requirements import Requirement

    unmet: list[str] = []
    for text in wanted:
        need = Requirement(text)
        if need.marker is not None and not need.marker.evaluate({"extra": ""}):
            continue
        try:
            version = importlib.metadata.version(need.name)
        except importlib.metadata.PackageNotFoundError:
            unmet.append(f"{need.name} is not installed")
            continue
        if not need.specifier.contains(version, prereleases=True):
            unmet.append(f"{need.name} {version} is not {need.specifier}")
    return unmet


def _has_fts5() -> bool:
    db = sqlite3.connect(":memory:")
    try:
        db.execute("CREATE VIRTUAL TABLE t USING fts5 (text)")
    except sqlite3.OperationalError:
        return False
    finally:
        db.close()
    return True


def check_rights(look: Look) -> Iterator[Finding]:
    """Whether we can write where we must, and others cannot read what is ours."""
    if not os.access(look.folder, os.W_OK | os.X_OK):
        said = f"{look.folder} cannot be written: no article can be added."
        yield Finding("rights", "warning", said, "Change its rights if that is not meant.")
    if not look.hidden.exists():
        return
    if not look.hidden.is_dir():
        said = f"{look.hidden} is not a folder."
        yield Finding("rights", "error", said, "Move it away; it is made anew.")
        return
    ours = [look.hidden, *(path for path in look.hidden.iterdir() if path.name != ".gitignore")]
    # One that went meanwhile, such as a note of another qabot, cannot be read either.
    shut = [
        path for path in ours if not os.access(path, os.R_OK | os.W_OK) and os.path.lexists(path)
    ]
    if shut:
        yield Finding(
            "rights",
            "error",
            f"We may not read and write {listed(shut)}.",
            "Give yourself the rights of the folder and its files.",
            RIGHTS,
            tuple(map(str, shut)),
        )
    elif os.name == "posix" and look.hidden.stat().st_mode & 0o077:
        mode = look.hidden.stat().st_mode & 0o777
        said = f"{look.hidden} is open to other users (its mode is {mode:04o}, not 0700)."
        yield Finding("rights", "warning", said, "Run `qabot doctor --fix`.", RIGHTS)
    else:
        yield Finding("rights", "ok", "The index is ours alone.")


def check_disk(look: Look) -> Iterator[Finding]:
    """Whether there is room to go on, and for the index to be made anew."""
    free = shutil.disk_usage(look.folder).free
    need = 0
    if look.catalogue is not None:
        # As much as an index of these vectors takes: see ``generations``.
        need = look.catalogue.vector_count() * usual_dimension(look.catalogue) * 4 * 3
    said = f"{free / 1e6:,.0f} MB are free on the disk of {look.folder}"
    if free < _LITTLE:
        yield Finding("disk", "error", f"Only {said}.", "Free some space.")
    elif free < max(_SOME, need):
        why = f"; making the index anew takes {need / 1e6:,.0f} MB" if free < need else ""
        yield Finding("disk", "warning", f"Only {said}{why}.", "Free some space.")
    else:
        yield Finding("disk", "ok", f"{said}.")
