"""Reading: why an answer is as it is, finding in an article, full screen, dropping filters."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from driving import ask, chat_app, command, highlighted, ready, screen_text, type_text, wait_until
from hypothesis import given
from hypothesis import strategies as st
from standin import STRIKE, TALKS, Standin
from textual.pilot import Pilot

from qabot.domain import Answered, Citation
from qabot.tui.finding import MOST, find_all
from qabot.tui.screens.why import WhyScreen
from qabot.tui.widgets.finder import Finder

SHIPS = "what did the authority say about ships and talks?"


async def opened(pilot: Pilot[Any], app: Any) -> None:
    await pilot.press("1")
    await wait_until(pilot, lambda: app.chat.source.view.has_focus)


async def test_why_shows_what_was_searched_and_opens_what_was_found() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await ready(pilot)
        await command(pilot, "/why")
        await wait_until(pilot, lambda: "There is no answer yet" in screen_text(app))
        await ask(pilot, SHIPS)
        await pilot.press("tab", "w")
        await wait_until(pilot, lambda: isinstance(app.screen, WhyScreen))
        await wait_until(pilot, lambda: "6 passages in" in screen_text(app))
        shown = screen_text(app)
        assert "searched" in shown
        assert "0.90 of 1: answered, by quoting" in shown
        assert "total 0.200 s" in shown
        assert " 1  [1]" in shown
        assert "Harbour Gazette · 12 May 2024" in shown
        await pilot.press("down", "down", "enter")
        await wait_until(pilot, lambda: app.screen is app.chat)
        hit = app.chat.asking.conversation.turns[0].answer.hits[2]
        await wait_until(pilot, lambda: highlighted(app.chat.source) == hit.text)


async def test_a_found_passage_of_a_saved_answer_opens_at_its_place() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        turn = app.chat.asking.conversation.turns[0]
        hit = turn.answer.hits[0]
        app.chat.sourcing.open_hit(replace(hit, article=replace(hit.article, text="")))
        await wait_until(pilot, lambda: highlighted(app.chat.source) == hit.text)
        assert "has changed" not in screen_text(app)


async def test_find_in_the_article() -> None:
    long = "Nothing of note happened at the Quay that day.\n\n" * 200
    app = chat_app(Standin([replace(STRIKE, text=STRIKE.text + "\n\n" + long), TALKS]))
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await opened(pilot, app)
        await pilot.press("/")
        await wait_until(pilot, lambda: isinstance(app.focused, Finder))
        await type_text(pilot, "quay that")
        await wait_until(pilot, lambda: "1 of 200" in screen_text(app))
        await pilot.press("up")
        await wait_until(pilot, lambda: "200 of 200" in screen_text(app))
        assert app.chat.source.view.scroll_y > 100
        await pilot.press("enter")
        await wait_until(pilot, lambda: "1 of 200" in screen_text(app))
        await type_text(pilot, " x")
        await wait_until(pilot, lambda: "not in this article" in screen_text(app))
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.chat.source.view.has_focus)
        assert "[1]  1 of 2" in screen_text(app)
        assert not app.chat.source.view.found
        assert app.chat.prompt.text == ""


@pytest.mark.slow
async def test_words_that_stand_everywhere_are_not_counted_to_the_end() -> None:
    library = Standin(known=[replace(STRIKE, text=STRIKE.text + " the" * (MOST + 5))])
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, "why did the port strike end?")
        await opened(pilot, app)
        await pilot.press("/")
        await type_text(pilot, "the")
        await wait_until(pilot, lambda: "of 10,000 and more" in screen_text(app))


async def test_enter_gives_the_article_the_whole_screen_and_esc_takes_it_back() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await opened(pilot, app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.chat.source.region.width == 120)
        assert highlighted(app.chat.source) == app.chat.source.citation.quote
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.chat.source.region.width < 60)
        await pilot.press("enter", "n")
        await wait_until(pilot, lambda: app.chat.source.citation.number == 2)
        await pilot.press("ctrl+b")
        await wait_until(pilot, lambda: "0.2 s" in screen_text(app))


async def test_near_copies_are_named_in_answer_and_source() -> None:
    class Copies(Standin):
        def ask(self, question: str, **more: Any) -> Any:
            for event in super().ask(question, **more):
                if isinstance(event, Answered):
                    cited: tuple[Citation, ...] = tuple(
                        replace(c, also_in=("Evening [Post]", "Wire"))
                        for c in event.answer.citations
                    )
                    event = Answered(replace(event.answer, citations=cited))
                yield event

    app = chat_app(Copies())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        assert "also in" in screen_text(app)
        await opened(pilot, app)
        assert screen_text(app).count("also in Evening [Post], Wire") >= 1


async def test_filters_are_shown_and_dropped_all_or_one() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 50)) as pilot:
        await ready(pilot)
        question = "what did the Courier say in May about talks of the authority?"
        await ask(pilot, question)
        assert "only May 2024 × · only Courier ×" in screen_text(app)
        line = next(
            y for y, text in enumerate(screen_text(app).splitlines()) if "only May 2024" in text
        )
        column = screen_text(app).splitlines()[line].index("only Courier")
        await pilot.click(offset=(column + 2, line))
        turns = app.chat.asking.conversation.turns
        await wait_until(pilot, lambda: len(turns) == 2 and turns[1].finished)
        assert [chip.label for chip in turns[1].answer.chips] == ["May 2024"]
        await wait_until(pilot, lambda: "without Courier · only May 2024 ×" in screen_text(app))
        await pilot.press("tab", "x")
        await wait_until(pilot, lambda: len(turns) == 3 and turns[2].finished)
        assert turns[2].answer.chips == ()
        assert turns[2].question == question


def test_find_minds_neither_case_nor_line_ends() -> None:
    found = find_all("A Port\nstrike. PORT  STRIKE (port.strike)", "port strike")
    assert [(span.start, span.end) for span in found] == [(2, 13), (15, 27)]
    assert find_all("a.b (x)", ".b (") and not find_all("aXb", ".")
    assert find_all("text", "  ") == []


@given(st.text(max_size=80), st.text(max_size=10))
def test_find_never_breaks(text: str, words: str) -> None:
    for span in find_all(text, words):
        assert 0 <= span.start < span.end <= len(text)
