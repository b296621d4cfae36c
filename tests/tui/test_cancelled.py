"""A written answer that is cancelled: what has come stays, marked, and is saved so."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from driving import ask, chat_app, ready, screen_text, type_text, wait_until
from standin import QUESTION, STRIKE, Standin

from qabot.domain import (
    Answer,
    Answered,
    AskEvent,
    Cancel,
    Cancelled,
    Chip,
    Citation,
    Cited,
    Failed,
    Found,
    Searching,
    Statement,
    Text,
)
from qabot.storage.threads import Threads
from qabot.tui.conversation import Turn
from qabot.tui.copying import turn_text
from qabot.tui.wording import turn_content
from qabot.writing.ending import Draft, _finished
from qabot.writing.streaming import Usage

QUOTE = "The union accepted a rise of six per cent over two years."
AT = STRIKE.text.index(QUOTE)
CITATION = Citation(
    1, 1, STRIKE.title, STRIKE.source, STRIKE.published, STRIKE.url, STRIKE.path, AT, AT + 57, QUOTE
)
TOOK = "1,234 tokens read and 56 written · 2.1 s"


@dataclass
class Writes(Standin):
    """A model that writes one sentence and half of another, then waits to be cancelled."""

    ending: str = "answer"
    """What the library does then: ``answer`` with what it has, ``raise``, or ``fail``."""
    stopped: threading.Event = field(default_factory=threading.Event)
    texts: tuple[str, ...] = ("The union took six per cent [1].", " It had asked")

    def ask(
        self,
        question: str,
        *,
        cancel: Cancel | None = None,
        history: Sequence[Answer] = (),
        without: Sequence[Chip] = (),
    ) -> Iterator[AskEvent]:
        assert cancel is not None
        yield Searching(question)
        yield Found(3, 2)
        for text in self.texts:
            yield Cited(CITATION)
            yield Text(text)
        while not cancel.is_set and not self.ask_gate.wait(0.005):
            pass
        if self.ask_gate.is_set():
            said = (Statement(self.texts[0], (1,)),)
            yield Answered(
                Answer(question, question, said, (CITATION,), True, mode="writing", notices=(TOOK,))
            )
            return
        self.stopped.set()
        if self.ending == "raise":
            raise Cancelled
        if self.ending == "fail":
            yield Failed("The server went away.")
            return
        statements = (
            Statement(self.texts[0], (1,)),
            Statement("It had asked", (), supported=False, remark="unfinished"),
        )
        notices = ("Cancelled: the answer is unfinished.", TOOK)
        yield Answered(
            Answer(
                question, question, statements, (CITATION,), True, mode="writing", notices=notices
            )
        )


@pytest.mark.parametrize("ending", ["answer", "raise", "fail"])
async def test_what_has_come_stays_marked_and_is_saved_so(tmp_path: Path, ending: str) -> None:
    library = Writes(kept_in=tmp_path, ending=ending)
    library.ask_gate.clear()
    app = chat_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        await type_text(pilot, QUESTION)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "It had asked" in screen_text(app))
        await pilot.press("escape")
        await wait_until(pilot, lambda: not app.chat.asking.busy)
        assert library.stopped.is_set()
        shown = screen_text(app)
        assert "The union took six per cent [1]." in shown
        assert "It had asked" in shown
        assert "? unfinished" in shown
        assert "! Cancelled: the answer is unfinished." in shown
        assert f"! {TOOK}" not in shown
        assert app.chat.prompt.text == ""
        assert "cancelled" not in shown
        assert turn_text(app.chat.asking.conversation.turns[0], sources=False).endswith(
            "(? unfinished)"
        )
        await pilot.press("1")  # its source opens as any other's
        await wait_until(pilot, lambda: app.chat.source.article)
        await pilot.press("escape")
        library.ask_gate.set()
        await ask(pilot, "and then?")  # and the next question is answered
    threads = Threads(tmp_path)
    (row,) = threads.rows()
    first, second = threads.turns(row.id)
    assert first.answer is not None
    assert first.answer.statements[-1].remark == "unfinished"
    assert "It had asked" in first.answer.statements[-1].text
    assert second.answer is not None
    again = chat_app(Standin(kept_in=tmp_path), resume=True)
    async with again.run_test(size=(100, 30)) as pilot:
        await wait_until(pilot, lambda: "? unfinished" in screen_text(again))


async def test_esc_again_is_for_what_waits_and_before_any_word_all_is_taken_back(
    tmp_path: Path,
) -> None:
    library = Writes(kept_in=tmp_path, texts=())
    library.ask_gate.clear()
    app = chat_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        await type_text(pilot, QUESTION)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "reading 3 passages" in screen_text(app))
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.chat.prompt.text == QUESTION)
        await wait_until(pilot, lambda: not app.chat.asking.busy)
        assert app.chat.asking.conversation.turns == []
    assert Threads(tmp_path).rows() == []


async def test_a_new_thread_keeps_what_has_come_in_the_old_one(tmp_path: Path) -> None:
    library = Writes(kept_in=tmp_path)
    library.ask_gate.clear()
    app = chat_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        await type_text(pilot, QUESTION)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "It had asked" in screen_text(app))
        await pilot.press("ctrl+n")
        await wait_until(pilot, lambda: not app.chat.asking.busy)
        assert "It had asked" not in screen_text(app)
    threads = Threads(tmp_path)
    (turn,) = threads.turns(threads.rows()[0].id)
    assert turn.answer is not None
    assert turn.answer.statements[-1].remark == "unfinished"


async def test_what_it_took_is_said_calmly() -> None:
    usage = Usage(read=1234, written=56, seconds=2.1)
    assert _finished(Answer("q", "q"), Draft(), usage).notices == (TOOK,)
    silent = _finished(Answer("q", "q"), Draft(), Usage(seconds=2.1))
    kept = "1,234 tokens read and 56 written."  # as answers were kept before
    for notice in (*silent.notices, kept):
        turn = Turn(1, "q", answer=Answer("q", "q", notices=(notice,)))
        assert f"! {notice}" not in turn_content(turn).plain
    assert silent.notices == ("Written in 2.1 s.",)
    app = chat_app(Writes())
    async with app.run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        await ask(pilot, QUESTION)
        lines = screen_text(app).splitlines()
        assert any(line.strip() == TOOK for line in lines)
        content = turn_content(app.chat.asking.conversation.turns[0])
        styles = {str(s.style) for s in content.spans if TOOK in content.plain[s.start : s.end]}
        assert styles == {"$text-muted"}
