"""Files of many articles: JSON lines, JSON, CSV, Parquet."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from reading_files import Reading, article, failure

from qabot.domain import Article, Failure
from qabot.reading import read

ROW = {
    "id": "x1",
    "title": "Talks end",
    "text": "Nobody spoke.",
    "published": "2023-06-19T10:00:00Z",
    "source": "Courier",
    "url": "https://example.org/1",
    "author": "Jo Doe",
    "language": "en-GB",
}
WANTED = Article(
    title="Talks end",
    text="Nobody spoke.",
    source="Courier",
    published=date(2023, 6, 19),
    author="Jo Doe",
    url="https://example.org/1",
    language="en",
    path="a.jsonl",
    key="x1",
)


def test_json_lines(reading: Reading) -> None:
    line = json.dumps(ROW)
    assert reading("a.jsonl", line) == [WANTED]
    assert reading("a.jsonl", b"\xef\xbb\xbf" + line.encode() + b"\r\n\r\n") == [WANTED]
    assert reading("a.jsonl", (line + "\n").encode("utf-16")) == [WANTED]
    assert [
        one.key for one in reading("a.jsonl.gz", gzip.compress((line + "\n" + line).encode()))
    ] == ["x1", "x1~2"]


def test_the_line_is_the_key_where_no_id_is(reading: Reading) -> None:
    found = reading(
        "a.jsonl", '{"text": "One."}\n\n{"text": "Two."}\n{"id": 7, "text": "Three."}\n'
    )
    assert [one.key for one in found] == ["1", "3", "7"]


def test_names_that_other_tools_write(reading: Reading) -> None:
    row = {
        "_id": "9",
        "headline": "Talks end",
        "articleBody": ["Nobody spoke.", "Nobody came."],
        "datePublished": "Mon, 19 Jun 2023 10:00:00 +0000",
        "publisher": {"@type": "Organization", "name": "Courier"},
        "author": [{"name": "Jo Doe"}, {"name": "Al Roe"}],
        "inLanguage": "de_AT",
        "link": "https://example.org/1",
        "summary": "Not this.",
    }
    found = article(reading("a.jsonl", json.dumps(row)))
    assert (found.title, found.text) == ("Talks end", "Nobody spoke.\n\nNobody came.")
    assert (found.published, found.source, found.author) == (
        date(2023, 6, 19),
        "Courier",
        "Jo Doe, Al Roe",
    )
    assert (found.language, found.url, found.key) == ("de", "https://example.org/1", "9")


def test_mapping(reading: Reading) -> None:
    row = json.dumps(
        {
            "text": "Not this.",
            "data": {"story": "Nobody spoke."},
            "day": "19.06.2023",
            "date": "2020-01-01",
        }
    )
    found = article(reading("a.jsonl", row, {"text": "data.story", "published": "day"}))
    assert (found.text, found.published) == ("Nobody spoke.", date(2023, 6, 19))
    assert "“storey”" in failure(reading("a.jsonl", row, {"text": "storey"})).reason
    assert "txt" in failure(reading("a.jsonl", row, {"txt": "data"})).reason


ROWS = {
    "a.jsonl": '{"head": "A", "meta": {"body": "Ships wait."}}\n{"head": "B", "meta": {}}\n' * 30,
    "a.csv": "head,body\n" + "A,Ships wait.\n" * 120,
    "a.tsv": "head\tbody\nA\tShips wait.\n",
    "a.json": '[{"head": "A", "body": "Ships wait."}]',
    "b.json": '{"head": "A", "body": "Ships wait."}',
}


@pytest.mark.parametrize("name", ROWS)
def test_a_mapped_field_that_no_row_has_is_one_error(reading: Reading, name: str) -> None:
    for ours in ("text", "published"):
        found = failure(reading(name, ROWS[name], {ours: "bdy"}))
        assert found.path == name
        assert found.reason.startswith(f"no field “bdy”, which --map names for {ours} (fields: ")
        assert "head" in found.reason
        assert f"--map {ours}=head" in found.remedy


def test_a_mapped_field_may_come_late(reading: Reading) -> None:
    rows = [{"body": f"Ship {n} waits."} for n in range(150)] + [
        {"body": "It left.", "day": "2024-05-11"}
    ]
    lines = "\n".join(map(json.dumps, rows))
    found = reading("a.jsonl", lines, {"text": "body", "published": "day"})
    assert len(found) == 151
    assert found[-1].published == date(2024, 5, 11)
    nested = reading("a.jsonl", ROWS["a.jsonl"], {"text": "meta.body"})
    assert sum(isinstance(one, Article) for one in nested) == 30


def test_a_number_is_no_text(reading: Reading) -> None:
    lines = '{"text": "Ships wait."}\n{"text": 123}\n{"text": true}\n{"text": 5, "body": "They left."}\n'
    found = reading("a.jsonl", lines)
    assert [one.reason for one in found if isinstance(one, Failure)] == [
        "its text is a number (123)",
        "its text is a number (True)",
    ]
    assert [one.path for one in found if isinstance(one, Failure)] == [
        "a.jsonl:line 2",
        "a.jsonl:line 3",
    ]
    assert [one.text for one in found if isinstance(one, Article)] == ["Ships wait.", "They left."]


def test_html_bodies_become_text(reading: Reading) -> None:
    row = json.dumps(
        {"text": "<p>Nobody <b>spoke</b>.</p><p>5 &lt; 6<br>Nobody came.</p><script>x()</script>"}
    )
    assert article(reading("a.jsonl", row)).text == "Nobody spoke.\n\n5 < 6\nNobody came."
    kept = json.dumps({"text": "If a < b and c > d, the <p> tag is meant."})
    assert "<p>" in article(reading("a.jsonl", kept)).text


def test_bad_lines_are_named_and_the_rest_goes_on(reading: Reading) -> None:
    lines = [
        json.dumps(ROW).encode(),
        b'{"text": "cut',
        b'["a list"]',
        b'{"title": "no text"}',
        b"[" * 100_000,
        b'{"text": 1' + b"0" * 5000 + b"}",
        b'{"text": "\xff\xfe\x00\x01\x02\x03\x04\x05\x06"}',
        b'{"text": "Last one."}',
    ]
    found = reading("wire/a.jsonl", b"\n".join(lines))
    assert [one.text for one in found if isinstance(one, Article)] == ["Nobody spoke.", "Last one."]
    bad = [one for one in found if isinstance(one, Failure)]
    assert [one.path for one in bad] == [f"wire/a.jsonl:line {number}" for number in range(2, 8)]
    assert all(one.reason and one.remedy for one in bad)
    assert "column" in bad[0].reason


def test_a_hopeless_file_is_not_read_to_its_end(reading: Reading) -> None:
    found = reading("a.jsonl", '{"titel": "x"}\n' * 5000)
    assert len(found) == 101
    assert "none of its first 100" in found[-1].reason


def test_many_bad_lines_are_bounded(reading: Reading) -> None:
    found = reading("a.jsonl", '{"text": "One."}\n' + "{}\n" * 1500)
    assert isinstance(found[0], Article)
    assert len(found) == 1 + 1000 + 1
    assert found[-1].reason.startswith("500 more")


def test_truncated_gzip_keeps_what_came_before(reading: Reading) -> None:
    rows = "".join(
        json.dumps({"text": f"Number {n} is {n * 7919 % 1000}."}) + "\n" for n in range(5000)
    )
    data = gzip.compress(rows.encode())
    found = reading("a.jsonl.gz", data[: len(data) // 2])
    assert sum(isinstance(one, Article) for one in found) > 1000
    assert isinstance(found[-1], Failure)
    assert "ends too early" in found[-1].reason
    torn = data[: len(data) // 2] + b"\xff" * 50 + data[len(data) // 2 + 50 :]
    assert "gzip" in reading("b.jsonl.gz", torn)[-1].reason
    assert article(reading("c.jsonl.gz", '{"text": "Unpacked by the browser."}')).text


def test_long_lines(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    words = "The talks went on. " * 60_000
    assert len(article(reading("a.jsonl", json.dumps({"text": words}))).text) > 1_000_000
    monkeypatch.setattr("qabot.reading.lines.MAX_LINE", 1000)
    found = reading("b.jsonl", json.dumps({"text": "x" * 5000}) + '\n{"text": "Short."}\n')
    assert found[0].path == "b.jsonl:line 1"
    assert found[1].text == "Short."


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.jsonl"
        line = json.dumps({"text": "The talks went on and on. " * 40}) + "\n"
        with path.open("w") as file:
            file.writelines(line for _ in range(count))
        tracemalloc.start()
        read_so_far = sum(1 for _ in read(path, "a.jsonl"))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert read_so_far == count
        return most

    peak(10)  # imports
    assert peak(2000) < 2 * peak(500) + 100_000  # a hash a key is kept


def test_json(reading: Reading) -> None:
    one, two = {"text": "One."}, {"text": "Two."}
    single = article(reading("a.json", json.dumps(ROW)))
    assert (single.title, single.key) == ("Talks end", "")
    for whole in ([one, two], {"articles": [one, two]}, {"status": "ok", "items": [one, two]}):
        assert [found.key for found in reading("a.json", json.dumps(whole))] == ["1", "2"]
    lines = json.dumps(one) + "\n" + json.dumps(two)
    assert [found.text for found in reading("a.json", lines)] == ["One.", "Two."]
    mixed = reading("a.json", json.dumps([one, 5, {"title": "x"}, two]))
    assert [one.path for one in mixed if isinstance(one, Failure)] == [
        "a.json:item 2",
        "a.json:item 3",
    ]


@pytest.mark.parametrize(
    "text", ["{", "5", "[]", "{}", "[" * 100_000, '{"a": {"b": 1}}', "null"], ids=range(7)
)
def test_json_without_articles(reading: Reading, text: str) -> None:
    assert failure(reading("a.json", text)).path == "a.json"


def test_csv(reading: Reading) -> None:
    table = 'Headline;Body;Date;Outlet\n"Talks; end";"Nobody\n""spoke"".";19.06.2023;Courier\n\nTwo;Text two.;;\n'
    first, second = reading("a.csv", table.encode("cp1252"))
    assert (first.title, first.text, first.source) == ("Talks; end", 'Nobody\n"spoke".', "Courier")
    assert (first.published, first.key) == (date(2023, 6, 19), "2")
    assert (second.title, second.text, second.key) == ("Two", "Text two.", "5")
    tabs = "title\ttext\nA, b\tGrüße, “sagte” er.\n".encode("cp1252", "replace")
    assert article(reading("a.tsv", tabs)).text == "Grüße, “sagte” er."
    assert article(reading("b.csv", "text,x\nOne.,2\n".encode("utf-16"))).text == "One."


def test_csv_bad_rows(reading: Reading) -> None:
    found = reading("a.csv", 'title,text\na,One.\nb,Two, and three.\nc,\nd,Four.\ne,"open\n')
    assert [one.text for one in found if isinstance(one, Article)] == ["One.", "Four.", "open"]
    assert [one.path for one in found if isinstance(one, Failure)] == [
        "a.csv:line 3",
        "a.csv:line 4",
    ]
    assert "3 columns" in found[1].reason


def test_csv_with_a_quote_never_closed(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qabot.reading.csv.MAX_FIELD", 10_000)
    found = reading("a.csv", 'title,text\na,One.\nb,"Two' + " words" * 5000 + "\n")
    assert isinstance(found[0], Article)
    assert found[1].path == "a.csv:line 3"
    assert "quote" in found[1].remedy


def test_parquet(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    path = tmp_path / "a.parquet"
    rows = [
        {"headline": f"T{n}", "body": f"Text {n}.", "date": date(2023, 6, n + 1), "junk": n}
        for n in range(3)
    ]
    parquet.write_table(pyarrow.Table.from_pylist([*rows, {"headline": "none"}]), path)
    found = list(read(path, "a.parquet"))
    assert [(one.title, one.text, one.published, one.key) for one in found[:3]] == [
        (f"T{n}", f"Text {n}.", date(2023, 6, n + 1), str(n + 1)) for n in range(3)
    ]
    assert found[3].path == "a.parquet:row 4"
    path.write_bytes(path.read_bytes()[:-20])
    assert "Parquet" in failure(list(read(path, "a.parquet"))).reason


@pytest.mark.parametrize(("name", "package"), [("a.parquet", "pyarrow"), ("a.warc.gz", "warcio")])
def test_a_missing_extra_is_said(tmp_path: Path, name: str, package: str) -> None:
    (tmp_path / name).write_bytes(b"PAR1 and more")
    code = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "from pathlib import Path; from qabot.reading import read\n"
        f"print(*((one.reason, one.remedy) for one in read(Path({str(tmp_path / name)!r}), {name!r})))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert package in out
    assert "pip install 'qabot[" in out
