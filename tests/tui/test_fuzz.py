"""Hostile text in every place that shows text: no crash, nothing acts on the terminal, and what
can be shown is shown."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from driving import ask, asked, chat_app, command, paste, ready, screen_text, wait_until
from rich.segment import Segment
from standin import STRIKE, Standin
from textual.pilot import Pilot

from qabot.domain import (
    Answer,
    Answered,
    Chip,
    Failed,
    Failure,
    Hit,
    Passage,
    QabotError,
    Ranking,
    Report,
    Searching,
    Span,
    Statement,
    Text,
)
from qabot.text import visible
from qabot.tui.screens.failures import FailuresScreen
from qabot.tui.screens.threads import ThreadsScreen
from qabot.tui.screens.why import WhyScreen
from qabot.tui.widgets.article_preview import ArticlePreview

PIECES = [
    "[bold]",
    "[/]",
    "[/a/b]",
    "[@click=app.quit]x[/]",
    "[red on blue",
    "]]",
    "\\[",
    "$accent",
    "{self}",
    "%s",
    "\x1b[2J",
    "\x1b]0;title\x07",
    "\x1b]52;c;aGk=\x1b\\",
    "\x9b31m",
    "\x00",
    "\x07",
    "\x7f",
    "\r",
    "\b\b",
    "\t",
    "\u202eabc\u202c",
    "\u2066x\u2069",
    "\u200b\u200d",
    "\ufeff",
    "漢字テスト",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "e\u0301\u0323" * 3,
    "z" + "\u0300" * 40,
    "\U000e0041",
    "\u2028",
    "a" * 90,
    "العربية",
    "\ue000",
    "<b>&amp;</b>",
    "`rm`",
    "#h1",
]


def nasty(draw: random.Random, pieces: int = 6) -> str:
    """Some of the worst, with a plain word that must be seen."""
    return " ".join(["word", *(draw.choice(PIECES) for _ in range(pieces))])


class Hostile(Standin):
    """Every field of every value is hostile."""

    draw: random.Random

    def ask(self, question: str, **more: Any) -> Any:
        n = lambda: nasty(self.draw)  # noqa: E731
        yield Searching(n(), (Chip("date", n(), n()),))
        yield Text(f"{n()} [1]\n")
        if "fail" in question:
            yield Failed(n(), n())
            return
        if "crash" in question:
            raise RuntimeError(n())
        (a,) = self.known[:1]
        found = list(Standin([STRIKE]).ask("union accepted offer authority ships"))
        answered = found[-1]
        assert isinstance(answered, Answered)
        citations = tuple(
            replace(
                c,
                title=n(),
                source=n(),
                url=f"https://x.example/{n()}",
                path=n(),
                quote=a.text[:80],
                start=0,
                end=80,
                also_in=(n(), n()),
            )
            for c in answered.answer.citations[:2]
        )
        statements = tuple(
            Statement(f"{n()}\n{n()}", (1, 2, 99), (Span(3, 30), Span(-4, 9999)), False, n())
            for _ in range(2)
        )
        yield Answered(
            Answer(
                question,
                n(),
                statements,
                citations,
                True,
                chips=(Chip("date", n(), n(), date(1, 1, 1)),),
                notices=(n(), n()),
                confidence=0.5,
                mode=self.draw.choice(["quoting", "writing"]),
                timings={n(): 0.1},
                hits=(Hit(Passage(1, a.number, 0, 80), a, Ranking(0.1, None, 1e9, -0.0)),),
            )
        )

    def suggestions(self) -> list[str]:
        return [nasty(self.draw), nasty(self.draw)]

    def add(self, sources: Any, **more: Any) -> Report:
        if "raise" in sources[0]:
            raise QabotError(nasty(self.draw), nasty(self.draw))
        failures = tuple(Failure(nasty(self.draw), nasty(self.draw), "fix") for _ in range(3))
        return Report(failures=failures, notices=(nasty(self.draw),))


def check(app: Any) -> str:
    """What is on the screen, after a look at every piece of it that goes to the terminal."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            assert isinstance(segment, Segment)
            assert segment.control is None
            assert visible(segment.text) == segment.text, repr(segment.text)
            assert "\n" not in segment.text
            assert "\t" not in segment.text
    shown = screen_text(app)
    assert "word" in shown
    return shown


