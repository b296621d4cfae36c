"""Stems are the same when several threads ask for them: a question, and suggestions beside it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
import snowballstemmer

from qabot.retrieval.words import stem

ENDINGS = ("ations", "izing", "fulness", "ies", "edly", "s", "ement", "ically")
WORDS = [f"{a}{b}{c}{end}" for a, b, c, end in product("bdfgk", "aeiou", "lmnrt", ENDINGS)]


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("restless")
def test_threads_do_not_mix_their_words() -> None:
    alone = snowballstemmer.stemmer("porter")
    stem.cache_clear()  # what other tests left in it was made alone
    with ThreadPoolExecutor(4) as pool:
        parts = list(pool.map(lambda at: [stem(word) for word in WORDS[at::4]], range(4)))
    for at, part in enumerate(parts):
        assert part == [alone.stemWord(word) for word in WORDS[at::4]]
