"""The table of all errors is complete, each has a remedy, and none shows a traceback."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from error_scan import ROOT, TABLE, places, read_table

from qabot.cli.ending import guarded
from qabot.domain import Cancelled, QabotError

AGAIN = "Run: python tests/errors/error_scan.py, then name the test that provokes it in table.tsv."
WITHOUT_REMEDY = {
    # The chat never shows it: only a library that is no façade comes without settings.
    ("tui", "The settings are not open to this chat."),
}


@cache
def names_in(path: Path) -> set[str]:
    return {
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_every_error_is_in_the_table() -> None:
    there, listed = {place.row for place in places()}, set(read_table())
    assert not there - listed, f"{AGAIN} Missing: {sorted(there - listed)}"
    assert not listed - there, f"{AGAIN} No longer made: {sorted(listed - there)}"
    assert len(there) > 140


def test_every_error_says_what_to_do() -> None:
    without = {(place.where, place.message) for place in places() if not place.remedy}
    assert without <= WITHOUT_REMEDY
    for place in places():
        assert place.message[0].isupper() or place.message[0] in "{-`", place
        assert place.message[-1] in ".}…", place


def test_every_error_is_provoked_by_a_test_or_says_why_not() -> None:
    for row, provoked in read_table().items():
        if provoked.startswith("not: "):
            assert len(provoked) > 20, row
            continue
        file, _, name = provoked.partition("::")
        path = ROOT / "tests" / file
        assert path.is_file() and name in names_in(path), (row, provoked)
    reasons = [provoked for provoked in read_table().values() if provoked.startswith("not: ")]
    assert len(reasons) < 20


def test_the_table_is_read_as_it_is_written() -> None:
    lines = TABLE.read_text("utf-8").splitlines()
    assert all(line.count("\t") == 3 for line in lines)
    assert len(read_table()) == len(lines) - 1


@pytest.mark.parametrize("row", sorted(set(read_table())), ids=lambda row: row[0])
def test_no_error_shows_a_traceback(
    row: tuple[str, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    _, message, remedy = row

    def fail() -> None:
        try:
            raise ValueError("the cause")
        except ValueError as error:
            raise QabotError(message, remedy) from error

    assert guarded(fail) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(f"qabot: {message}\n")
    assert remedy in err and "Traceback" not in err and "the cause" not in err


@pytest.mark.parametrize(
    "error", [ValueError("SECRET of an article"), KeyError("SECRET"), RecursionError("SECRET")]
)
def test_what_nobody_foresaw_is_one_line_and_a_log_without_texts(
    error: Exception,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("platformdirs.user_log_path", lambda *args: tmp_path / "logs" / "qabot")

    def fail() -> None:
        try:
            raise LookupError("SECRET too")
        except LookupError as cause:
            raise error from cause

    for _ in range(3):
        assert guarded(fail) == 1
    err = capsys.readouterr().err
    log = tmp_path / "logs" / "qabot" / "qabot.log"
    assert "Traceback" not in err and "SECRET" not in err
    assert type(error).__name__ in err and str(log) in err
    noted = log.read_text("utf-8")
    assert "SECRET" not in noted
    assert noted.count(type(error).__name__) == 3 and "LookupError" in noted
    assert "errors/test_table.py:" in noted and " fail" in noted
    assert log.parent.stat().st_mode & 0o777 == 0o700 and log.stat().st_mode & 0o777 == 0o600
    # It begins anew when it has grown, and what was before is kept once.
    log.write_text("x" * 300_000)
    guarded(fail)
    assert log.stat().st_size < 10_000
    assert log.with_name("qabot.log.1").stat().st_size == 300_000


def test_a_log_that_cannot_be_written_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("platformdirs.user_log_path", lambda *args: tmp_path / "file" / "qabot")

    def fail() -> None:
        raise ValueError

    assert guarded(fail) == 1
    assert "ValueError" in capsys.readouterr().err


def test_stopping_and_the_disk_show_none_either(capsys: pytest.CaptureFixture[str]) -> None:
    for error, code in (
        (Cancelled(), 130),
        (KeyboardInterrupt(), 130),
        (OSError(28, "No space"), 1),
    ):

        def fail(error: BaseException = error) -> None:
            raise error

        assert guarded(fail) == code
        err = capsys.readouterr().err
        assert err.startswith("qabot: ") and "Traceback" not in err
