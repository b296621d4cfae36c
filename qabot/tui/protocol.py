"""What the chat needs of ``qabot.library.Library``, and of what can be helped or copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from qabot.domain import (
    Answer,
    Article,
    ArticleRow,
    AskEvent,
    Cancel,
    Chip,
    ProgressCallback,
    Report,
)


class CountsLike(Protocol):
    """How much the catalogue holds."""

    @property
    def articles(self) -> int: ...
    @property
    def passages(self) -> int: ...
    @property
    def embedded(self) -> int: ...


class LibraryLike(Protocol):
    """The part of the façade that the chat calls. Every method may run in any thread."""

    @property
    def folder(self) -> Path: ...
    def warm(self) -> None: ...
    def add(
        self,
        sources: Sequence[str],
        *,
        texts: Sequence[str | bytes] = (),
        progress: ProgressCallback | None = None,
        cancel: Cancel | None = None,
    ) -> Report: ...
    def sync(
        self, *, progress: ProgressCallback | None = None, cancel: Cancel | None = None
    ) -> Report: ...
    def remove(self, number: int) -> ArticleRow: ...
    def rows(self) -> list[ArticleRow]: ...
    def counts(self) -> CountsLike: ...
    def article(self, number: int) -> Article: ...
    def ask(
        self,
        question: str,
        *,
        cancel: Cancel | None = None,
        history: Sequence[Answer] = (),
        without: Sequence[Chip] = (),
    ) -> Iterator[AskEvent]: ...
    def suggestions(self) -> list[str]: ...
    def close(self) -> None: ...


@runtime_checkable
class Helpable(Protocol):
    """A widget that can tell what it is for. F1 shows it."""

    HELP: str


@runtime_checkable
class Copyable(Protocol):
    """A widget whose text can be copied, without and with its sources."""

    def copy_text(self, sources: bool) -> str: ...
