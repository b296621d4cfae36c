"""A thread of questions and answers as the chat sees it. No widgets here."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from qabot.domain import (
    COMPLETED,
    Answer,
    Answered,
    AskEvent,
    Cancel,
    Chip,
    Citation,
    Cited,
    Failed,
    Found,
    Searching,
    Statement,
    Text,
)
from qabot.tui.protocol import SavedTurnLike

Phase = Literal["waiting", "asking", "stopping", "answered", "failed", "cancelled"]
"""``stopping``: it was cancelled, and what has come of its answer is kept."""


@dataclass(eq=False)
class Turn:
    """One question and what has come of it so far."""

    number: int
    question: str
    phase: Phase = "waiting"
    searched: str = ""
    chips: tuple[Chip, ...] = ()
    found: Found | None = None
    text: str = ""
    """The answer's text as it comes in; the final answer replaces it."""
    cited: list[Citation] = field(default_factory=list)
    answer: Answer | None = None
    failure: Failed | None = None
    details: str = ""
    """More of an unforeseen error, for copying."""
    seconds: float = 0.0
    without: tuple[Chip, ...] = ()
    """Filters that the user dropped."""
    asked: float = field(default_factory=time.time)
    """Seconds since the epoch."""
    kept: int | None = None
    """Its number among the saved turns. Set in the thread that saves."""
    cancel: Cancel = field(default_factory=Cancel)

    def apply(self, event: AskEvent) -> None:
        """Take one event of ``Library.ask``."""
        match event:
            case Searching(searched, chips):
                self.searched, self.chips = searched, chips
            case Found():
                self.found = event
            case Text(text, takes_back):
                self.text = self.text[: len(self.text) - takes_back] + text
            case Cited(citation):
                # Numbers are given anew where all before was only thought.
                self.cited = [one for one in self.cited if one.number != citation.number]
                self.cited.append(citation)
            case Answered(answer):
                self.answer, self.phase = answer, "answered"
            case Failed():
                self.failure, self.phase = event, "failed"

    def stop(self) -> None:
        """Cancel it. What has come of its answer is kept, as unfinished."""
        self.phase = "stopping" if self.phase == "asking" and self.text.strip() else "cancelled"
        self.cancel.set()

    def unfinished(self) -> Answer:
        """What has come, as an answer."""
        text = self.text.strip()
        numbers = tuple(c.number for c in self.cited if f"[{c.number}]" in text)
        said = Statement(text, numbers, supported=False, remark="unfinished")
        return Answer(
            self.question,
            self.searched or self.question,
            (said,),
            tuple(self.cited),
            answered=True,
            chips=self.chips,
            notices=("Cancelled: the answer is unfinished.",),
            mode="writing",
        )

    @property
    def finished(self) -> bool:
        return self.phase in ("answered", "failed", "cancelled")

    @property
    def standing(self) -> str:
        """The question so that it stands for itself, wherever in the thread it is asked again."""
        searched = self.answer.searched if self.answer else self.searched
        completed = COMPLETED in searched and COMPLETED not in self.question
        return searched if completed else self.question

    @property
    def evidence(self) -> tuple[Citation, ...]:
        """All that can be opened by number."""
        return self.answer.evidence if self.answer else tuple(self.cited)

    @property
    def steps(self) -> list[tuple[int | None, int]]:
        """The way through the answer: each statement's place with each number that it cites."""
        if self.answer is None or not self.answer.answered:
            return [(None, citation.number) for citation in self.evidence]
        statements = enumerate(self.answer.statements)
        return [(place, number) for place, said in statements for number in said.citations]

    def citation(self, number: int) -> Citation | None:
        """The citation, or nearest passage, with this number."""
        return next((c for c in self.evidence if c.number == number), None)


@dataclass
class Conversation:
    """The turns in order. One is asked at a time; later ones wait."""

    turns: list[Turn] = field(default_factory=list)
    kept: int | None = None
    """Its number among the saved threads. Set in the thread that saves."""
    title: str = ""
    """What the user called it, else its first question."""
    _count: int = 0

    def add(self, question: str, without: tuple[Chip, ...] = ()) -> Turn:
        self._count += 1
        turn = Turn(self._count, question, without=without)
        self.turns.append(turn)
        self.title = self.title or question
        return turn

    @classmethod
    def resumed(cls, id: int, title: str, saved: Sequence[SavedTurnLike]) -> Conversation:
        """A saved thread, to be read and gone on with."""
        conversation = cls(kept=id, title=title)
        for one in saved:
            turn = conversation.add(one.question)
            turn.kept, turn.asked, turn.seconds = one.id, one.asked, one.seconds
            if one.answer is not None:
                turn.apply(Answered(one.answer))
            elif one.failure:
                turn.apply(Failed(one.failure, one.remedy))
            else:
                turn.apply(Failed("This was not answered before qabot was left.", "Ask again."))
        return conversation

    def remove(self, turn: Turn) -> None:
        self.turns.remove(turn)

    def next_waiting(self) -> Turn | None:
        """The turn to ask now: the oldest that waits."""
        return next((turn for turn in self.turns if turn.phase == "waiting"), None)

    def last_open(self) -> Turn | None:
        """The turn that a cancel is for: the newest that is not finished."""
        open_ones = (t for t in reversed(self.turns) if not t.finished and t.phase != "stopping")
        return next(open_ones, None)

    def latest_with_evidence(self) -> Turn | None:
        return next((turn for turn in reversed(self.turns) if turn.evidence), None)

    def answers_before(self, turn: Turn) -> tuple[Answer, ...]:
        """What a follow-up may refer to."""
        earlier = self.turns[: self.turns.index(turn)] if turn in self.turns else self.turns
        return tuple(t.answer for t in earlier if t.answer is not None)

    def questions(self) -> list[str]:
        return [turn.question for turn in self.turns]
