"""Every kind of damage that we know how to do: it is found, and mended."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from damages import DAMAGES
from doctored import ARTICLES, assert_well, look, mend, told

_CHANGED = {"a file added": ARTICLES + 1, "a file gone": ARTICLES - 1}


def state(corpus: Path) -> dict[str, str]:
    """All files but SQLite's journals, with their content."""
    return {
        path.relative_to(corpus).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in corpus.rglob("*")
        if path.is_file()
        and not path.name.endswith(("-shm", "-wal"))
        and path.stat().st_size < 1 << 30
    }


def test_a_sound_corpus(corpus: Path) -> None:
    before = state(corpus)
    assert look(corpus) == []
    assert state(corpus) == before


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.slow if place % 3 else ())
        for place, name in enumerate(DAMAGES)
    ],
)
def test_damage_is_found_and_mended(name: str, corpus: Path) -> None:
    damage, expected = DAMAGES[name]
    damage(corpus)
    before = state(corpus)
    found = look(corpus)
    assert expected == told(found), found
    assert all(f.remedy for f in found), found
    assert state(corpus) == before, "looking has changed something"

    assert mend(corpus, found)
    assert_well(corpus, _CHANGED.get(name, ARTICLES))
    # Nothing of the user's was touched.
    articles = {name: value for name, value in before.items() if not name.startswith(".qabot/")}
    assert {k: v for k, v in state(corpus).items() if not k.startswith(".qabot/")} == articles
