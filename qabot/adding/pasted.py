"""Texts without a file: pasted, piped or fetched. They become files of the corpus."""

from __future__ import annotations

import re
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from qabot.adding.atomic import free_name, write_file
from qabot.adding.place import Copies, Found, Placed, Placing, place
from qabot.adding.stamps import relative
from qabot.domain import Article, Failure
from qabot.reading import file_name, front_matter, read, readable

_KINDS = (
    (b"<!doctype html", ".html"),
    (b"<html", ".html"),
    (b"---\n", ".md"),
    (b"---\r\n", ".md"),
    (b"# ", ".md"),
    (b'{"', ".jsonl"),
    (b"{ ", ".jsonl"),
    (b"{\n", ".json"),
    (b"[", ".json"),
)
_ONE_LINE = 80


def _write(article: Article, to: Placing, shown: str) -> Iterator[Found]:
    before = to.versions.before(article) if to.versions else None
    found = write_article(article, to, shown)
    if before and to.versions and isinstance(found, Placed):
        to.versions.replace(before, found.path)
    yield found


def place_text(
    text: str | bytes,
    to: Placing,
    shown: str,
    name: str = "",
    write: Callable[[Article, Placing, str], Iterator[Found]] = _write,
) -> Iterator[Found]:
    """Write a text into the corpus: one article as Markdown under a readable name.

    Documents, Markdown, HTML and JSON are recognised by how they begin, unless ``name`` tells;
    what has named fields and is no JSON is a table.
    ``shown``: what failures call it. ``write``: how a single article is written.
    """
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    with tempfile.TemporaryDirectory(prefix="qabot-") as folder:
        safe = re.sub(r"[^\w.-]+", "-", name).lstrip(".-")[-80:]
        raw = Path(folder) / (safe if readable(Path(safe)) else "pasted" + _kind(data, to.mapping))
        raw.write_bytes(data)
        undated = partial(to.undate, shown)
        items = list(read(raw, raw.name, mapping=to.mapping, undated=undated))
        if len(items) == 1 and isinstance(items[0], Article) and not items[0].key:
            yield from write(items[0], to, shown)
            return
        for found in place(str(raw), replace(to, notes=None, undate=_told)):
            match found:
                case Failure():
                    yield replace(found, path=found.path.replace(str(raw), shown))
                case Copies():
                    yield Copies({key.replace(str(raw), shown): v for key, v in found.of.items()})
                case Placed():
                    yield replace(found, shown=shown)


def _told(shown: str, where: str, stated: str) -> None:
    """Of dates that are none it was told when the text was read first."""


def write_article(article: Article, to: Placing, shown: str, over: Path | None = None) -> Found:
    """Write an article as Markdown with front matter, unless the same content is there.

    ``over``: the file of an older version, which is replaced.
    """
    goal = over or to.folder / file_name(article)
    article = replace(article, path=relative(goal, to.folder), key="")
    content = front_matter(article)
    twin = to.twin(article)
    if twin:
        return Copies({shown: twin})
    try:
        if over is None:
            goal = free_name(goal, lambda taken: taken.read_bytes() == content.encode())
        write_file(goal, content)
    except OSError as error:
        return Failure(
            shown,
            f"it cannot be written into the corpus ({(error.strerror or str(error)).lower()})",
            f"Check the rights of {to.folder} and the space on its disk.",
        )
    return Placed(goal, shown, named=True)


def _kind(data: bytes, mapping: Mapping[str, str]) -> str:
    from qabot.fetching.files import magic  # it loads the client, which texts do not need

    return magic(data) or _packed(data) or (_rows(data) if mapping else "") or _suffix(data)


def _packed(data: bytes) -> str:
    if not data.startswith(b"\x1f\x8b"):
        return ""
    try:
        head = zlib.decompressobj(31).decompress(data[:4096], 200)
    except zlib.error:
        return ""
    kinds = ((b"WARC/", ".warc.gz"), (b"{", ".jsonl.gz"))
    return next((kind for mark, kind in kinds if head.startswith(mark)), "")


def _rows(data: bytes) -> str:
    """The kind of a table: only what has fields gets them named."""
    first = data[:2000].partition(b"\n")[0]
    if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return ""
    return ".tsv" if b"\t" in first else ".csv"


def _suffix(data: bytes) -> str:
    head = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, suffix in _KINDS:
        if head.startswith(mark):
            first = data.strip().partition(b"\n")[0].rstrip()
            if suffix == ".json" and mark == b"[" and not data.rstrip().endswith(b"]"):
                return ".txt"
            if suffix == ".jsonl" and not first.endswith(b"}"):
                return ".json" if data.rstrip().endswith(b"}") else ".txt"
            return suffix
    return ".txt"
