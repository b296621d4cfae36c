"""What the README shows in Python runs as it stands there."""

import re
import shutil
from pathlib import Path

import pytest

from qabot.starting import starter_folder

README = Path(__file__).parents[2] / "README.md"


def test_the_example_in_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpus").mkdir()
    for file in sorted(starter_folder().glob("*blinken*.md")):
        shutil.copy(file, tmp_path / "corpus")
    found = re.search(r"\n((?: {4}.*\n)*    from qabot\.langchain .*\n(?:(?: {4}.*)?\n)+)", README.read_text("utf-8"))  # fmt: skip
    assert found
    monkeypatch.chdir(tmp_path)
    made: dict[str, object] = {}
    exec(compile(re.sub(r"(?m)^ {4}", "", found[1]), "README.md", "exec"), made)
    made["library"].close()  # type: ignore[attr-defined]
    said = capsys.readouterr().out
    assert "[1]" in said and "relations" in said
