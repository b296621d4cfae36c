"""Web pages: ``.html`` and ``.mhtml``. Main text and metadata by trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qabot.domain import Article, Failure
from qabot.reading.byline import take_byline
from qabot.reading.compose import compose, drop_title, one_line
from qabot.reading.declared import declared_body, lead, within
from qabot.reading.encoding import decode
from qabot.reading.listing import refuse_listing
from qabot.reading.markup import element_text, parse
from qabot.reading.page_date import page_date
from qabot.reading.source import Bad, NoArticle, Source
from qabot.reading.stubs import count_words, refuse_stub
from qabot.reading.surroundings import take_out
from qabot.reading.tidying import tidy
from qabot.reading.walls import refuse_walls

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

MAX_CHARACTERS = 6_000_000
"""Longest page, after pictures and styles inside it are taken out."""
MAX_ELEMENTS = 40_000
"""Most elements of a page: extraction takes quadratic time, here up to about 10 s."""
FEW = 500
"""With fewer characters found, the extraction that takes more is tried."""
FEWEST = 60
"""Characters below which what was found is no article."""
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
# Saved pages carry their pictures and styles inside, often megabytes of them.
_DATA = re.compile(r"data:[\w/+.-]{0,60}(?:;[\w=-]{1,40}){0,3},[^\"'\s)>]{200,}")
_STYLE = re.compile(r"<(style|svg)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[a-z!?/]", re.IGNORECASE)
_SPAN = re.compile(r"</?(?:span|font)\b[^<>]{0,1000}>", re.IGNORECASE)
# trafilatura's tree is TEI: its tags and those of HTML.
_TEI = {
    "head": "h2",
    "list": "ul",
    "item": "li",
    "lb": "br",
    "row": "tr",
    "cell": "td",
    "quote": "blockquote",
}
_REMEDY = "Save the page again when its text is shown, or copy the text into a .txt file."


def read_html(source: Source) -> Iterator[Article | Failure]:
    """Yield the article of a saved page."""
    yield from_html(page_text(source.data()), path=source.name)


def page_text(data: bytes, charset: str = "") -> str:
    """Decode a page; ``charset`` is what the server said, else the page is asked."""
    declared = _CHARSET.search(data[:4096])
    return decode(data, charset or (declared[1].decode("ascii") if declared else ""))


def from_html(
    markup: str, *, url: str = "", path: str = "", key: str = "", title: str = ""
) -> Article:
    """Return the article of a page: main text without menus, captions and the like.

    ``url`` is where it came from; the page's own canonical address wins. ``title``
    is used if the page has none. Raises ``Bad`` when there is no article in it, or
    only the notice of a paywall, consent dialog or robot check.
    """
    if len(markup.strip()) >= FEWEST and not _TAG.search(markup):  # a text under the name of a page
        return compose(markup, title=title, url=url, path=path, key=key)
    markup = _within_limits(markup)
    found = _extract(markup, url)
    text = _text(found)
    if len(text) < FEW:
        found = _extract(markup, url, precise=False) or found
        text = _text(found)
    root = parse(markup)
    if root is not None:
        refuse_walls(root, markup, count_words(text))
    refuse_stub(markup, text)
    if root is not None:
        refuse_listing(root)
        text = _cleaned(root, text)
    if found is None or len(text) < FEWEST:
        raise NoArticle("no article text found in the page", _REMEDY)
    published = None if root is None else page_date(root, found.url or url)
    outlet = one_line(found.sitename or "").removeprefix("www.")
    outlet = re.sub(r":\d+$", "", outlet)  # a host may come with its port
    title = _headline(one_line(found.title or ""), outlet) or title
    text, author = drop_title(text, title), (found.author or "").replace("; ", ", ")
    if not author:
        author, text = take_byline(text)
    return compose(
        text,
        title=title,
        source="" if outlet == title else outlet,
        published=published,
        author=author,
        url=found.url or url,
        language=found.language or _language(markup),
        path=path,
        key=key,
    )


def _cleaned(root: HtmlElement, text: str) -> str:
    """Return the main text as a reader would cut it out: with its lead, without what is around."""
    if not text:
        return text
    text = within(tidy(text), declared_body(root))
    first = lead(root, element_text(root), text)
    return f"{first}\n\n{text}" if first else text


def _extract(markup: str, url: str, *, precise: bool = True) -> Document | None:
    import trafilatura

    # Their warnings would be printed into the terminal's screen.
    for name in ("trafilatura", "htmldate", "courlan", "charset_normalizer", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        root = trafilatura.load_html(markup)
        if root is None:
            return None
        take_out(root)
        found = trafilatura.bare_extraction(
            root,
            url=url or None,
            with_metadata=True,
            include_comments=False,
            # Fewer lines of boilerplate: F1 .96 against .93 on 22 pages of newspaper4k's tests.
            favor_precision=precise,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
        return None if isinstance(found, dict) else found
    except RecursionError:
        raise Bad("HTML nested too deeply", _REMEDY) from None
    except Exception as error:  # a parser of others' pages: whatever it is, this page is the reason
        raise Bad(
            f"the page cannot be read ({type(error).__name__}: {str(error)[:100]})", _REMEDY
        ) from error


def _within_limits(markup: str) -> str:
    """Return the page without what only makes it large. Raises ``Bad`` if it is too large still."""
    markup = _DATA.sub("", markup)
    if len(markup) > MAX_CHARACTERS / 2:
        markup = _STYLE.sub("", markup)
    if _elements(markup) > MAX_ELEMENTS / 2:  # transcripts put every word into one
        markup = _SPAN.sub("", markup)
    if len(markup) > MAX_CHARACTERS or _elements(markup) > MAX_ELEMENTS:
        raise Bad("a page too large to be one article", _REMEDY)
    return markup


def _elements(markup: str) -> int:
    return markup.count("<") - markup.count("</")


def _text(found: Document | None) -> str:
    """Return the main text, a blank line between blocks.

    Read from the tree: in the plain text that trafilatura gives, ends of paragraphs
    and line breaks of the page's source look alike.
    """
    if found is None or found.body is None:
        return ""
    for node in found.body.iter(*_TEI):
        node.tag = _TEI[node.tag]
    return element_text(found.body)


def _headline(title: str, outlet: str) -> str:
    """Return ``title`` without the outlet behind a bar or dash, as page titles have it."""
    match = re.fullmatch(r"(.+?)\s+[|–—-]\s+([^|–—]+)", title)
    names = (outlet.casefold(), outlet.casefold().partition(".")[0])
    return match[1] if match and match[2].casefold() in names else title


def _language(markup: str) -> str:
    root = parse(markup[:20_000])
    return (
        ""
        if root is None
        else (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    )
