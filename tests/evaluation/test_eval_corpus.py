"""Kept corpora: mirrored from the articles, cut anew without embedding again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from qabot.domain import Cancel
from qabot.embedding import load_embedder
from qabot.embedding.minilm import MiniLM
from qabot.evaluation.corpus import mirror, throw_away
from qabot.library import Library
from qabot.settings import Settings
from qabot.storage.values import Identity
from qabot.text import SPLITTER

SmallSet = tuple[Path, Path]


def test_mirroring_copies_only_what_changed(tmp_path: Path) -> None:
    source, goal = tmp_path / "source", tmp_path / "goal"
    goal.mkdir()
    (source / "wire").mkdir(parents=True)
    (source / ".qabot").mkdir()
    (source / ".qabot" / "catalogue.db").write_text("not an article")
    (source / "wire" / "a.md").write_text("One.")
    (source / "b.md").write_text("Two.")
    mirror(source, goal)
    names = sorted(path.relative_to(goal).as_posix() for path in goal.rglob("*.*"))
    assert names == ["b.md", "wire/a.md"]
    before = (goal / "b.md").stat().st_ino
    (source / "wire" / "a.md").write_text("Three.")
    mirror(source, goal)
    assert (goal / "wire" / "a.md").read_text() == "Three."
    assert (goal / "b.md").stat().st_ino == before


def fill(small_set: SmallSet, keep: Path, embedder: MiniLM) -> dict[str, bytes]:
    """Vectors by the passage's text, after filling a kept corpus."""
    cancel = Cancel()
    with throw_away(small_set[1], keep, Settings(), embedder, lambda _: None, cancel) as library:
        assert library.counts().embedded == library.counts().passages > 0
        ids, rows = library.catalogue.vectors()
        passages = library.catalogue.passages(ids.tolist())
        return {
            library.article(passages[id_].article).text[
                passages[id_].start : passages[id_].end
            ]: row.tobytes()
            for id_, row in zip(ids.tolist(), rows, strict=True)
        }


def test_another_way_of_cutting_keeps_the_vectors_of_what_is_as_it_was(
    small_set: SmallSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = load_embedder()
    before = fill(small_set, tmp_path, embedder)
    library = Library(tmp_path, Settings())
    library.catalogue.set_identity(Identity(str(embedder.identity), "sentences-0"))
    library.close()

    embedded: list[str] = []
    embed = MiniLM.embed_array

    def counted(self: MiniLM, texts: Sequence[str], **rest: object) -> np.ndarray:
        embedded.extend(texts)
        return embed(self, texts, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(MiniLM, "embed_array", counted)
    assert fill(small_set, tmp_path, embedder) == before
    assert embedded == []
    library = Library(tmp_path, Settings())
    assert library.catalogue.identity() == Identity(str(embedder.identity), SPLITTER)
    library.close()

    # An article that is new is embedded, and no other.
    text = small_set[1].read_text()
    longer = tmp_path.parent / f"{tmp_path.name}-longer" / small_set[1].name
    longer.parent.mkdir()
    longer.write_text(text + '\n{"id": "new", "text": "A ferry sank off the coast of Tarn."}\n')
    os.utime(longer)
    assert len(fill((small_set[0], longer), tmp_path, embedder)) == len(before) + 1
    assert len(embedded) == 1


def test_another_embedder_means_all_anew(small_set: SmallSet, tmp_path: Path) -> None:
    embedder = load_embedder()
    before = fill(small_set, tmp_path, embedder)
    library = Library(tmp_path, Settings())
    library.catalogue.set_identity(Identity("other/384/0", SPLITTER))
    library.close()
    assert fill(small_set, tmp_path, embedder) == before
