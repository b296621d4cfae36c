"""``.jsonl`` and ``.jsonl.gz``: one article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from qabot.domain import Article, Failure
from qabot.reading.lines import lines
from qabot.reading.rows import Row, from_rows
from qabot.reading.source import Bad, Source

_REMEDY = 'Each line is one object, such as {"title": "…", "text": "…"}.'


def read_jsonl(source: Source) -> Iterator[Article | Failure]:
    """Yield the article of each line, streamed."""
    return from_rows(source, _rows(source), "line")


def _rows(source: Source) -> Iterator[Row]:
    for number, line in lines(source):
        yield number, line if isinstance(line, Bad) else _row(line)


def _row(line: str) -> dict[str, object] | Bad:
    value = parse(line)
    if isinstance(value, (dict, Bad)):
        return value
    return Bad(f"a JSON {type(value).__name__}, not an object", _REMEDY)


def parse(text: str) -> object:
    """Return the JSON value of ``text``, or ``Bad`` that says where it goes wrong."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = (
            f"column {error.colno}"
            if error.lineno == 1
            else f"line {error.lineno}, column {error.colno}"
        )
        return Bad(f"not valid JSON ({error.msg.lower().removesuffix(' at')} at {place})", _REMEDY)
    except RecursionError:
        return Bad("JSON nested too deeply", _REMEDY)
    except ValueError as error:  # a number of thousands of digits
        return Bad(f"not usable JSON ({error})", _REMEDY)
