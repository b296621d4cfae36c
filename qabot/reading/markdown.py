"""``.md``: front matter, and a text that stays as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qabot.domain import Article, Failure
from qabot.reading.compose import compose
from qabot.reading.encoding import decode
from qabot.reading.fields import Lookup, check_mapping, undated
from qabot.reading.frontmatter import split
from qabot.reading.pages import FIELD, read_again
from qabot.reading.source import Source

_HEADING = re.compile(r"\s*#[ \t]+(?P<title>[^\n]{1,300}?)[ \t]*#*[ \t]*(?:\n|$)")


def read_markdown(source: Source) -> Iterator[Article | Failure]:
    """Yield the one article of a Markdown file.

    Without a title in the front matter, a heading of the first level at the top
    is the title, and no longer part of the text.
    """
    check_mapping(source.mapping)
    fields, body = split(decode(source.data()))
    found = Lookup(fields, source.mapping)
    title = found.text("title")
    heading = _HEADING.match(body)
    if heading and not title and body[heading.end() :].strip():
        title, body = heading["title"], body[heading.end() :]
    article = compose(
        body,
        title=title,
        source=found.text("source"),
        published=found.day(),
        author=found.text("author"),
        url=found.text("url"),
        language=found.text("language"),
        path=source.name,
    )
    if article.published is None and (stated := undated(fields, source.mapping)):
        source.undated("", stated)
    yield replace(article, pages=read_again(fields.get(FIELD), article.text))
