"""The fixture of the reading tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from reading_files import Reading, Results

from qabot.reading import read


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """Write a file of that name and content, and read it."""

    def write_and_read(
        name: str, content: str | bytes, mapping: Mapping[str, str] | None = None
    ) -> Results:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read(path, name, mapping=mapping))

    return write_and_read
