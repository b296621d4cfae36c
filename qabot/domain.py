"""The words of qabot as values: articles, passages, citations, answers, events.

Standard library only, no input or output. Every offset counts characters of
``Article.text``, the normalised text, and every span is half open.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from threading import Event as _Flag


class QabotError(Exception):
    """An error that a user sees: what is wrong, and what to do about it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class Cancelled(Exception):
    """Raised inside long work after its ``Cancel`` token was set."""


class Cancel:
    """A token that its holder sets to stop long work; checked between steps."""

    def __init__(self) -> None:
        self._flag = _Flag()

    def set(self) -> None:
        self._flag.set()

    @property
    def is_set(self) -> bool:
        return self._flag.is_set()

    def check(self) -> None:
        """Raise ``Cancelled`` if the token is set."""
        if self._flag.is_set():
            raise Cancelled


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character range."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One news text. ``text`` is normalised; all offsets refer to it."""

    title: str
    text: str
    source: str = ""
    published: date | None = None
    author: str = ""
    url: str = ""
    language: str = ""
    path: str = ""
    """The file, relative to the corpus folder, with forward slashes."""
    key: str = ""
    """Which article of the file: its id or line; empty in a file of one."""
    number: int = 0
    """Row number in the catalogue; 0 before it is stored."""
    pages: tuple[int, ...] = ()
    """Where each page begins, ascending, if the article was printed on any; an empty page begins
    where the next one does."""

    def page_at(self, offset: int) -> int | None:
        """The page, from 1, on which a character of ``text`` stands."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else None


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What lists show of an article: everything but the text."""

    number: int
    title: str
    source: str
    published: date | None
    author: str
    url: str
    language: str
    path: str
    key: str
    added: float
    """Seconds since the epoch."""
    passages: int
    embedded: int
    """How many of its passages have a vector already."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article: what is embedded and retrieved."""

    id: int
    article: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Why a passage stands where it stands. Scores of a missing leg are None."""

    fused: float
    words: float | None = None
    """BM25 of the full-text search, higher is better."""
    meaning: float | None = None
    """Cosine similarity of question and passage."""
    rerank: float | None = None
    """Late interaction score, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found, with its article and its reasons."""

    passage: Passage
    article: Article
    ranking: Ranking
    also_in: tuple[ArticleRow, ...] = ()
    """Near-copies of the article, left out of the ranking."""

    @property
    def text(self) -> str:
        return self.article.text[self.passage.start : self.passage.end]


@dataclass(frozen=True, slots=True)
class Citation:
    """Quoted words of an article: ``quote == article.text[start:end]``."""

    number: int
    article: int
    title: str
    source: str
    published: date | None
    url: str
    path: str
    start: int
    end: int
    quote: str
    also_in: tuple[str, ...] = ()
    """Outlets or titles of near-copies."""
    page: int | None = None
    """The page on which the quote begins, from 1, if the article has pages."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer and the numbers of what it cites."""

    text: str
    citations: tuple[int, ...] = ()
    bold: tuple[Span, ...] = ()
    """Likely answer words, as spans of ``text``."""
    supported: bool = True
    remark: str = ""
    """Why it is marked, if it is."""

    @property
    def mark(self) -> str:
        """The remark, or what is said of a sentence that is marked without one."""
        return self.remark or ("" if self.supported else "not supported by what it cites")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter or preference that was read out of a question."""

    kind: str
    """``date`` or ``source``."""
    label: str
    """What the user is shown, for example ``June 2023``."""
    words: str = ""
    """The words of the question that it came from."""
    since: date | None = None
    until: date | None = None
    """Last day of the range, included."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A list of statements with citations, or a reasoned nothing."""

    question: str
    searched: str
    """The query really searched, after completion from the thread."""
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    answered: bool = False
    nearest: tuple[Citation, ...] = ()
    """Where to look when nothing answers. Numbered on from the citations."""
    chips: tuple[Chip, ...] = ()
    notices: tuple[str, ...] = ()
    confidence: float = 0.0
    """0 to 1: how likely the articles answer the question."""
    mode: str = "quoting"
    timings: dict[str, float] = field(default_factory=dict)
    """Seconds by step."""
    hits: tuple[Hit, ...] = ()
    """The passages that the answer was chosen from, best first."""

    @property
    def evidence(self) -> tuple[Citation, ...]:
        """All that can be opened: the citations, or else the nearest passages."""
        return self.citations or self.nearest

    @property
    def marked(self) -> tuple[tuple[Statement, tuple[Citation, ...]], ...]:
        """Statements that are marked, each with what it cites."""
        known = {citation.number: citation for citation in self.citations}
        return tuple(
            (said, tuple(known[number] for number in said.citations if number in known))
            for said in self.statements
            if said.remark or not said.supported
        )

    def cited_in(self, hit: Hit) -> tuple[int, ...]:
        """Numbers of the evidence that stands in this passage."""
        return tuple(
            c.number
            for c in self.evidence
            if c.article == hit.passage.article
            and c.start < hit.passage.end
            and hit.passage.start < c.end
        )


