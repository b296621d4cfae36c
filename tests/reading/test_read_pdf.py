"""PDF documents: reading order, hyphens, pages."""

from __future__ import annotations

from datetime import date

import pytest
from reading_files import Reading, Words, article, failure, pdf

from qabot.reading import front_matter

COLUMN = [
    "The harbour authority said that the nego-",
    "tiations with the dockers had broken down",
    "on Monday night.",
]
OTHER = [
    "In other news, a well-known painter has",
    "shown her new work, which was called well-",
    "known by all who saw it.",
]


def _lines(texts: list[str], x: float = 50, top: float = 700, size: float = 11) -> list[Words]:
    return [(x, top - 14 * index, size, text) for index, text in enumerate(texts)]


def test_pdf_joins_lines_and_hyphens(reading: Reading) -> None:
    title = [(50.0, 750.0, 20.0, "Harbour talks collapse")]
    data = pdf(
        [title + _lines(COLUMN) + _lines(OTHER, top=640)], author="Jo Doe", title="untitled.indd"
    )
    found = article(reading("2024-05-11 harbour.pdf", data))
    assert found.title == "Harbour talks collapse"
    assert (found.author, found.published) == ("Jo Doe", date(2024, 5, 11))
    assert found.text == (
        "Harbour talks collapse\n\n"
        "The harbour authority said that the negotiations with the dockers had broken down on Monday night.\n\n"
        "In other news, a well-known painter has shown her new work, which was called well-known by all who saw it."
    )


def test_pdf_columns_that_were_drawn_row_by_row(reading: Reading) -> None:
    title = [(50.0, 750.0, 20.0, "Two columns under one line of title")]
    rows = [
        words for pair in zip(_lines(COLUMN), _lines(OTHER, x=320), strict=True) for words in pair
    ]
    text = article(reading("a.pdf", pdf([title + rows]))).text
    assert text.index("Monday night.") < text.index("In other news")
    assert "broken down on Monday night." in text


def test_pdf_tables_stay_in_rows(reading: Reading) -> None:
    rows = [
        (x, 700.0 - 14 * row, 11.0, text)
        for row, cells in enumerate(
            [("Port", "Ships"), ("North", "14"), ("South", "25"), ("East", "9")]
        )
        for x, text in zip((50.0, 320.0), cells, strict=True)
    ]
    text = article(reading("a.pdf", pdf([_lines(COLUMN, top=800) + rows]))).text
    assert "North 14" in text
    assert "South 25" in text


def test_pdf_pages(reading: Reading) -> None:
    pages = []
    for number in range(1, 5):
        text = [
            f"Page {number} begins here, and on it there",
            f"is told of number {number}, in words that go",
            "on with-",
        ]
        pages.append([
            (50.0, 810.0, 9.0, "The Courier, Monday edition"),
            *_lines(text if number < 4 else ["out an end. That is all", "that was said here."]),
            (290.0, 20.0, 9.0, f"- {number} -"),
        ])  # fmt: skip
    pages.insert(2, [(290.0, 20.0, 9.0, "3")])
    found = article(reading("a.pdf", pdf(pages)))
    text = found.text
    assert "Courier" not in text
    assert "- 2 -" not in text
    assert "on without an end. That is all that was said here." in text
    assert len(found.pages) == 5
    assert [text[start:].split()[:2] for start in found.pages] == [
        ["Page", "1"], ["Page", "2"], ["Page", "3"], ["Page", "3"], ["out", "an"],
    ]  # fmt: skip
    assert [found.page_at(text.find(words)) for words in ("Page 1", "on without", "That is")] == [
        1, 4, 5,
    ]  # fmt: skip


def test_pages_written_into_markdown_are_found_again(reading: Reading) -> None:
    pages = [_lines([f"Page {n} tells of ship {n},", "and of no other ship."]) for n in range(1, 6)]
    found = article(reading("2024-05-11 ships.pdf", pdf(pages)))
    markdown = front_matter(found)
    assert article(reading("ships.md", markdown)).pages == found.pages
    # The user takes a sentence out, puts one in, and words the beginning of page 3 anew.
    edited = markdown.replace("\n\nPage 1 tells of ship 1, and of no other ship.", "\n\nPage 1.")
    edited = edited.replace(". Page 2 ", ".\n\nA word of the editor. Page 2 ")
    head, _, body = edited.rpartition("---\n")
    edited = head + "---\n" + body.replace("Page 3 tells", "The third tells")
    again = article(reading("ships.md", edited))
    assert again.page_at(again.text.find("The third")) == 3
    for number in (1, 2, 4, 5):
        assert again.page_at(again.text.find(f"Page {number}")) == number
        assert again.page_at(again.text.find(f"Page {number}") - 1) in (number - 1, 1)
    for broken in ("page_starts: 7", "page_starts: [x, y]", "page_starts: [9000 Page, 3 x]"):
        text = f"---\ntitle: Ships\n{broken}\n---\n\nThe ships came in on Monday.\n"
        odd = article(reading("ships.md", text))
        assert odd.pages == tuple(sorted(odd.pages))
        assert all(start <= len(odd.text) for start in odd.pages)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf([_lines(COLUMN)], encrypted=True), "password"),
        (pdf([[], []]), "a scan"),
        (pdf([[(290, 20, 9, "1")], [(290, 20, 9, "2")]]), "a scan"),
        (pdf([]), "PDF"),
        (b"%PDF-1.4\nnothing more", "damaged"),
        (pdf([_lines(COLUMN)])[:300], "damaged"),
        (b"", "empty"),
    ],
    ids=["password", "scan", "numbers", "pageless", "head", "torn", "empty"],
)
def test_bad_pdf(reading: Reading, data: bytes, said: str) -> None:
    assert said in failure(reading("a.pdf", data)).reason
