"""A library in memory for pictures that must not change: fixed articles, fixed timings.

It yields the real events and values of ``qabot.domain``, and can be held at a point.
"""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Event

from qabot.domain import (
    Answer,
    Answered,
    Article,
    ArticleRow,
    AskEvent,
    Cancel,
    Chip,
    Citation,
    Cited,
    Failed,
    Failure,
    Found,
    Hit,
    Passage,
    Progress,
    ProgressCallback,
    QabotError,
    Ranking,
    Report,
    Searching,
    Span,
    Statement,
    Text,
)
from qabot.storage.threads import Threads

STRIKE = Article(
    title="Port strike ends after union accepts six per cent",
    source="Harbour Gazette",
    published=date(2024, 5, 12),
    author="Ines Marlow",
    url="https://gazette.example/2024/05/12/port-strike-ends",
    path="2024-05-12-port-strike-ends.md",
    text=(
        "Dockers at the northern terminal went back to work on Sunday morning, ending a strike "
        "that had closed the port for nineteen days.\n\n"
        "The union accepted a rise of six per cent over two years. Its members had asked for "
        "nine. Four out of five voted for the offer late on Saturday.\n\n"
        "The port authority said that forty ships were waiting in the bay. It expects the last "
        "of them to be unloaded by the end of the month.\n\n"
        "Shops in the region had begun to run short of fruit and of spare parts. Two car plants "
        "inland had stopped work."
    ),
    number=1,
)
TALKS = Article(
    title="Night-shift plan dropped in harbour talks",
    source="Courier",
    published=date(2024, 5, 11),
    path="wire/2024-05.jsonl",
    key="17",
    text=(
        "The port authority withdrew its plan for night shifts after two days of talks with "
        "the dockers' union.\n\n"
        "A spokeswoman called the plan premature. The strike had begun when rosters for "
        "the night shift were pinned to a notice board without a word to the crews."
    ),
    number=2,
)
BRIDGE = Article(
    title="Old bridge to reopen [again] in autumn",
    published=date(2023, 2, 3),
    path="bridge.txt",
    text=(
        "The old bridge will reopen to trams in September, the city council said. Work on the "
        "foundations took a year longer than planned."
    ),
    number=3,
)
QUESTION = "why did the port strike end?"


@dataclass(frozen=True)
class Counts:
    articles: int
    passages: int
    embedded: int