COMPLETED = " — "
"""Between a question and the words of its thread that it was completed with."""


# Events of Library.ask, in the order in which they come.


@dataclass(frozen=True, slots=True)
class Searching:
    """The query that is about to be searched, and the filters read from it."""

    searched: str
    chips: tuple[Chip, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """How many passages were found, in how many articles."""

    passages: int
    articles: int


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the answer's text, in order."""

    text: str
    takes_back: int = 0
    """Characters at the end of the text so far that it takes the place of."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation whose number has appeared, or is about to."""

    citation: Citation


@dataclass(frozen=True, slots=True)
class Answered:
    """The end of a successful question."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Failed:
    """The end of a question that met an error."""

    message: str
    remedy: str = ""


AskEvent = Searching | Found | Text | Cited | Answered | Failed


# Adding and syncing.


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work is. ``total`` is 0 while it is unknown."""

    step: str
    """``reading`` (articles), ``embedding`` (passages) or ``indexing`` (passages)."""
    done: int
    total: int
    detail: str = ""


ProgressCallback = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, or a line of one, that could not be added."""

    path: str
    reason: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Report:
    """What adding or syncing did. Numbers count articles."""

    added: tuple[int, ...] = ()
    """Numbers of new articles."""
    changed: tuple[int, ...] = ()
    unchanged: int = 0
    removed: int = 0
    failures: tuple[Failure, ...] = ()
    notices: tuple[str, ...] = ()


def summary(report: Report) -> str:
    """One line that says what happened: ``3 added, 1 changed, 12 already there``."""
    parts = [
        (len(report.added), "added"),
        (len(report.changed), "changed"),
        (report.removed, "removed"),
        (report.unchanged, "already there"),
        (len(report.failures), "failed"),
    ]
    said = [f"{count:,} {word}" for count, word in parts if count]
    return ", ".join(said) or "nothing to do"


_ALIKE = {
    script.upper(): script
    for script in ("Latin", "Cyrillic", "Greek", "Armenian", "Cherokee", "Coptic", "Lisu")
}
"""Scripts with letters that look the same."""
_AS_LATIN = frozenset(
    "АВЕЅІЈКМНОРСТУХԌԚԜаеѕіјорсухԁһӏԛԝ"  # Cyrillic
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲϳ"  # Greek
)
"""Letters that nobody tells from Latin ones."""


def true_name(name: str) -> str:
    """The name of an outlet or article, marked if a word of it mixes scripts that look alike, or
    if all of it looks Latin and is not."""
    if name.isascii():
        return name
    for word in re.findall(r"\w+", name):
        scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in word} & set(_ALIKE)
        if len(scripts) > 1:
            return f"{name} ({' and '.join(_ALIKE[script] for script in sorted(scripts))} letters)"
    letters = {letter for letter in name if letter.isalpha()}
    if len(letters) > 1 and letters <= _AS_LATIN:
        script = unicodedata.name(next(filter(str.isalpha, name))).partition(" ")[0]
        return f"{name} ({_ALIKE[script]} letters)"
    return name


def outlet_and_day(
    source: str,
    published: date | None,
    unknown: str = "outlet unknown",
    *,
    page: int | None = None,
) -> str:
    """``Gazette · 11 May 2024 · p. 3``, with what is missing said or left out."""
    day = f"{published.day} {published:%b %Y}" if published else "no date"
    return f"{true_name(source) or unknown} · {day}" + (f" · p. {page}" if page else "")
