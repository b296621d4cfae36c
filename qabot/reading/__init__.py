"""Bytes to articles: one small module a format, one registry of suffixes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from qabot.domain import Article, Failure
from qabot.reading.filenames import file_name
from qabot.reading.frontmatter import front_matter
from qabot.reading.registry import SUFFIXES, readable, reader
from qabot.reading.source import Bad, Source, Undated, why
from qabot.reading.walk import left_out, walk

__all__ = [
    "SUFFIXES",
    "Undated",
    "file_name",
    "front_matter",
    "left_out",
    "read",
    "readable",
    "walk",
    "why",
]


def read(
    path: Path,
    name: str,
    *,
    mapping: Mapping[str, str] | None = None,
    undated: Undated | None = None,
) -> Iterator[Article | Failure]:
    """Yield the articles of one file, in order, and a failure for each part that is none.

    ``name`` is the file relative to the corpus folder, with forward slashes.
    ``mapping`` gives the file's name for fields of ours, such as ``{"text": "body"}``.
    ``undated`` is told of dates that are none; their articles are yielded without one.
    Bad content never raises. Files of many articles are streamed, except ``.json``.
    """
    source = Source(path, name, mapping or {})
    if undated is not None:
        source = replace(source, undated=undated)
    try:
        if not _is_unicode(name):
            source = replace(source, name=name.encode("utf-8", "replace").decode())
            raise Bad("its name is not valid Unicode", "Rename it.")
        source.check()
        yield from reader(path)(source)
    except Bad as bad:
        yield source.failure(bad.reason, bad.remedy, bad.where)
    except OSError as error:
        yield source.failure(*why(error))
    except MemoryError:
        yield source.failure("too large for this machine's memory", "Split it.")


def _is_unicode(name: str) -> bool:
    # Linux names are bytes: what is not UTF-8 arrives as unpaired surrogates.
    return not any("\ud800" <= character <= "\udfff" for character in name)