def passing_folder() -> Path:
    """A folder that is deleted when the tests have ended."""
    folder = Path(tempfile.mkdtemp(prefix="qabot-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@dataclass
class Standin:
    """Answers by counting common words; good enough to draw."""

    known: list[Article] = field(default_factory=lambda: [STRIKE, TALKS, BRIDGE])
    folder: Path = Path("corpus")
    open_gate: Event = field(default_factory=Event)
    ask_gate: Event = field(default_factory=Event)
    add_gate: Event = field(default_factory=Event)
    removed: list[int] = field(default_factory=list)
    gone: dict[int, Article] = field(default_factory=dict)
    reread_paths: list[str] = field(default_factory=list)
    broken: list[Failure] = field(default_factory=list)
    """Files that could not be read."""
    pending: set[int] = field(default_factory=set)
    """Articles whose passages have no vectors yet."""
    closed: bool = False
    notices: list[str] = field(default_factory=list)
    """How the corpus was found."""
    changes: list[Report] = field(default_factory=list)
    """What the watch is still to tell."""
    model: str = ""
    listed: list[str] = field(default_factory=lambda: ["ollama:llama3.2", "ollama:qwen3:4b"])
    """Models that a server lists."""
    used: list[object] = field(default_factory=list)
    """Settings that were taken."""
    kept_in: Path = field(default_factory=passing_folder)
    """Where threads are kept."""

    def __post_init__(self) -> None:
        for gate in (self.open_gate, self.ask_gate, self.add_gate):
            gate.set()

    @cached_property
    def threads(self) -> Threads:
        return Threads(self.kept_in)

    def cited(self, citation: Citation) -> Article:
        return self.article(citation.article)

    def open(self) -> Standin:
        self.open_gate.wait(20)
        return self

    def warm(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True

    def models(self) -> list[str]:
        return self.listed

    def check_model(self, name: str) -> None:
        if ":" not in name:
            raise QabotError(f"There is no model called {name!r}.", "Models are named ollama:NAME.")

    def use_model(self, name: str, *, reached: bool = False) -> str:
        if name and name not in self.listed:
            raise QabotError(f"{name} needs a key.", "Set OPENAI_API_KEY.")
        self.model = name
        return name

    def use_settings(self, settings: object) -> None:
        self.used.append(settings)

    def counts(self) -> Counts:
        return Counts(len(self.known), 3 * len(self.known), 3 * len(self.known))

    def suggestions(self) -> list[str]:
        return [QUESTION, "when will the old bridge reopen?"] if self.known else []

    def sync(
        self, *, progress: ProgressCallback | None = None, cancel: Cancel | None = None
    ) -> Report:
        return Report(unchanged=len(self.known))

    def add(
        self,
        sources: Sequence[str],
        *,
        texts: Sequence[str | bytes] = (),
        progress: ProgressCallback | None = None,
        cancel: Cancel | None = None,
    ) -> Report:
        assert progress is not None
        assert cancel is not None
        progress(Progress("embedding", 12, 40, "".join(sources[:1])))
        while not self.add_gate.wait(0.01):
            cancel.check()
        failures = []
        added = []
        for text in texts:
            assert isinstance(text, str)
            added.append(self._put(Article(text[:40], text)))
        for source in sources:
            path = Path(source)
            if not path.exists():
                failures.append(Failure(source, "there is no such file", "Check the path."))
                continue
            added.append(self._put(Article(path.stem, path.read_text(), path=path.name)))
        return Report(added=tuple(added), failures=tuple(failures))

    def _put(self, article: Article) -> int:
        number = max([known.number for known in self.known], default=0) + 1
        self.known.append(replace(article, number=number))
        return number

    def watch(self, on_change: Callable[[Report], None], cancel: Cancel) -> None:
        while not cancel.is_set:
            if self.changes:
                on_change(self.changes.pop(0))
            time.sleep(0.02)

    def remove(self, number: int) -> ArticleRow:
        row = next(row for row in self.rows() if row.number == number)
        gone = self.known
        self.known = [article for article in self.known if article.number != number]
        self.removed.append(number)
        self.gone[number] = next(a for a in gone if a.number == number)
        return row

    def restore(
        self,
        number: int,
        *,
        progress: ProgressCallback | None = None,
        cancel: Cancel | None = None,
    ) -> Report:
        return Report(added=(self._put(self.gone.pop(number)),))

    def reread(
        self,
        path: str,
        *,
        progress: ProgressCallback | None = None,
        cancel: Cancel | None = None,
    ) -> Report:
        self.reread_paths.append(path)
        self.broken = [failure for failure in self.broken if failure.path != path]
        return Report(changed=(1,))

    def failures(self) -> list[Failure]:
        return list(self.broken)

    def rows(self) -> list[ArticleRow]:
        rows = [
            ArticleRow(
                a.number,
                a.title,
                a.source,
                a.published,
                a.author,
                a.url,
                a.language,
                a.path,
                a.key,
                1_715_515_200.0 + 90_000 * a.number,
                1 + len(a.text) // 400,
                0 if a.number in self.pending else 1 + len(a.text) // 400,
            )
            for a in self.known
        ]
        return sorted(rows, key=lambda row: row.published or date.min, reverse=True)

    def article(self, number: int) -> Article:
        for article in self.known:
            if article.number == number:
                return article
        raise QabotError(f"There is no article {number}.", "It may have been removed.")

    def ask(
        self,
        question: str,
        *,
        cancel: Cancel | None = None,
        history: Sequence[Answer] = (),
        without: Sequence[Chip] = (),
    ) -> Iterator[AskEvent]:
        yield Searching(question)
        cancel = cancel or Cancel()
        while not self.ask_gate.wait(0.01):
            cancel.check()
        cancel.check()
        if "fail" in question:
            yield Failed("The index does not fit the model.", "Run: qabot rebuild")
            return
        if "crash" in question:
            raise ZeroDivisionError("division by [zero]")
        wanted = _words(question)
        found: list[tuple[int, Article, Span]] = []
        for article in self.known:
            for match in re.finditer(r"[^.\n]+\.", article.text):
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                score = len(wanted & _words(match[0]))
                found.append((score, article, Span(start, match.end())))
        found.sort(key=lambda hit: -hit[0])
        good = [hit for hit in found if hit[0] >= 2][:3]
        yield Found(len(found), len(self.known))
        hits = tuple(
            Hit(
                Passage(n, a.number, span.start, span.end), a, Ranking(score / 10, score, None, 0.5)
            )
            for n, (score, a, span) in enumerate(found[:6], 1)
        )
        chips = (Chip("date", "May 2024", "in May"), Chip("source", "Courier", "the Courier"))
        chips = tuple(c for c in chips if c.words in question and c not in without)
        cited = tuple(_cite(n, hit) for n, hit in enumerate(good or found[:2], 1))
        if not good:
            yield Answered(
                Answer(question, question, nearest=cited, timings={"total": 0.14}, hits=hits)
            )
            return
        statements = []
        for citation in cited:
            yield Cited(citation)
            yield Text(f"“{citation.quote}” [{citation.number}]\n")
            at = citation.quote.find("six per cent")
            bold = (Span(at, at + 12),) if at >= 0 else ()
            statements.append(Statement(citation.quote, (citation.number,), bold))
        yield Answered(
            Answer(
                question,
                question,
                tuple(statements),
                cited,
                True,
                chips=chips,
                confidence=0.9,
                hits=hits,
                timings={"total": 0.2},
            )
        )


def _cite(number: int, hit: tuple[int, Article, Span]) -> Citation:
    _, a, span = hit
    quote = a.text[span.start : span.end]
    return Citation(
        number, a.number, a.title, a.source, a.published, a.url, a.path, span.start, span.end, quote,
        page=a.page_at(span.start),
    )  # fmt: skip


def _words(text: str) -> set[str]:
    few = {"the", "and", "did", "was", "for", "why", "when", "will", "what", "that", "had", "are"}
    return set(re.findall(r"\w{3,}", text.lower())) - few
