"""Texts and offsets: what citations are cut from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from qabot.domain import Article, Span
from qabot.health.findings import ARTICLES, PASSAGES, Finding, count
from qabot.health.look import Look
from qabot.storage.catalogue import Catalogue
from qabot.storage.documents import PATH as FOREIGN
from qabot.storage.values import content_hash
from qabot.text import SPLITTER, passages, sentences

MOST = 20_000
"""Cutting sentences is slow: in larger corpora so many articles are cut again, spread evenly."""
_AT_ONCE = 500
_FIX = "Run `qabot doctor --fix`."


@dataclass
class _Wrong:
    lost: dict[int, str] = field(default_factory=dict)
    """Articles without text, or with another than was stored."""
    foreign: list[str] = field(default_factory=list)
    """Those of them that are in no file."""
    outside: dict[int, str] = field(default_factory=dict)
    uneven: dict[int, str] = field(default_factory=dict)
    recut: int = 0
    seen: int = 0


def check_articles(look: Look) -> Iterator[Finding]:
    """Every text against its checksum, every offset against its text."""
    catalogue = look.catalogue
    assert catalogue is not None
    wrong = _examine(catalogue)
    if wrong.lost:
        told = f"{count(len(wrong.lost), 'article')}: the stored text is not what was read."
        yield Finding("articles", "error", told, _FIX, ARTICLES, *_about(wrong.lost))
    if wrong.foreign:
        told = f"{count(len(wrong.foreign), 'text')} added through LangChain: damaged."
        remedy = "Add them again: they are in no file."
        yield Finding("articles", "error", told, remedy, details=tuple(wrong.foreign))
    if wrong.outside:
        told = f"{count(len(wrong.outside), 'article')}: passages lie outside of the text."
        yield Finding("offsets", "error", told, _FIX, PASSAGES, *_about(wrong.outside))
    if wrong.uneven:
        told = f"{count(len(wrong.uneven), 'article')}: passages are not cut at sentences."
        yield Finding("offsets", "error", told, _FIX, PASSAGES, *_about(wrong.uneven))
    if not (wrong.lost or wrong.foreign):
        yield Finding("articles", "ok", f"As read from the files: {count(wrong.seen, 'text')}.")
    if not (wrong.outside or wrong.uneven):
        some = f" ({wrong.recut:,} articles cut again)" if wrong.recut < wrong.seen else ""
        yield Finding("offsets", "ok", f"All passages are whole sentences of their texts{some}.")


def _about(wrong: dict[int, str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    return tuple(wrong.values()), tuple(wrong)


def _examine(catalogue: Catalogue) -> _Wrong:
    known = catalogue.identity()
    recut = known is not None and known.splitter == SPLITTER
    with catalogue.reading() as db:
        every = [int(row[0]) for row in db.execute("SELECT number FROM articles ORDER BY number")]
    each = max(1, len(every) // MOST)
    wrong = _Wrong(seen=len(every))
    for at in range(0, len(every), _AT_ONCE):
        numbers = every[at : at + _AT_ONCE]
        # One moment for all of an article: others may be changing it.
        with catalogue.snapshot() as db:
            rows = db.execute(
                """SELECT number, hash, path, key FROM articles
                WHERE number BETWEEN ? AND ? ORDER BY number""",
                (numbers[0], numbers[-1]),
            ).fetchall()
            texts = catalogue.articles(numbers)
            spans = _spans(catalogue, numbers)
        for place, (number, digest, path, key) in enumerate(rows, start=at):
            name = f"{number}: {path}{f', {key}' if key else ''}"
            article = texts.get(number)
            if article is None or content_hash(article) != digest:
                if path == FOREIGN:
                    wrong.foreign.append(name)
                else:
                    wrong.lost[number] = name
                continue
            again = recut and place % each == 0
            wrong.recut += again
            _offsets(article, spans[number], again, name, wrong)
    return wrong


def _spans(catalogue: Catalogue, numbers: list[int]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    with catalogue.reading() as db:
        for number, start, end in db.execute(
            'SELECT article, start, "end" FROM passages WHERE article BETWEEN ? AND ? ORDER BY id',
            (numbers[0], numbers[-1]),
        ):
            found[number].append(Span(start, end))
    return found


def _offsets(article: Article, spans: list[Span], recut: bool, name: str, wrong: _Wrong) -> None:
    size = len(article.text)
    bad = [span for span in spans if not _inside(span, size)]
    if article.path == FOREIGN and spans == cut_anew(article):
        return  # LangChain texts may be empty
    if bad:
        number = article.number
        wrong.outside[number] = f"{name}: {bad[0].start} to {bad[0].end} of {size:,} characters"
    elif cut_anew(article) != spans if recut else (not spans and size):
        wrong.uneven[article.number] = name


def _inside(span: Span, size: int) -> bool:
    whole = isinstance(span.start, int) and isinstance(span.end, int)
    return whole and 0 <= span.start < span.end <= size


def cut_anew(article: Article) -> list[Span]:
    """The passages that an article should have."""
    if article.path == FOREIGN:
        return [Span(0, len(article.text))]
    return passages(article.text, sentences(article.text))
