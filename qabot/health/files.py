"""The catalogue against the files of the corpus, which are the truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from qabot.adding.feeds import Feeds
from qabot.adding.notes import Notes
from qabot.adding.removed import FILE as REMOVED
from qabot.adding.removed import Removed
from qabot.adding.stamps import relative, stamp_of
from qabot.adding.taken import without_copies
from qabot.domain import Failure, QabotError
from qabot.health.findings import REREAD, SYNC, Finding, Severity, count
from qabot.health.look import Look
from qabot.reading import walk
from qabot.storage.documents import PATH as FOREIGN
from qabot.storage.values import FileStamp

_IGNORE = ".qabotignore"
_SYNC = "Run `qabot sync`."


def check_own_lists(look: Look) -> Iterator[Finding]:
    """The lists that qabot keeps in the corpus for the user to read."""
    wrong = False
    for read in (
        lambda: Removed(look.folder),
        lambda: Feeds(look.folder).all(),
        lambda: Notes(look.folder),
    ):
        try:
            read()
        except QabotError as error:
            wrong = True
            yield Finding("own lists", "error", error.message, error.remedy)
    if not wrong:
        yield Finding("own lists", "ok", "Lists of feeds, removed articles and origins are whole.")


@dataclass
class _Apart:
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    """Changed, with the time and size as before: no sync sees it."""
    empty: list[str] = field(default_factory=list)
    """Read without a failure, and yet without articles."""
    failed: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)


def check_files(look: Look) -> Iterator[Finding]:
    """Files that are new, changed, gone or unreadable, and articles that are missing."""
    catalogue = look.catalogue
    assert catalogue is not None
    with catalogue.snapshot() as db:
        known = catalogue.files()
        held = {
            str(path): int(number)
            for path, number in db.execute("SELECT path, count(*) FROM articles GROUP BY path")
            if path != FOREIGN
        }
    apart = _compare(look, known, held)
    again = "Run `qabot doctor --fix`: they are read again."
    quietly = "changed, but kept their time and size: sync does not see it"
    kinds: tuple[tuple[list[str], Severity, str, str, str], ...] = (
        (apart.new, "note", "not indexed yet", _SYNC, SYNC),
        (apart.changed, "note", "changed since they were read", _SYNC, SYNC),
        (apart.gone, "note", "gone, but still answered from", _SYNC, SYNC),
        (apart.unseen, "warning", quietly, again, REREAD),
        (apart.empty, "error", "read, but their articles are missing", again, REREAD),
        (apart.failed, "warning", "could not be read", "Mend or remove them.", ""),
        (apart.unlisted, "warning", "cannot be looked into", "See the reasons.", ""),
    )
    for names, severity, told, remedy, mend in kinds:
        if names:
            said = f"{count(len(names), 'file')}: {told}."
            subjects = tuple(names) if mend == REREAD else ()
            yield Finding("files", severity, said, remedy, mend, tuple(names), subjects)
    if not any(vars(apart).values()):
        yield Finding("files", "ok", f"Indexed as on the disk: {count(len(known), 'file')}.")


def _compare(look: Look, known: dict[str, FileStamp], held: dict[str, int]) -> _Apart:
    apart = _Apart()
    here: dict[str, Path] = {}
    blind: list[str] = []
    for item in walk(look.folder, ignore_file=_IGNORE):
        if isinstance(item, Failure):
            apart.unlisted.append(str(item))
            blind.append("" if item.path == str(look.folder) else item.path.rstrip("/"))
        else:
            here[relative(item, look.folder)] = item
    removed = look.folder / REMOVED
    listed = removed.read_text(encoding="utf-8", errors="replace") if removed.is_file() else ""
    for name, path in here.items():
        stamp = known.get(name)
        if stamp is None:
            apart.new.append(name)
            continue
        error = without_copies(stamp.error)
        if error:
            apart.failed.append(f"{name}: {error}")
        now = _stamp(path, name)
        if now is None or not stamp.sha256:
            continue  # it says so itself, or is tried again by every sync
        if (now.mtime_ns, now.size) != (stamp.mtime_ns, stamp.size):
            if now.sha256 != stamp.sha256:
                apart.changed.append(name)
        elif now.sha256 != stamp.sha256:
            apart.unseen.append(name)
        elif not stamp.error and name not in held and f'"{name}"' not in listed:
            apart.empty.append(name)
    for name in sorted((set(known) | set(held)) - set(here)):
        if not any(not place or name == place or name.startswith(place + "/") for place in blind):
            apart.gone.append(name)
    return apart


def _stamp(path: Path, name: str) -> FileStamp | None:
    try:
        return stamp_of(path, name)
    except OSError:
        return None
