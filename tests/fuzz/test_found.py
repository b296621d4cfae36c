"""What the fuzzing found, and its seeds through every target: no fuzzer is needed for that."""

from __future__ import annotations

from pathlib import Path

import fuzz
import pytest

from qabot.domain import Failure
from qabot.reading import read


@pytest.mark.parametrize("name", fuzz.TARGETS)
def test_the_seeds_and_what_is_cut_or_turned(name: str) -> None:
    run = fuzz.target(name)
    seeds = fuzz.FILES[name][2] if name in fuzz.FILES else [fuzz.TEXT.encode()]
    for seed in seeds:
        for part in (seed, seed[: len(seed) // 2], seed[::-1], seed.swapcase(), seed * 3, b""):
            run(part)
        for at in range(0, len(seed), max(1, len(seed) // 12)):
            run(seed[:at] + b"\xff" + seed[at + 1 :])


def test_a_word_document_of_another_kind_of_xml(tmp_path: Path) -> None:
    """python-docx parses its parts only when they are asked for, and then raises anything."""
    path = tmp_path / "a.docx"
    path.write_bytes(fuzz.docx(fuzz._DOCUMENT.replace("wordprocessingml/", "x/").encode()))
    (failure,) = read(path, path.name)
    assert isinstance(failure, Failure)
    assert "damaged" in failure.reason and failure.remedy
