"""Reading question sets, and errors that name file and line."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from qabot.domain import QabotError
from qabot.evaluation.questions import Question, read_questions, spread


def test_all_keys(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(
        json.dumps(
            {
                "id": "q1",
                "question": "Where?",
                "answerable": True,
                "answers": ["Geneva"],
                "articles": ["one", "two"],
                "grades": {"two": 3, "three": 0},
                "evidence": ["In Geneva."],
                "asked": "2024-05-13",
            }
        )
    )
    [question] = read_questions(path).questions
    assert question == Question(
        "q1",
        "Where?",
        True,
        ("Geneva",),
        {"one": 1.0, "two": 3.0},
        ("In Geneva.",),
        date(2024, 5, 13),
    )


def test_only_the_question_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('\ufeff{"question": "Why?"}\n\n{"question": "", "note": 1}\n', encoding="utf-8")
    found = read_questions(path)
    assert found.questions == (Question("1", "Why?"), Question("3", ""))
    assert found.unused == ("note",)


def test_packed(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"question": "Why?"}\n'))
    assert len(read_questions(path).questions) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2"),
        ("[1]", "not a JSON object"),
        ("{}", "`question` is missing"),
        ('{"question": "Why?", "answers": "Geneva"}', "`answers` is not a list of texts"),
        ('{"question": "Why?", "answerable": "no"}', "`answerable` is neither"),
        ('{"question": "Why?", "grades": {"a": -1}}', "grade of 'a'"),
        ('{"question": "Why?", "grades": [1]}', "`grades` is not"),
        ('{"question": "Why?", "asked": "yesterday"}', "yesterday"),
        ('{"question": "Why?", "asked": 3}', "line 2"),
        ('{"question": "Why?", "id": "1"}', "has been there before"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"question": "Fine?"}\n' + line + "\n")
    with pytest.raises(QabotError) as error:
        read_questions(path)
    assert said in error.value.message
    assert f"{path}, line 2" in error.value.message


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n")
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "torn.jsonl.gz").write_bytes(gzip.compress(b'{"question": "Why?"}' * 99)[:30])
    for name in ("missing.jsonl", "empty.jsonl", "bytes.jsonl", "torn.jsonl.gz", "."):
        with pytest.raises(QabotError) as error:
            read_questions(tmp_path / name)
        assert str(tmp_path) in error.value.message


def test_a_part_is_spread_over_the_set() -> None:
    questions = [Question(str(number), "") for number in range(10)]
    assert [q.id for q in spread(questions, 5)] == ["0", "2", "4", "6", "8"]
    assert spread(questions, None) == spread(questions, 99) == questions
