"""Kill an import at each of its steps; what is found must then be all of it, or nothing.

    python import_kills.py ARCHIVE CORPUS SCRATCH

Prints how many kills left the corpus as it was, and how many were finished.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from qabot.library import HIDDEN
from qabot.moving import finish_imports, import_corpus
from qabot.storage.threads import Threads

State = tuple[dict[str, bytes], list[tuple[str, str, str]]]


def state(corpus: Path) -> State:
    found = (p for p in corpus.rglob("*.txt") if HIDDEN not in p.parts)
    files = {p.relative_to(corpus).as_posix(): p.read_bytes() for p in found}
    with closing(Threads(corpus / HIDDEN)) as threads:
        rows = [(row.title, turn) for row in threads.rows() for turn in threads.turns(row.id)]
    return files, sorted((title, turn.question, turn.failure) for title, turn in rows)


def dies_at(step: int) -> None:
    """Let this process end at its step-th call that changes what is on the disk."""
    left = [step]

    def counted(call: Callable[..., object]) -> Callable[..., object]:
        def run(*args: object, **kwargs: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)
            return call(*args, **kwargs)

        return run

    for name in ("fsync", "replace", "rename", "link", "unlink", "mkdir"):
        setattr(os, name, counted(getattr(os, name)))


def main(archive: Path, corpus: Path, scratch: Path) -> None:
    before = state(corpus)
    whole = Path(shutil.copytree(corpus, scratch / "whole"))
    import_corpus(archive, whole, HIDDEN, replace=True)
    after = state(whole)
    undone = finished = step = 0
    while True:
        here = Path(shutil.copytree(corpus, scratch / str(step)))
        child = os.fork()
        if not child:
            dies_at(step)
            import_corpus(archive, here, HIDDEN, replace=True)
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert ended in (0, 9), ended
        said = finish_imports(here, HIDDEN)
        found = state(here)
        if found == before:
            assert not said
            undone += 1
        else:
            assert found == after, f"step {step}: {sorted(found[0])} {found[1]}"
            finished += bool(said)
        assert not list((here / HIDDEN).glob("import-*"))
        shutil.rmtree(here)
        if not ended:
            break
        step += 1
    print(undone, finished)


main(*map(Path, sys.argv[1:]))
