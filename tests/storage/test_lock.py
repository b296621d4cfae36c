from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from qabot.storage.lock import OwnerLock

HOLD = (
    "import sys, time; from pathlib import Path; from qabot.storage.lock import OwnerLock\n"
    "lock = OwnerLock(Path(sys.argv[1])); print(lock.take('chatting'), flush=True); time.sleep(60)"
)


def test_only_one_holds_it_and_says_who(folder: Path) -> None:
    first, second = OwnerLock(folder), OwnerLock(folder)
    assert first.take("chat") and first.held
    assert first.take("chat")
    assert not second.take("adding") and not second.held
    holder = second.holder()
    assert holder is not None and holder.pid == os.getpid()
    assert str(holder) == f"pid {os.getpid()}, chat"
    first.release()
    first.release()
    assert second.take() and second.holder() is not None
    second.release()
    assert second.holder() is None


def test_a_killed_holder_frees_it(folder: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout is not None and child.stdout.readline().strip() == "True"
        lock = OwnerLock(folder)
        assert not lock.take()
        holder = lock.holder()
        assert holder is not None and (holder.pid, holder.doing) == (child.pid, "chatting")
    finally:
        child.kill()
        child.communicate()
    assert lock.take("next")
    lock.release()


def test_an_unreadable_note_is_nobody(folder: Path) -> None:
    first, second = OwnerLock(folder), OwnerLock(folder)
    assert first.take("chat")
    (folder / "lock.holder").write_text("not json")
    assert not second.take()
    assert second.holder() is None
    first.release()
