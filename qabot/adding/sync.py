"""Bringing the catalogue in step with the corpus folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qabot.adding.stamps import relative
from qabot.adding.take import FOREIGN, Taker
from qabot.adding.taken import COPY, without_copies
from qabot.adding.tally import Tally
from qabot.domain import Cancel, Failure, ProgressCallback
from qabot.reading import walk
from qabot.storage.catalogue import Catalogue
from qabot.storage.values import FileStamp

_IGNORE = ".qabotignore"
_MANY = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".epub", ".warc", ".gz")


def take_folder(
    catalogue: Catalogue,
    folder: Path,
    tally: Tally,
    progress: ProgressCallback,
    cancel: Cancel,
) -> None:
    """Bring the catalogue in step with all files of ``folder``. Raises ``Cancelled``.

    A file whose time and size are as they were is not opened; one whose content is as it was is
    not read. What cannot be listed or read now keeps the articles that it had. A file that
    failed is not tried again until it changes.
    """
    known = catalogue.files()
    here: dict[str, Path] = {}
    unlisted: list[str] = []
    listing: list[Failure] = []
    for item in walk(folder, ignore_file=_IGNORE):
        cancel.check()
        if isinstance(item, Failure):
            listing.append(item)
            unlisted.append(_blind(item.path, folder))
        else:
            here[relative(item, folder)] = item
    _tell(listing, known, catalogue, tally)
    held = (set(known) | set(catalogue.paths())) - {FOREIGN}
    gone = {name for name in held - set(here) if not _inside(name, unlisted)}
    fresh = [path for name, path in here.items() if not _as_before(path, known.get(name))]
    files = 0 if any(path.name.lower().endswith(_MANY) for path in fresh) else len(fresh)
    taker = Taker(catalogue, folder, tally, progress, cancel, files=files, gone=frozenset(gone))
    for path in fresh:
        taker.take(path)
    taker.flush()
    for name in sorted(gone):
        cancel.check()
        tally.removed += catalogue.remove_file(name)
    take_copies(taker, taker.moved | gone, here)
    taken = {relative(path, folder) for path in fresh}
    for name in sorted(set(here) - taken):
        error = without_copies(known[name].error)
        if error:
            tally.still.append(Failure(name, error))


def take_copies(taker: Taker, moved: set[str], here: Mapping[str, Path] | None = None) -> None:
    """Take files that were copies of what ``moved`` held: they may be the only ones now.

    ``here``: the files of the corpus by name, if it has been walked.
    """
    for name, stamp in taker.catalogue.files().items() if moved else ():
        if COPY in stamp.error and stamp.error.partition(COPY)[2] in moved:
            path = taker.folder / name if here is None else here.get(name)
            if path is not None and path.exists():
                taker.take(path, again=True)
    taker.flush()


def _tell(
    listing: list[Failure], known: dict[str, FileStamp], catalogue: Catalogue, tally: Tally
) -> None:
    """Report what cannot be listed; what was reported before only in passing."""
    for failure in listing:
        stamp = known.get(failure.path)
        if stamp is not None and stamp.error == failure.reason:
            tally.still.append(failure)
        else:
            tally.failures.append(failure)
            catalogue.put_file(FileStamp(failure.path, 0, 0, "", failure.reason))


def _as_before(path: Path, stamp: FileStamp | None) -> bool:
    if stamp is None or not stamp.sha256:  # what could not be opened may be open to us now
        return False
    try:
        status = path.stat()
    except OSError:
        return False
    return (status.st_mtime_ns, status.st_size) == (stamp.mtime_ns, stamp.size)


def _blind(path: str, folder: Path) -> str:
    """The folder, or file, of which nothing is known after this failure; "" for all of it."""
    if path == str(folder):
        return ""
    inside = path.removesuffix(_IGNORE) if path.rpartition("/")[2] == _IGNORE else path
    return inside.rstrip("/")


def _inside(name: str, folders: list[str]) -> bool:
    return any(not folder or name == folder or name.startswith(folder + "/") for folder in folders)
