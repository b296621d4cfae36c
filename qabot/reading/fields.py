"""Named fields of a row (JSON, CSV, Parquet, front matter) to an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from qabot.domain import Article
from qabot.reading.compose import compose, shorten
from qabot.reading.dates import parse_date
from qabot.reading.source import Bad

# Ours first, then what other tools write; compared without case, spaces and marks.
NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "heading", "head", "subject", "name"),
    "text": (
        "text", "body", "content", "articlebody", "articletext", "fulltext", "maintext", "bodytext", "cleanedtext",
        "plaintext", "contenttext", "story", "article", "raw", "rawtext", "bodyhtml", "contenthtml", "description",
        "summary", "abstract",
    ),
    "source": (
        "source", "outlet", "publisher", "publication", "newspaper", "sitename", "site", "website", "sourcename",
        "medium", "domain", "sourcedomain", "feed", "journal",
    ),
    "published": (
        "published", "publishedat", "publisheddate", "publishdate", "datepublished", "publicationdate", "pubdate",
        "date", "datetime", "articledate", "issued", "timestamp", "time", "created", "createdat", "datecreated",
    ),
    "author": ("author", "authors", "byline", "creator", "writer", "by"),
    "url": (
        "url", "link", "href", "canonicalurl", "canonical", "permalink", "sourceurl", "articleurl", "weburl", "uri",
        "webpage",
    ),
    "language": ("language", "lang", "locale", "inlanguage"),
    "id": ("id", "guid", "uuid", "key", "articleid", "docid", "documentid"),
}  # fmt: skip
_TAG = re.compile(
    r"</?(?:p|div|br|article|section|h[1-6]|span|a|ul|li)\b[^<>]{0,500}>", re.IGNORECASE
)


def check_mapping(mapping: Mapping[str, str]) -> None:
    """Raise ``Bad`` when ``mapping`` has a name that is no field of an article."""
    for name in mapping:
        if name not in NAMES:
            raise Bad(
                f"the mapping names “{name}”, which is no field", f"Fields are {', '.join(NAMES)}."
            )


def check_fields(rows: Sequence[Mapping[str, object]], mapping: Mapping[str, str]) -> None:
    """Raise ``Bad`` when ``mapping`` names a field that none of ``rows`` has."""
    for ours, theirs in mapping.items():
        if rows and not any(_has(row, theirs) for row in rows):
            names = dict.fromkeys(str(name) for row in rows for name in row)
            there = ", ".join(names)
            raise Bad(
                f"no field “{theirs}”, which --map names for {ours} (fields: {there[:200] or 'none'})",
                f"Name one of its fields, for example --map {ours}={next(iter(names), 'body')}.",
            )


def is_known(name: str, mapping: Mapping[str, str]) -> bool:
    """Whether a column of this name may hold a field of an article."""
    wanted = {part for path in mapping.values() for part in (path, path.partition(".")[0])}
    return name in wanted or any(_bare(name) in names for names in NAMES.values())


def article(
    row: Mapping[str, object], mapping: Mapping[str, str], *, path: str, key: str
) -> Article:
    """Return the article that ``row`` holds. Raises ``Bad`` when it has no text.

    A field in ``mapping`` is taken from there and nowhere else; the others are
    found by their usual names. ``key`` stands in for a missing id, unless it is empty.
    """
    found = Lookup(row, mapping)
    text = found.text("text", paragraphs=True)
    if not text.strip():
        for number in filter(_is_number, found.values("text")):
            raise Bad(
                f"its text is a number ({str(number)[:40]})",
                "Name the field that holds it, for example --map text=body.",
            )
        names = ", ".join(str(name) for name in list(row)[:8])
        wanted = f"“{mapping['text']}”" if "text" in mapping else "“text”"
        raise Bad(
            f"no text: {wanted} is missing or empty (fields: {names[:200] or 'none'})",
            "Name the field that holds it, for example --map text=body.",
        )
    return compose(
        plain(text),
        title=found.text("title"),
        source=found.text("source"),
        published=found.day(),
        author=found.text("author"),
        url=found.text("url"),
        language=found.text("language"),
        path=path,
        key=(found.text("id").strip()[:200] or key) if key else "",
    )


class Lookup:
    """Finds our fields among the names of a row."""

    def __init__(self, row: Mapping[str, object], mapping: Mapping[str, str]) -> None:
        self._row = row
        self._mapping = mapping
        self._plain = {_bare(str(name)): value for name, value in reversed(list(row.items()))}

    def values(self, field: str) -> Iterable[object]:
        """Yield what may be the field, likeliest first."""
        if field in self._mapping:
            yield _at(self._row, self._mapping[field])
            return
        for name in NAMES[field]:
            if name in self._plain:
                yield self._plain[name]

    def text(self, field: str, *, paragraphs: bool = False) -> str:
        """Return the first value with something in it, as text."""
        joint = "\n\n" if paragraphs else ", "
        # A number is no paragraph.
        found = (v for v in self.values(field) if not (paragraphs and _is_number(v)))
        return next(filter(str.strip, (as_text(value, joint) for value in found)), "")

    def day(self) -> date | None:
        """Return the first value that is a day."""
        return next(filter(None, map(parse_date, self.values("published"))), None)


def as_text(value: object, joint: str) -> str:
    """Return a JSON value as text: lists joined, of objects their name."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, Mapping):
        inner = next(
            (
                value[name]
                for name in ("name", "text", "title", "value", "rendered")
                if name in value
            ),
            None,
        )
        return inner if isinstance(inner, str) else ""
    if isinstance(value, (list, tuple)):
        return joint.join(
            filter(
                str.strip, (as_text(part, joint) for part in value if not isinstance(part, list))
            )
        )
    if isinstance(value, float) and value != value:  # NaN: how data frames write "missing"
        return ""
    return str(value) if isinstance(value, (int, float, date)) else ""


def undated(row: Mapping[str, object], mapping: Mapping[str, str]) -> str:
    """Return what ``row`` states as its date, as text; nothing if it states none."""
    return shorten(" ".join(Lookup(row, mapping).text("published").split()), 40)


def plain(text: str) -> str:
    """Return ``text`` without HTML, if it plainly is HTML (as the bodies of many APIs are)."""
    if len(_TAG.findall(text[:5000])) < 2:
        return text
    from qabot.reading.markup import text_of

    return text_of(text)


def _is_number(value: object) -> bool:
    return isinstance(value, (bool, int, float)) and value == value  # NaN means "missing"


def _has(row: Mapping[str, object], name: str) -> bool:
    if name in row:
        return True
    value: object = row
    for part in name.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return False
        value = value[part]
    return True


def _at(row: Mapping[str, object], name: str) -> object:
    """Return a value by exact name, else by a dotted path into nested objects."""
    if name in row:
        return row[name]
    value: object = row
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()
