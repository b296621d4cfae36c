"""``.pdf``: text in reading order, by pypdfium2, with the offset of each page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from statistics import median
from threading import Lock
from typing import TYPE_CHECKING

from qabot.domain import Article, Failure
from qabot.reading.compose import compose, one_line
from qabot.reading.pdf_layout import Line, in_reading_order, without_furniture
from qabot.reading.pdf_text import join
from qabot.reading.source import Bad, Source
from qabot.text import normalise

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MAX_PAGES = 5_000
FEWEST_LETTERS = 10
"""Letters a page, on average, below which a document is taken as scanned."""
_PDFIUM = Lock()  # PDFium must not be entered by two threads at once
_NO_TITLE = re.compile(
    r"untitled|microsoft word|powerpoint|^\(?(?:anonymous|unspecified|unknown)\)?$"
    r"|^[\w-]+\.\w{2,4}$|\.(?:docx?|indd|qxp|pdf|tex)$",
    re.IGNORECASE,
)


def read_pdf(source: Source) -> Iterator[Article | Failure]:
    """Yield the article of a PDF document, with its pages.

    Raises ``Bad`` for a password, damage, and scans without text. Title and author
    come from the document's properties, or the title from the largest letters of
    the first page. Its dates are left alone: they are those of the file.
    """
    data = source.data()
    with _PDFIUM:
        pages, title, author = _read(data)
    letters = sum(character.isalnum() for page in pages for line in page for character in line.text)
    if letters < FEWEST_LETTERS * max(1, len(pages)):
        raise Bad(
            f"no text on its {len(pages)} pages: a scan, or pictures",
            "Run text recognition on it first, for example with ocrmypdf.",
        )
    text, starts = join(without_furniture(pages))
    article = compose(text, title=title or _largest(pages[0]), author=author, path=source.name)
    yield replace(article, pages=_settled(text, starts, article.text))


def _read(data: bytes) -> tuple[list[list[Line]], str, str]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium's last error may be one of an earlier document, so the mark is looked for too.
        if "password" in str(error).lower() and b"/Encrypt" in data:
            raise Bad("protected by a password", "Save a copy without password.") from None
        raise Bad(
            f"not a PDF document, or a damaged one ({error})", "Download or print it again."
        ) from None
    try:
        if len(document) > MAX_PAGES:
            raise Bad(f"{len(document):,} pages; at most {MAX_PAGES:,} are read", "Split it.")
        about = document.get_metadata_dict()
        title = one_line(about.get("Title", ""))
        author = one_line(about.get("Author", ""))
        pages = [in_reading_order(_lines(document, number)) for number in range(len(document))]
    finally:
        document.close()
    good_title = "" if _NO_TITLE.search(title) or len(title) < 8 or " " not in title else title
    return pages, good_title, "" if _NO_TITLE.search(author) else author


def _lines(document: PdfDocument, number: int) -> list[Line]:
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:  # one damaged page; the others still count
        return []
    return _page_lines(page)


def _page_lines(page: PdfPage) -> list[Line]:
    width, height = page.get_size()
    text = page.get_textpage()
    lines = []
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        words = text.get_text_bounded(left, bottom, right, top)
        words = " ".join(
            words.replace("\x02", "-").replace("\ufffe", "-").replace("\u00ad", "-").split()
        )
        if words:
            # Loose boxes have the height of the font; those of the letters alone vary with them.
            letter = text.get_index(left + 0.5, (bottom + top) / 2, 2, 2)
            if letter is not None:
                _, bottom, _, top = text.get_charbox(letter, loose=True)
            lines.append(Line(words, left / width, right / width, bottom / height, top / height))
    text.close()
    page.close()
    return lines


def _largest(page: list[Line]) -> str:
    """Return the text of the largest letters, if they are plainly larger than the others."""
    if not page:
        return ""
    size = max(line.height for line in page)
    if size < 1.3 * median(line.height for line in page):
        return ""
    found = " ".join(line.text for line in page if line.height > 0.9 * size)
    return found if len(found) <= 200 else ""


def _settled(text: str, starts: list[int], final: str) -> tuple[int, ...]:
    """Move ``starts`` from the joined text to the article's, which is normalised."""
    if text == final:
        return tuple(starts)
    # Normalising changes lengths here and there: count it piece by piece, from the end,
    # because a header may have been taken off at the front.
    offset = len(final)
    settled = []
    for start, end in reversed(list(pairwise([*starts, len(text)]))):
        piece = normalise(text[start:end])
        gap = len(text[start:end]) - len(text[start:end].rstrip())
        offset -= len(piece) + min(gap, 2)
        settled.append(max(0, offset))
    return tuple(reversed(settled))
