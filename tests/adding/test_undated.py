"""A date that is none is said, once and in one line; its article is added all the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qabot.library import Library

TEXT = "The harbour was closed on Monday after the talks had failed, the ministry said.\n"


def test_front_matter(library: Library, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\npublished: 31 Feb 2023\n---\n{TEXT}")
    report = library.add([str(tmp_path / "a.md")])
    assert (len(report.added), report.failures) == (1, ())
    assert [notice for notice in report.notices if "without a date" in notice] == [
        f"Added without a date: {tmp_path / 'a.md'} (“31 Feb 2023” is no day)."
    ]
    assert library.rows()[0].published is None
    assert not library.sync().notices
    (corpus / "b.md").write_text(f"---\ntitle: B\npublished: May 2023\n---\n{TEXT} B.")
    assert "b.md (“May 2023” is no day)" in library.sync().notices[0]


def test_what_the_text_or_name_tells_needs_no_word(library: Library, corpus: Path) -> None:
    (corpus / "2023-02-28-a.md").write_text(f"---\npublished: 31 Feb 2023\n---\n{TEXT}")
    (corpus / "b.md").write_text(f"---\npublished:\n---\n{TEXT} B.")
    assert not library.sync().notices


@pytest.mark.parametrize("kind", ["jsonl", "json", "csv"])
def test_rows(library: Library, tmp_path: Path, kind: str) -> None:
    rows = [{"id": str(n), "date": "2023-05-0" + str(n), "text": f"{n} {TEXT}"} for n in range(4)]
    rows[2]["date"] = rows[3]["date"] = "soon"  # and the day 0 of May
    file = tmp_path / f"rows.{kind}"
    if kind == "csv":
        lines = [",".join(f'"{value}"' for value in row.values()) for row in rows]
        file.write_text("id,date,text\n" + "\n".join(lines))
    else:
        file.write_text(
            json.dumps(rows) if kind == "json" else "\n".join(json.dumps(row) for row in rows)
        )
    report = library.add([str(file)])
    assert len(report.added) == 4
    (notice,) = report.notices
    assert "“2023-05-00” is no day, and 2 more in it" in notice


def test_pasted(library: Library) -> None:
    report = library.add([], texts=[f"---\npublished: 31 Feb 2023\n---\n{TEXT}"])
    assert "the text (“31 Feb 2023” is no day)" in report.notices[0]
    rows = "\n".join(json.dumps({"date": "soon", "text": f"{n} {TEXT}"}) for n in range(2))
    (notice,) = library.add([], texts=[rows]).notices
    assert "the text:line 1 (“soon” is no day, and 1 more in it)" in notice


def test_a_rule_is_no_title(library: Library, corpus: Path) -> None:
    (corpus / "a.md").write_text(f"---\n\n***\n{TEXT}")
    library.sync()
    assert library.rows()[0].title.startswith("The harbour was closed")
