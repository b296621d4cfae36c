"""Making the index anew from the corpus, beside the one that serves, and swapping them."""

from __future__ import annotations

from pathlib import Path

from qabot.adding.embed import embed
from qabot.adding.sync import take_folder
from qabot.adding.take import FOREIGN, Taker
from qabot.adding.taken import COPY
from qabot.adding.tally import Tally
from qabot.domain import Cancel, ProgressCallback
from qabot.embedding.base import ArrayEmbedder
from qabot.storage.carry import carry_texts, carry_vectors
from qabot.storage.catalogue import Catalogue
from qabot.storage.earlier import Earlier, lift, state_of
from qabot.storage.place import new_place
from qabot.storage.swap import begin, swap
from qabot.storage.values import Identity
from qabot.text import SPLITTER

_ROUNDS = 5
"""So often it catches up with what others did meanwhile, before it makes them wait."""


def renew(
    live: Catalogue,
    folder: Path,
    embedder: ArrayEmbedder,
    tally: Tally,
    progress: ProgressCallback,
    cancel: Cancel,
    *,
    reuse: bool,
) -> None:
    """Read all files of ``folder`` into a new catalogue and put it in the place of ``live``.

    Until the last moment ``live`` serves and takes what others add, and after a kill or an error
    it is as it was. Articles keep their numbers. ``reuse``: passages that are the same, made by
    the same embedder, keep their vectors. Texts that are in no file are kept.
    Raises ``Cancelled``, ``QabotError``.
    """
    identity = Identity(str(embedder.identity), SPLITTER)
    with new_place(live.folder) as fresh:
        fresh.set_identity(identity)
        earlier = begin(fresh, live, vectors=reuse and live.identity() == identity)
        take_folder(fresh, folder, tally, progress, cancel)
        texts = carry_texts(live, fresh, cancel)
        carry_vectors(earlier, fresh, cancel)
        embed(fresh, embedder, progress, cancel)
        for _ in range(_ROUNDS):
            if not _follow(earlier, fresh, folder):
                break
            embed(fresh, embedder, progress, cancel)
        cancel.check()
        swap(fresh, live, earlier, lambda: _follow(earlier, fresh, folder))
    articles = state_of(live).articles
    tally.added = sorted(known.number for (path, _), known in articles.items() if path != FOREIGN)
    if texts:
        word = "text that is" if texts == 1 else "texts that are"
        tally.notices.append(f"{texts:,} {word} in no file (added through LangChain) kept.")


def _follow(earlier: Earlier, fresh: Catalogue, folder: Path) -> bool:
    """Bring over what others changed since it was last looked; False if that is nothing."""
    before = earlier.state
    earlier.look()
    changed = earlier.state.changed_since(before)
    if not changed:
        return False
    changed |= _touched(earlier, fresh, changed)
    with fresh.writing() as db:
        lift(db, "articles", earlier.state.top)
    for path in changed:
        fresh.remove_file(path)
    # Short, and others may be waiting for it: not to be stopped in the middle.
    whole = Cancel()
    if FOREIGN in changed:
        carry_texts(earlier.catalogue, fresh, whole)
    taker = Taker(fresh, folder, Tally(), lambda step: None, whole)
    for path in sorted(changed - {FOREIGN}):
        taker.take(folder / path)
    taker.flush()
    carry_vectors(earlier, fresh, whole)
    return True


def _touched(earlier: Earlier, fresh: Catalogue, changed: set[str]) -> set[str]:
    """Other files: copies of these, and articles with a number that is theirs by now."""
    holders = {known.number: path for (path, _), known in state_of(fresh).articles.items()}
    taken = {
        holders.get(known.number, path)
        for (path, _), known in earlier.state.articles.items()
        if path in changed
    }
    copies = {
        stamp.path
        for stamp in fresh.files().values()
        if COPY in stamp.error and stamp.error.partition(COPY)[2] in changed | taken
    }
    return taken | copies
