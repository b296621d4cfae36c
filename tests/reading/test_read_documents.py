"""Word and EPUB documents, and the size of any file."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from reading_files import Reading, article, failure, zipped

from qabot.domain import Article
from qabot.reading import read


def _docx(build: object = None) -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.author = "Jo Doe"
    document.core_properties.title = "Harbour talks collapse"
    document.core_properties.language = "en-GB"
    if callable(build):
        build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_docx(reading: Reading) -> None:
    def build(document) -> None:  # type: ignore[no-untyped-def]
        document.add_heading("Harbour talks collapse", 0)
        document.add_paragraph("The talks broke down.")
        document.add_heading("Ships", 1)
        table = document.add_table(2, 2)
        for cell, text in zip(
            (c for row in table.rows for c in row.cells),
            ("Port", "Ships", "North", "14"),
            strict=True,
        ):
            cell.text = text
        table.add_row().cells[0].merge(table.rows[2].cells[1]).text = "All"
        document.add_paragraph("Nobody spoke. 😀 مرحبا")

    assert article(reading("a.docx", _docx(build))) == Article(
        title="Harbour talks collapse",
        text="The talks broke down.\n\nShips\n\nPort | Ships\nNorth | 14\nAll\n\nNobody spoke. 😀 مرحبا",
        author="Jo Doe",
        language="en",
        path="a.docx",
    )


def test_docx_dates_are_not_the_news(reading: Reading) -> None:
    assert (
        article(
            reading("a.docx", _docx(lambda document: document.add_paragraph("Words.")))
        ).published
        is None
    )


def test_docx_zip_bomb(reading: Reading) -> None:
    document = "<w:p/>" * 6_000_000
    bomb = zipped({"[Content_Types].xml": "<x/>", "word/document.xml": document})
    assert len(bomb) < 200_000
    assert "zip bomb" in failure(reading("a.docx", bomb)).reason
    many = zipped({f"word/{n}.xml": "" for n in range(10_001)})
    assert "10,001 parts" in failure(reading("b.docx", many)).reason


def test_docx_that_lies_about_its_size(reading: Reading) -> None:
    data = bytearray(zipped({"word/document.xml": "x" * 50_000_000}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        true_size = archive.infolist()[0].file_size.to_bytes(4, "little")
    assert failure(
        reading("a.docx", bytes(data).replace(true_size, (100).to_bytes(4, "little")))
    ).reason


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 torn",
        b"\xd0\xcf\x11\xe0" + bytes(600),
        zipped({"a.txt": "no document"}),
        zipped({"[Content_Types].xml": "<broken", "word/document.xml": "<also"}),
        _docx()[:2000],
        _docx(),  # nothing in it
        b"plain words",
    ],
    ids=["torn", "old", "other", "broken", "cut", "bare", "words"],
)
def test_bad_docx(reading: Reading, data: bytes) -> None:
    assert failure(reading("a.docx", data)).path == "a.docx"


LONG = "<p>" + "The talks broke down again, as they had done in the spring. " * 5 + "</p>"


def _epub(chapters: dict[str, str], extra: dict[str, str] | None = None) -> bytes:
    container = '<container xmlns="urn:c"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:title>The Courier</dc:title><dc:creator>Jo Doe</dc:creator><dc:date>2024-05-11T00:00:00Z</dc:date>"
        f"<dc:language>en</dc:language></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    parts = {"META-INF/container.xml": container, "OPS/book.opf": package, **(extra or {})}
    for name, body in chapters.items():
        part = f"OPS/{name}".replace("%20", " ")
        parts[part] = (
            f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title>'
            f"</head><body>{body}</body></html>"
        )
    return zipped(parts)


def test_epub(reading: Reading) -> None:
    index = "<h1>Contents</h1>" + "".join(
        f'<a href="{n}.html">A headline of number {n}</a><br/>' for n in range(20)
    )
    found = reading(
        "week.epub",
        _epub({
            "cover.html": "<h1>The Courier</h1>",
            "index.html": index,
            "a%20b.html": f"<h2>Harbour <i>talks</i></h2>{LONG}",
            "c.html": f"<h1>Löwe</h1>{LONG}<ul><li>One</li><li>Two &amp; three</li></ul>",
        }),
    )  # fmt: skip
    assert [(one.title, one.key) for one in found] == [
        ("Harbour talks", "OPS/a b.html"),
        ("Löwe", "OPS/c.html"),
    ]
    assert found[1].text.endswith("in the spring.\n\nOne\n\nTwo & three")
    assert not found[1].text.startswith("Löwe")
    assert (found[0].source, found[0].author, found[0].published) == (
        "The Courier",
        "Jo Doe",
        date(2024, 5, 11),
    )


def test_epub_of_one_text(reading: Reading) -> None:
    assert article(reading("a.epub", _epub({"a.html": LONG}))).key == ""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_epub({"a.html": "<p>Short.</p>"}), "no chapter"),
        (_epub({"a.html": LONG}, {"META-INF/rights.xml": "<r/>"}), "copy protected"),
        (_epub({"a.html": LONG}, {"OPS/book.opf": "<broken"}), "damaged"),
        (zipped({"mimetype": "application/epub+zip"}), "missing"),
        (_epub({"a.html": "<p>" * 9_000_000}), "zip bomb"),
        (b"no zip", "damaged"),
    ],
    ids=["short", "protected", "broken", "missing", "bomb", "words"],
)
def test_bad_epub(reading: Reading, data: bytes, said: str) -> None:
    assert said in failure(reading("a.epub", data)).reason


def test_epub_entities_do_not_explode(reading: Reading) -> None:
    entities = '<!ENTITY a "xxxxxxxxxx">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    bomb = (
        f"<!DOCTYPE package [{entities}]><package><metadata><title>&i;</title></metadata></package>"
    )
    assert failure(reading("a.epub", _epub({"a.html": LONG}, {"OPS/book.opf": bomb}))).reason


def test_sizes(tmp_path: Path) -> None:
    for name in ("a.txt", "a.html", "a.docx", "a.pdf", "a.json", "a.jsonl", "a.csv"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(2 * 1024**3)  # a hole: it takes no room on the disk
        found = failure(list(read(tmp_path / name, name)))
        assert found.path.startswith(name)
        (tmp_path / name).unlink()
