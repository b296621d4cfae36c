"""``.docx``: Word documents, by python-docx."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qabot.domain import Article, Failure
from qabot.reading.archive import open_archive
from qabot.reading.compose import compose, drop_title
from qabot.reading.source import Bad, Source

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_REMEDY = "Open it in Word or LibreOffice and save it again as .docx."


def read_docx(source: Source) -> Iterator[Article | Failure]:
    """Yield the article of a document; title, author and language from its properties.

    Its dates are left alone: they are those of the file, not of the news.
    """
    data = source.data()
    open_archive(data).close()  # its limits; python-docx has none
    try:
        blocks, title, author, language = _parts(data)
    except Exception as error:  # python-docx raises whatever its zip and XML parsers do
        raise Bad(
            f"not a Word document, or a damaged one ({type(error).__name__})", _REMEDY
        ) from error
    text = "\n\n".join(filter(str.strip, blocks))
    if not text.strip():
        raise Bad("no text in it, perhaps only pictures", "Copy its text into a .txt file.")
    yield compose(
        drop_title(text, title),
        title=title,
        author=author,
        language=language,
        path=source.name,
    )


def _parts(data: bytes) -> tuple[list[str], str, str, str]:
    """Blocks, title, author and language. Parts of it are parsed only when they are asked for."""
    import docx

    document = docx.Document(io.BytesIO(data))
    heading, blocks = _content(document)
    about = document.core_properties
    return blocks, heading or about.title, about.author, about.language


def _content(document: Document) -> tuple[str, list[str]]:
    """Return the title that a style marks, or nothing, and the text of all blocks in order."""
    from docx.table import Table

    title = heading = ""
    blocks: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            blocks.append(_rows(block))
            continue
        style = (block.style.style_id if block.style is not None else "").lower()
        if style == "title":
            title = title or block.text
        # The first heading is the title only when nothing comes before it.
        elif style == "heading1" and not any(map(str.strip, blocks)):
            heading = heading or block.text
        blocks.append(block.text)
    return title or heading, blocks


def _rows(table: Table) -> str:
    lines = []
    for row in table.rows:
        # A merged cell comes once for each column it covers.
        cells = {id(cell._tc): " ".join(cell.text.split()) for cell in row.cells}
        lines.append(" | ".join(filter(None, cells.values())))
    return "\n".join(filter(None, lines))
