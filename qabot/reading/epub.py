"""``.epub``: books and the magazines that news tools make, one article a chapter.

An EPUB is a zip of XHTML files and a list of their order, so zipfile and lxml
suffice; the readers on offer bring licences (AGPL) or parts that nobody keeps.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote
from zipfile import ZipFile

from qabot.domain import Article, Failure
from qabot.reading.archive import member, open_archive
from qabot.reading.compose import compose, drop_title
from qabot.reading.dates import parse_date
from qabot.reading.encoding import decode
from qabot.reading.markup import element_text, link_share, parse
from qabot.reading.source import Bad, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

FEWEST = 150
"""Characters below which a chapter is a cover or title page."""
MOSTLY_LINKS = 0.5
"""With more of its text in links a chapter is a table of contents."""
_REMEDY = "Open it in an e-book program and save it again."


@dataclass(frozen=True, slots=True)
class _Book:
    title: str
    author: str
    published: str
    language: str
    chapters: tuple[str, ...]


def read_epub(source: Source) -> Iterator[Article | Failure]:
    """Yield an article for each chapter; the publication is its outlet."""
    with open_archive(source.data()) as archive:
        if (
            "META-INF/rights.xml" in archive.namelist()
            or "META-INF/license.lcpl" in archive.namelist()
        ):
            raise Bad("copy protected", "Only books without protection can be read.")
        book = _book(archive)
        found: list[Article] = []
        for name in book.chapters:
            try:
                chapter = _chapter(archive, name, book, source.name)
            except Bad as bad:
                yield source.failure(bad.reason, bad.remedy, name)
                continue
            if chapter:
                found.append(chapter)
    if not found:
        raise Bad("no chapter with text in it", _REMEDY)
    yield from found if len(found) > 1 else [replace(found[0], key="")]


def _book(archive: ZipFile) -> _Book:
    container = _xml(member(archive, "META-INF/container.xml"))
    opf = next((node.get("full-path") or "" for node in container.iter("{*}rootfile")), "")
    package = _xml(member(archive, opf))
    items = {
        node.get("id"): node.get("href") or ""
        for node in package.iter("{*}item")
        if "html" in (node.get("media-type") or "")
        and "nav" not in (node.get("properties") or "").split()
    }
    order = [
        items[node.get("idref")]
        for node in package.iter("{*}itemref")
        if node.get("idref") in items
    ]
    folder = posixpath.dirname(opf)

    def first(name: str) -> str:
        return next(
            (node.text or "" for node in package.iter(f"{{*}}{name}") if (node.text or "").strip()),
            "",
        )

    chapters = tuple(
        dict.fromkeys(posixpath.normpath(posixpath.join(folder, unquote(href))) for href in order)
    )
    return _Book(first("title"), first("creator"), first("date"), first("language"), chapters)


def _chapter(archive: ZipFile, name: str, book: _Book, path: str) -> Article | None:
    root = parse(decode(member(archive, name)))
    if root is None:
        return None
    text = element_text(root)
    if len(text) < FEWEST or link_share(root) > MOSTLY_LINKS:
        return None
    headings = (node for tag in ("h1", "h2", "h3") for node in root.iter(tag))
    title = next(filter(None, (" ".join(element_text(node).split()) for node in headings)), "")
    return compose(
        drop_title(text, title),
        title=title,
        source=book.title,
        published=parse_date(book.published),
        author=book.author,
        language=book.language,
        path=path,
        key=name,
    )


def _xml(data: bytes) -> _Element:
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise Bad("damaged (its table of contents is not XML)", _REMEDY) from None
    return root