async def walk(pilot: Pilot[Any], app: Any, draw: random.Random) -> None:
    """To every place that shows text."""
    await ready(pilot)
    check(app)  # first questions
    await paste(pilot, nasty(draw))
    check(app)
    await pilot.press("ctrl+c")
    await ask(pilot, "question")
    check(app)
    await ask(pilot, "please fail")
    await ask(pilot, "please crash")
    check(app)
    await command(pilot, "/add x.txt")
    await wait_until(pilot, lambda: "3 failed" in screen_text(app))
    check(app)
    await command(pilot, "/add raise")
    await wait_until(pilot, lambda: "Adding raise failed" in screen_text(app))
    check(app)
    await pilot.press("ctrl+b")
    await wait_until(pilot, lambda: app.chat.source.view.has_focus)
    check(app)
    await pilot.press("enter", "/")
    await paste(pilot, nasty(draw, 2))
    check(app)
    await pilot.press("escape", "escape", "escape")
    await command(pilot, "/rename " + " ".join(visible(nasty(draw)).split()))
    await command(pilot, "/why")
    await wait_until(pilot, lambda: isinstance(app.screen, WhyScreen))
    check(app)
    await pilot.press("escape")
    await command(pilot, "/articles")
    await wait_until(pilot, lambda: "1 in all" in screen_text(app))
    preview = app.screen.query_one(ArticlePreview)
    await wait_until(pilot, lambda: preview.view.text)
    check(app)
    await pilot.press("f4")
    await wait_until(pilot, lambda: isinstance(app.screen, FailuresScreen))
    check(app)
    await pilot.press("escape")
    await paste(pilot, nasty(draw, 2))
    await pilot.press("escape", "delete")
    await wait_until(pilot, lambda: app.removed)
    await wait_until(pilot, lambda: "0 in all" in screen_text(app))
    check_any(app)
    await pilot.press("ctrl+z")
    await wait_until(pilot, lambda: "1 in all" in screen_text(app))
    await pilot.press("escape")
    await command(pilot, "/remove")
    await asked(pilot, "Remove this article?")
    check(app)
    await pilot.press("escape", "escape", "ctrl+o")
    await wait_until(pilot, lambda: isinstance(app.screen, ThreadsScreen) and app.screen._listed)
    await paste(pilot, nasty(draw, 1))
    await pilot.press("escape", "f2", "escape", "escape")
    app.notify(nasty(draw), title=nasty(draw))
    await pilot.pause()
    check(app)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 23))
async def test_hostile_text_everywhere(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    text = "\n\n".join(nasty(draw, 20) for _ in range(5))
    article = replace(
        STRIKE,
        title=nasty(draw),
        source=nasty(draw),
        author=nasty(draw),
        path=nasty(draw),
        key=nasty(draw),
        url="",
        text=text,
    )
    library = Hostile([article], kept_in=tmp_path, folder=Path("word") / "[b]x")
    library.draw = draw
    library.broken = [Failure(nasty(draw), nasty(draw)) for _ in range(3)]
    app = chat_app(library)
    async with app.run_test(size=draw.choice([(120, 36), (80, 24), (60, 20)])) as pilot:
        await walk(pilot, app, draw)
    # What was kept is shown again just as safely.
    again = chat_app(library, resume=True)
    async with again.run_test(size=(120, 36)) as pilot:
        await wait_until(pilot, lambda: again.chat.asking.conversation.turns)
        await ready(pilot)
        check(again)


@pytest.mark.slow
async def test_ten_megabytes_of_text() -> None:
    """In an article, an answer's title, an error and a paste."""
    draw = random.Random(0)
    big = "\n\n".join(nasty(draw, 400) for _ in range(1600))
    big += "x" * (10_000_000 - len(big)) if len(big) < 10_000_000 else ""
    article = replace(STRIKE, title=big, text=STRIKE.text + "\n\n" + big)

    class Huge(Standin):
        def ask(self, question: str, **more: Any) -> Any:
            if "fail" in question:
                yield Failed(big)
            else:
                yield from Standin([STRIKE]).ask(question)

    app = chat_app(Huge([article]))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await ready(pilot)
        await ask(pilot, "what did the authority say about ships?")
        start = time.process_time()
        await pilot.press("1")
        await wait_until(pilot, lambda: app.chat.source.view.has_focus)
        print("opened", time.process_time() - start)
        check_any(app)
        await pilot.press("end", "/")
        await paste(pilot, "word")
        await wait_until(pilot, lambda: "of " in screen_text(app))
        await pilot.press("escape", "escape")
        await command(pilot, "/articles")
        await wait_until(pilot, lambda: "1 in all" in screen_text(app))
        check_any(app)
        await pilot.press("escape")
        await paste(pilot, big)
        await asked(pilot)
        await pilot.press("escape")
        check_any(app)
        await pilot.press("ctrl+c")
        start = time.process_time()
        await ask(pilot, "please fail")
        print("failed", time.process_time() - start)
        check_any(app)


def check_any(app: Any) -> None:
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            assert visible(segment.text) == segment.text
