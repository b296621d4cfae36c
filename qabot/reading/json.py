"""``.json``: one article, a list, or an object with a list of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qabot.domain import Article, Failure
from qabot.reading.encoding import decode
from qabot.reading.fields import article, check_fields, check_mapping, undated
from qabot.reading.jsonl import parse, read_jsonl
from qabot.reading.rows import Row, from_rows
from qabot.reading.source import Bad, Source

LISTS = (
    "articles",
    "items",
    "entries",
    "results",
    "stories",
    "documents",
    "docs",
    "posts",
    "news",
    "data",
    "@graph",
)
"""Names under which other tools keep the list, likeliest first."""


def read_json(source: Source) -> Iterator[Article | Failure]:
    """Yield the articles of a JSON file, which is read whole."""
    text = decode(source.data())
    value = parse(text)
    if isinstance(value, Bad):
        # One object a line under the name of .json is common.
        if isinstance(parse(text.lstrip().partition("\n")[0]), dict):
            yield from read_jsonl(source)
            return
        raise Bad(value.reason, "Check the file, or write one object a line into a .jsonl file.")
    if isinstance(value, Mapping):
        lists = (value[name] for name in LISTS if isinstance(value.get(name), list))
        inside = next(
            (found for found in lists if any(isinstance(row, dict) for row in found)), None
        )
        if inside is None:
            check_mapping(source.mapping)
            check_fields([value], source.mapping)
            found = article(value, source.mapping, path=source.name, key="")
            if found.published is None and (stated := undated(value, source.mapping)):
                source.undated("", stated)
            yield found
            return
        value = inside
    if not isinstance(value, list):
        raise Bad(
            "holds no articles", 'Wanted is an object, a list of objects, or {"articles": […]}.'
        )
    yield from from_rows(source, _rows(value), "item")


def _rows(values: list[object]) -> Iterator[Row]:
    for number, value in enumerate(values, 1):
        if isinstance(value, dict):
            yield number, value
        else:
            yield (
                number,
                Bad(
                    "not an object", 'Each item is one object, such as {"title": "…", "text": "…"}.'
                ),
            )
